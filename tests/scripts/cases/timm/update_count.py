import torch
from torch import nn
from timm.scheduler import (
    create_scheduler_v2,
    create_scheduler,
    CosineLRScheduler,
    StepLRScheduler,
    TanhLRScheduler,
    PolyLRScheduler,
    MultiStepLRScheduler,
)

model = nn.Linear(2, 1)
opt = torch.optim.SGD(model.parameters(), lr=0.1)


def update():
    opt.zero_grad()
    model(torch.ones(3, 2)).sum().backward()
    opt.step()


num_epochs, n = 5, 4
sched = CosineLRScheduler(
    opt,
    t_initial=num_epochs * n,
    lr_min=1e-5,
    warmup_t=3,
    warmup_lr_init=1e-4,
    t_in_epochs=False,
    warmup_prefix=True,
    cycle_limit=1,
)
num_updates = 0
for epoch in range(num_epochs):
    num_updates = epoch * n
    for i in range(n):
        update()
        num_updates += 1
        sched.step_update(num_updates=num_updates, metric=0.1)
    sched.step(epoch + 1)
