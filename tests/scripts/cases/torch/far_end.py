"""Epochs without end in practice, left after some steps."""

import torch
from torch.utils.data import DataLoader, TensorDataset

loader = DataLoader(TensorDataset(torch.ones(10, 2)), batch_size=2)
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
max_steps = 503
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, max_steps)
global_step = 0
for epoch in range(10**7):
    for (x,) in loader:
        optimizer.zero_grad()
        model(x).mean().backward()
        optimizer.step()
        scheduler.step()
        global_step += 1
        if global_step >= max_steps:
            break
    if global_step >= max_steps:
        break
