# A training that is taken up at epoch 3.
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


scheduler, num_epochs = create_scheduler_v2(optimizer, sched="cosine", num_epochs=8, min_lr=1e-4)
start_epoch = 3
scheduler.step(start_epoch)
for epoch in range(start_epoch, num_epochs):
    train()
    scheduler.step(epoch + 1)
