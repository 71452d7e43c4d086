"""A length made of what the loader was given."""

import torch
from torch.utils.data import DataLoader, TensorDataset

loader = DataLoader(TensorDataset(torch.ones(13, 1)), 2)
n = len(loader.dataset) // loader.batch_size
opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], 0.1)
sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, n * 2)
for epoch in range(2):
    for x in loader:
        opt.step()
        sched.step()
