"""What a script has under a condition that nothing says, and that no rate depends on."""

import argparse
from enum import Enum, auto

import torch
from torch.utils.data import DataLoader, TensorDataset


class Kind(Enum):
    COSINE = auto()
    STEP = auto()


class Warmup:
    def __init__(self, optimizer, steps, total):
        self.optimizer = optimizer
        self.steps, self.total = steps, total
        self.base = [group["lr"] for group in optimizer.param_groups]
        self.step(0)

    def step(self, step):
        if step < self.steps:
            rates = [step * base / self.steps for base in self.base]
        else:
            rates = [base * (1 - step / self.total) for base in self.base]
        if not isinstance(rates, (list, tuple)):
            rates = [rates] * len(self.optimizer.param_groups)
        for group, rate in zip(self.optimizer.param_groups, rates):
            group["lr"] = rate


def make(optimizer, kind):
    if kind == Kind.COSINE:
        return torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 6)
    if kind == Kind.STEP:
        return torch.optim.lr_scheduler.StepLR(optimizer, 2)


parser = argparse.ArgumentParser()
parser.add_argument("--batch-size", type=int, default=8)
parser.add_argument("--no-cuda", action="store_true")
args = parser.parse_args()
use_cuda = not args.no_cuda and torch.cuda.is_available()
options = {"batch_size": args.batch_size}
if use_cuda:
    options.update({"num_workers": 1, "pin_memory": True, "shuffle": True})
dataset = TensorDataset(torch.randn(60, 2))
loader = DataLoader(dataset, **options)
model, other = torch.nn.Linear(2, 1), torch.nn.Linear(2, 1)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
second = torch.optim.SGD([{"params": [other.weight]}, {"params": [other.bias], "lr": 0.4}], lr=0.2)
sched = make(opt, Kind.STEP)
warmup = Warmup(second, 3, 6)
halved = {2, 4}
third = torch.optim.SGD(torch.nn.Linear(2, 1).parameters(), lr=1.0)
for epoch in range(6):
    if epoch in halved:
        third.param_groups[0]["lr"] *= 0.5
    for (batch,) in loader:
        model(batch).mean().backward()
        opt.step()
        second.step()
        third.step()
    sched.step()
    warmup.step(epoch + 1)
