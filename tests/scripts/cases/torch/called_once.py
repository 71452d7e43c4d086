"""What is called once: the subject of a `match`, and a factory where an object is made."""

from dataclasses import dataclass, field

import torch

calls = []


def tick():
    calls.append(1)
    return len(calls)


@dataclass
class Settings:
    epochs: int = field(default_factory=tick)
    step: int = 2


match tick():
    case 2 | 3:
        factor = 0.1
    case 1:
        factor = 0.5
    case _:
        factor = 0.9
settings = Settings()
opt = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
sched = torch.optim.lr_scheduler.StepLR(opt, settings.step, factor)
for epoch in range(settings.epochs + tick()):
    opt.step()
    sched.step()
for rest in map(str, calls):
    pass
else:
    calls.clear()
