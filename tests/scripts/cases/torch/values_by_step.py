"""An array of rates, each group's a part of the one of its step."""

import math, numpy as np, torch


def cosine_scheduler(
    base_value,
    final_value,
    epochs,
    niter_per_ep,
    warmup_epochs=0,
    start_warmup_value=0,
    warmup_steps=-1,
):
    warmup_schedule = np.array([])
    warmup_iters = warmup_epochs * niter_per_ep
    if warmup_steps > 0:
        warmup_iters = warmup_steps
    if warmup_epochs > 0:
        warmup_schedule = np.linspace(start_warmup_value, base_value, warmup_iters)
    iters = np.arange(epochs * niter_per_ep - warmup_iters)
    schedule = np.array(
        [
            final_value
            + 0.5 * (base_value - final_value) * (1 + math.cos(math.pi * i / (len(iters))))
            for i in iters
        ]
    )
    schedule = np.concatenate((warmup_schedule, schedule))
    assert len(schedule) == epochs * niter_per_ep
    return schedule


model = torch.nn.Linear(2, 1)
optimizer = torch.optim.AdamW(
    [{"params": [model.weight], "lr_scale": 0.5}, {"params": [model.bias], "lr_scale": 1.0}],
    lr=4e-3,
)
loader = [torch.ones(2)] * 5
epochs = 4
lr_schedule_values = cosine_scheduler(
    4e-3, 1e-6, epochs, len(loader), warmup_epochs=1, warmup_steps=-1
)
for epoch in range(epochs):
    start_steps = epoch * len(loader)
    for data_iter_step, x in enumerate(loader):
        it = start_steps + data_iter_step
        if lr_schedule_values is not None:
            for i, param_group in enumerate(optimizer.param_groups):
                param_group["lr"] = lr_schedule_values[it] * param_group["lr_scale"]
        optimizer.zero_grad()
        model(x).sum().backward()
        optimizer.step()
