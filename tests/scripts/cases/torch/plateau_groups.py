"""A plateau with a least rate for each group."""

import torch
from torch.optim.lr_scheduler import ReduceLROnPlateau

VALS = [1.0, 0.9, 0.95, 0.95, 0.95, 0.1, 0.2, 0.3, 0.4, 0.5]
it = iter(VALS)
opt = torch.optim.SGD(
    [
        {"params": [torch.nn.Parameter(torch.ones(1))]},
        {"params": [torch.nn.Parameter(torch.ones(1))], "lr": 0.5},
    ],
    0.1,
)
scheduler = ReduceLROnPlateau(opt, "min", patience=0, factor=0.5, min_lr=[0.02, 0.1])
for epoch in range(10):
    for i in range(3):
        opt.step()
    acc = next(it)
    scheduler.step(acc)
