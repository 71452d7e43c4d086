# The cycles say how long the training is.
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


scheduler = CosineLRScheduler(
    optimizer, t_initial=4, cycle_mul=2.0, lr_min=1e-4, cycle_decay=0.5, cycle_limit=3
)
num_epochs = scheduler.get_cycle_length() + 3
for epoch in range(num_epochs):
    train()
    scheduler.step(epoch + 1)
