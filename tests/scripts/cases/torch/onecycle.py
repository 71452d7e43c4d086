import argparse

import torch
from torch.optim import SGD
from torch.optim.lr_scheduler import OneCycleLR
from torch.utils.data import DataLoader, Dataset


class Points(Dataset):
    def __init__(self, size):
        self.points = torch.randn(size, 3)

    def __len__(self):
        return len(self.points)

    def __getitem__(self, index):
        return self.points[index]


def parse():
    ap = argparse.ArgumentParser()
    ap.add_argument("--max_lr", type=float, default=0.6)
    ap.add_argument("--epochs", type=int, default=6)
    ap.add_argument("--pct", type=float, default=0.3)
    return ap.parse_args()


def main():
    args = parse()
    train_loader = DataLoader(Points(41), batch_size=8, shuffle=True)
    model = torch.nn.Linear(3, 1)
    optimizer = SGD(model.parameters(), lr=args.max_lr / 25, momentum=0.9)
    scheduler = OneCycleLR(
        optimizer,
        max_lr=args.max_lr,
        epochs=args.epochs,
        steps_per_epoch=len(train_loader),
        pct_start=args.pct,
        anneal_strategy="linear",
    )
    for epoch in range(args.epochs):
        for points in train_loader:
            optimizer.zero_grad()
            model(points).abs().mean().backward()
            optimizer.step()
            scheduler.step()


main()
