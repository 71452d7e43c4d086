"""Fields that are not given by their place, and a property that has a method to set it."""

from dataclasses import dataclass, field

import torch


@dataclass
class Settings:
    rounds: int = field(default=6, init=False)
    lr: float = 0.3
    drop: float = field(default=0.5, kw_only=True)
    size: int = 2


class Scaled:
    def __init__(self):
        self.kept = 1.0

    @property
    def lr(self):
        return self.kept

    @lr.setter
    def lr(self, value):
        self.kept = value * 10


settings = Settings(0.9, 3, drop=0.25)
scaled = Scaled()
scaled.lr = settings.lr
optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=scaled.lr)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, settings.size, settings.drop)
for _ in range(settings.rounds):
    optimizer.step()
    scheduler.step()
