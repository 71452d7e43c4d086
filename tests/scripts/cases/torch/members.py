"""Settings that are members of an Enum, equal to themselves alone."""

from enum import Enum, IntEnum

import torch


class Mode(Enum):
    FAST = "fast"
    SLOW = "slow"
    OFF = 0


class Level(IntEnum):
    LOW = 1
    HIGH = 2


RATES = {Mode.FAST: 0.4, Mode.SLOW: 0.2, "fast": 99.0}
mode = Mode.FAST
lr = RATES[mode]
if mode == "fast":
    lr = 7.0
if Mode.OFF:
    lr = lr / 2
if mode in (Mode.SLOW, Mode.OFF) or mode is not Mode.FAST:
    lr = 8.0
if f"{mode}" == "Mode.FAST" and mode.name == "FAST" and mode.value == "fast":
    lr = lr * 2
match mode:
    case Mode.FAST:
        gamma = 0.5
    case _:
        gamma = 0.1
optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=lr)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, Level.HIGH * Level.LOW, gamma)
for _ in range(6):
    optimizer.step()
    scheduler.step()
