"""An optimizer that timm's old factory makes of settings, and a scheduler."""

import argparse

import torch
from timm.optim import create_optimizer
from timm.scheduler import create_scheduler_v2, scheduler_kwargs

parser = argparse.ArgumentParser()
parser.add_argument("--opt", default="sgd")
parser.add_argument("--lr", type=float, default=0.3)
parser.add_argument("--momentum", type=float, default=0.9)
parser.add_argument("--weight-decay", type=float, default=1e-4)
parser.add_argument("--sched", default="cosine")
parser.add_argument("--epochs", type=int, default=4)
parser.add_argument("--warmup-epochs", type=int, default=1)
args = parser.parse_args()

model = torch.nn.Linear(2, 1)
optimizer = create_optimizer(args, model)
scheduler, epochs = create_scheduler_v2(optimizer, **scheduler_kwargs(args), updates_per_epoch=2)

for epoch in range(epochs):
    for _ in range(2):
        optimizer.step()
    scheduler.step(epoch + 1)
