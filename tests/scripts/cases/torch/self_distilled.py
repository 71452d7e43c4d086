"""The whole curve is an array that is made before the loop."""

import numpy as np
import torch


def cosine_scheduler(base_value, final_value, epochs, niter_per_ep, warmup_epochs=0, start=0):
    warmup_schedule = np.array([])
    warmup_iters = warmup_epochs * niter_per_ep
    if warmup_epochs > 0:
        warmup_schedule = np.linspace(start, base_value, warmup_iters)
    iters = np.arange(epochs * niter_per_ep - warmup_iters)
    schedule = final_value + 0.5 * (base_value - final_value) * (
        1 + np.cos(np.pi * iters / len(iters))
    )
    schedule = np.concatenate((warmup_schedule, schedule))
    assert len(schedule) == epochs * niter_per_ep
    return schedule


epochs = 5
student = torch.nn.Linear(2, 2)
data_loader = torch.utils.data.DataLoader(torch.randn(24, 2), batch_size=4, drop_last=True)
optimizer = torch.optim.AdamW(student.parameters())
lr_schedule = cosine_scheduler(5e-4, 1e-6, epochs, len(data_loader), warmup_epochs=1)
for epoch in range(epochs):
    for it, images in enumerate(data_loader):
        it = len(data_loader) * epoch + it
        for i, param_group in enumerate(optimizer.param_groups):
            param_group["lr"] = lr_schedule[it]
        loss = student(images).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
