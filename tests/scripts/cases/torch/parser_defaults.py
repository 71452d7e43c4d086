"""A parser's parents, defaults set on an option, and what is put on the command line."""

import argparse
import sys

import torch

base = argparse.ArgumentParser(add_help=False)
base.add_argument("--gamma", type=float, default=0.5)
parser = argparse.ArgumentParser(parents=[base], argument_default=2)
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--learning-rate", dest="lr", type=float, default=0.9)
parser.add_argument("--step", type=int)
epochs = parser.add_argument("--epochs", type=int, default=3)
epochs.default = 6
sys.argv += ["--lr", "0.4"]
args = parser.parse_args()

model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=args.lr)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, args.step, args.gamma)
for epoch in range(args.epochs):
    optimizer.step()
    scheduler.step()
