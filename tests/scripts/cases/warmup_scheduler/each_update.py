"""A warmup to several times the rate, by update, before steps."""

import torch
from torch.optim.lr_scheduler import StepLR
from warmup_scheduler import GradualWarmupScheduler


def build(optimizer, name):
    if name == "warmup_multistep":
        after = StepLR(optimizer, step_size=4, gamma=0.5)
        return GradualWarmupScheduler(optimizer, 4, 6, after)
    raise ValueError(name)


model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(
    [{"params": model.weight}, {"params": model.bias, "lr": 0.01}], lr=0.05, momentum=0.9
)
scheduler = build(optimizer, "warmup_multistep")
for step in range(25):
    optimizer.zero_grad()
    model(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    scheduler.step()
