import argparse
import os

import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel as DDP
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.data.distributed import DistributedSampler


def setup():
    if "WORLD_SIZE" in os.environ:
        dist.init_process_group("gloo")
        return True
    return False


def is_main():
    return not dist.is_initialized() or dist.get_rank() == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--distributed", action="store_true")
    parser.add_argument("--compile", action=argparse.BooleanOptionalAction, default=False)
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--total_epochs", default=4, type=int)
    args = parser.parse_args()

    if args.distributed:
        setup()
    model = torch.nn.Linear(3, 1)
    if args.compile:
        model = torch.compile(model)
    dataset = TensorDataset(torch.randn(21, 3))
    sampler = None
    if args.distributed:
        model = DDP(model)
        sampler = DistributedSampler(dataset)
    loader = DataLoader(dataset, batch_size=4, shuffle=(sampler is None), sampler=sampler)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr, fused=False)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=args.lr, total_steps=args.total_epochs * len(loader), pct_start=0.25
    )
    try:
        for epoch in range(args.total_epochs):
            if sampler is not None:
                sampler.set_epoch(epoch)
            for (x,) in loader:
                optimizer.zero_grad(set_to_none=True)
                loss = model(x).square().mean()
                loss.backward()
                optimizer.step()
                scheduler.step()
            if is_main():
                print(f"{epoch=} {loss.item():.3f}")
    finally:
        if args.distributed:
            dist.destroy_process_group()


if __name__ == "__main__":
    main()
