import torch
from torch import nn
from timm.scheduler import create_scheduler_v2

model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
loader = [torch.ones(3, 2)] * 7


def train_one_epoch(epoch, model, loader, optimizer, lr_scheduler=None, accum_steps=2):
    last_accum_steps = len(loader) % accum_steps
    updates_per_epoch = (len(loader) + accum_steps - 1) // accum_steps
    num_updates = epoch * updates_per_epoch
    last_batch_idx = len(loader) - 1
    last_batch_idx_to_accum = len(loader) - last_accum_steps
    optimizer.zero_grad()
    update_sample_count = 0
    for batch_idx, x in enumerate(loader):
        last_batch = batch_idx == last_batch_idx
        need_update = last_batch or (batch_idx + 1) % accum_steps == 0
        update_idx = batch_idx // accum_steps
        model(x).sum().backward()
        if not need_update:
            continue
        optimizer.step()
        num_updates += 1
        optimizer.zero_grad()
        if lr_scheduler is not None:
            lr_scheduler.step_update(num_updates=num_updates, metric=1.0)


updates_per_epoch = (len(loader) + 2 - 1) // 2
lr_scheduler, num_epochs = create_scheduler_v2(
    optimizer,
    sched="cosine",
    num_epochs=5,
    warmup_epochs=1,
    warmup_lr=1e-4,
    step_on_epochs=False,
    updates_per_epoch=updates_per_epoch,
)
start_epoch = 0
if lr_scheduler is not None and start_epoch > 0:
    lr_scheduler.step(start_epoch)
for epoch in range(start_epoch, num_epochs):
    train_one_epoch(epoch, model, loader, optimizer, lr_scheduler=lr_scheduler)
    if lr_scheduler is not None:
        lr_scheduler.step(epoch + 1, 0.5)
