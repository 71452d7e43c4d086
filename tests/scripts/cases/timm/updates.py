# Lengths in updates, a count of them handed on after each.
import torch
from timm.scheduler.cosine_lr import CosineLRScheduler

epochs, n_iter_per_epoch = 4, 6
model = torch.nn.Linear(3, 2)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
lr_scheduler = CosineLRScheduler(
    optimizer,
    t_initial=epochs * n_iter_per_epoch,
    lr_min=1e-5,
    warmup_lr_init=1e-6,
    warmup_t=n_iter_per_epoch,
    cycle_limit=1,
    t_in_epochs=False,
)
for epoch in range(epochs):
    for idx in range(n_iter_per_epoch):
        loss = model(torch.rand(2, 3)).sum()
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        lr_scheduler.step_update(epoch * n_iter_per_epoch + idx)
