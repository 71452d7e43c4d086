"""A plateau is told what is measured."""

import torch
from torch.optim.lr_scheduler import ReduceLROnPlateau

VALS = [1.0, 0.9, 0.95, 0.95, 0.95, 0.95, 0.8, 0.95, 0.95, 0.95]
it = iter(VALS)
opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], 0.1)
scheduler = ReduceLROnPlateau(opt, "min", patience=2, factor=0.5)
for epoch in range(10):
    for i in range(3):
        opt.step()
    val_loss = next(it)
    scheduler.step(val_loss)
