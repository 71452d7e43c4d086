"""Settings in settings, each made anew by a factory."""

from dataclasses import dataclass, field

import torch


@dataclass
class Optim:
    lr: float = 0.3
    milestones: list = field(default_factory=lambda: [3, 6])


@dataclass
class Settings:
    epochs: int = 8
    optim: Optim = field(default_factory=Optim)


settings = Settings()
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=settings.optim.lr)
scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, settings.optim.milestones)
for _ in range(settings.epochs):
    model(torch.randn(3, 2)).mean().backward()
    optimizer.step()
    scheduler.step()
