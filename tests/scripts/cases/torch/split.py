"""A loader of one part of a dataset, by fractions."""

import torch
from torch.utils.data import random_split, DataLoader, TensorDataset

ds = TensorDataset(torch.ones(103, 1))
parts = random_split(ds, [0.7, 0.2, 0.1])
loader = DataLoader(parts[0], batch_size=8)
opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], 0.1)
sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, len(loader) * 2)
for epoch in range(2):
    for x in loader:
        opt.step()
        sched.step()
