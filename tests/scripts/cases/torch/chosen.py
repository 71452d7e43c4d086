import argparse

import torch
from torch.optim import lr_scheduler


def build_scheduler(optimizer, args):
    if args.sched == "step":
        return lr_scheduler.StepLR(optimizer, args.decay_every, args.decay_rate)
    elif args.sched == "cosine":
        return lr_scheduler.CosineAnnealingLR(optimizer, args.epochs)
    elif args.sched in ("exp", "exponential"):
        return lr_scheduler.ExponentialLR(optimizer, args.decay_rate)
    raise ValueError(f"no such schedule: {args.sched}")


def build_optimizer(model, args):
    kwargs = {"lr": args.lr, "weight_decay": args.weight_decay}
    if args.opt == "adam":
        return torch.optim.Adam(model.parameters(), **kwargs)
    return torch.optim.SGD(model.parameters(), momentum=0.9, **kwargs)


def run(args):
    model = torch.nn.Linear(2, 1)
    optimizer = build_optimizer(model, args)
    scheduler = build_scheduler(optimizer, args)
    for epoch in range(1, args.epochs + 1):
        for x in torch.randn(4, 6, 2):
            optimizer.zero_grad()
            model(x).mean().backward()
            optimizer.step()
        scheduler.step()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    schedule = parser.add_argument_group("schedule")
    schedule.add_argument("--sched", choices=["step", "cosine", "exp"], default="step")
    schedule.add_argument("--decay-every", type=int, default=2)
    schedule.add_argument("--decay-rate", type=float, default=0.3)
    schedule.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--opt", default="adam")
    parser.add_argument("--lr", type=float, default=4e-3)
    parser.add_argument("--weight-decay", type=float, default=0)
    run(parser.parse_args())
