"""A loader of some of the items, by their indices."""

import torch
from torch.utils.data import Subset, DataLoader, TensorDataset

ds = TensorDataset(torch.ones(103, 1))
idx = torch.randperm(len(ds))
loader = DataLoader(Subset(ds, idx[:50]), 8, True)
opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], 0.1)
sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, len(loader) * 2)
for epoch in range(2):
    for x in loader:
        opt.step()
        sched.step()
