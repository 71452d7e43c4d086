"""Settings that are changed by the text of their names."""

import argparse
from dataclasses import dataclass

import torch

DEFAULTS = {"gamma": 0.9, "power": 2}
lr = 3.0
globals()["lr"] = 0.2
globals().update(DEFAULTS)


@dataclass
class Run:
    epochs: int = 4
    peak: float = 1.0
    warmup: int = -1

    def __post_init__(self):
        self.peak = self.peak * lr
        if self.warmup < 0:
            self.warmup = self.epochs // 2


@dataclass(frozen=True)
class Frozen:
    steps: int = 3

    def __post_init__(self):
        object.__setattr__(self, "total", self.steps * 2)


class Options:
    factor = 0.1

    def __init__(self, **given):
        self.__dict__.update(given)
        self.__setattr__("end", 0.5)


parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=9)
parser.add_argument("--batches", type=int, default=2)
args = parser.parse_args([], namespace=argparse.Namespace(epochs=Frozen().total))
run = Run(epochs=args.epochs)
options = Options(factor=0.25)

optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=run.peak)
warmup = torch.optim.lr_scheduler.LinearLR(
    optimizer, options.factor, options.end, total_iters=run.warmup
)
decay = torch.optim.lr_scheduler.ExponentialLR(optimizer, globals()["gamma"] ** vars()["power"])
for _ in range(run.epochs):
    for _ in range(args.batches):
        optimizer.step()
    warmup.step()
    decay.step()
