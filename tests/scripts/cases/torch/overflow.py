"""Losses and gradients that are asked whether they are numbers."""

import math

import torch
from torch.utils.data import DataLoader, TensorDataset

loader = DataLoader(TensorDataset(torch.ones(10, 2), torch.ones(10, 1)), batch_size=2)
model = torch.nn.Linear(2, 1)
criterion = torch.nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.OneCycleLR(
    optimizer, 0.3, epochs=4, steps_per_epoch=len(loader)
)
scaler = torch.amp.GradScaler("cpu", enabled=False)
for epoch in range(4):
    for x, y in loader:
        optimizer.zero_grad()
        with torch.autocast("cpu", enabled=False):
            loss = criterion(model(x), y)
        if not torch.isfinite(loss).all():
            print("loss is no number")
            continue
        scaler.scale(loss).backward()
        scaler.unscale_(optimizer)
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        scale = scaler.get_scale()
        scaler.step(optimizer)
        scaler.update()
        skipped = scale > scaler.get_scale()
        if not skipped:
            scheduler.step()
        if math.isnan(loss.item()) or torch.isnan(norm).any():
            break
