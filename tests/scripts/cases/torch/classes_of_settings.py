"""Settings whose classes, copies and mappings say otherwise than where they are written."""

import copy
from dataclasses import dataclass
from typing import ClassVar

import torch


class Base:
    made = 0
    scale = 1

    def __init__(self, lr=0.1, **rest):
        self.lr = lr
        type(self).made += 1

    def times(self):
        return self.scale

    def rate(self):
        return self.lr * self.times()


class Doubled(Base):
    def __init__(self, **rest):
        super().__init__(**rest)
        self.lr *= 2

    def times(self):
        return 3

    def rate(self):
        return super().rate() + 0.01


class Raised(Base):
    scale = 5

    def __init__(self, **rest):
        super().__init__(**rest)
        self.lr += 0.05


class Both(Doubled, Raised):
    def __getitem__(self, name):
        return getattr(self, name) / 7


FACTOR = 0.5


@dataclass
class Decay:
    unit: ClassVar[int] = 2
    gamma: float = FACTOR
    steps: int = 3


class Plain(Decay):
    gamma: float = 0.9


FACTOR = 0.1


def tripled(kind):
    kind.rate = kind.rate * 3
    return kind


@tripled
class Head:
    rate = 0.01


settings = Both(lr=0.2)
decay = Plain(0.5, 4)
rates = {"body": [settings.rate(), settings["lr"]]}
fresh = copy.deepcopy(rates)
fresh["body"][0] = 9.0
same = rates
same |= {"head": Head.rate + Both.made / 100}
values = [1, 2]


def halved(items):
    items[:] = [each / 2 for each in items]


halved(values)
model = torch.nn.Linear(2, 2)
groups = [{"params": [model.weight], "lr": rates["body"][0]}]
groups += [{"params": [model.bias], "lr": rates["head"] * values[0] + rates["body"][1]}]
optimizer = torch.optim.SGD(groups, lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, decay.steps, gamma=decay.gamma)
for step in range(12):
    optimizer.step()
    scheduler.step()
