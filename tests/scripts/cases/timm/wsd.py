# Warmup, stable, decay by the factory.
import torch
from timm.scheduler import (
    create_scheduler_v2,
    CosineLRScheduler,
    StepLRScheduler,
    MultiStepLRScheduler,
    PolyLRScheduler,
    TanhLRScheduler,
    PlateauLRScheduler,
)

model = torch.nn.Linear(3, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)


def train():
    optimizer.zero_grad()
    model(torch.rand(2, 3)).sum().backward()
    optimizer.step()


scheduler, num_epochs = create_scheduler_v2(
    optimizer,
    sched="wsd",
    num_epochs=10,
    warmup_epochs=2,
    warmup_lr=1e-4,
    decay_epochs=3,
    min_lr=1e-4,
)
for epoch in range(num_epochs):
    train()
    scheduler.step(epoch + 1)
