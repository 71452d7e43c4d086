import argparse
import sys

import torch

parser = argparse.ArgumentParser()
commands = parser.add_subparsers(dest="command")
train = commands.add_parser("train")
train.add_argument("--lr", type=float, default=1e-2)
train.add_argument("--epochs", type=int, default=3)
show = commands.add_parser("show")
show.add_argument("--size", type=int, default=512)
args = parser.parse_args(sys.argv[1:] or ["train"])
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.Adam(model.parameters(), args.lr)
for epoch in range(args.epochs):
    for batch in range(4):
        optimizer.step()
    for group in optimizer.param_groups:
        group.update(lr=args.lr / (epoch + 2))
