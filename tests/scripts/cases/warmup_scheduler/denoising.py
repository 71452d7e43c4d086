"""As image restoration has it: a step before the first epoch, then one after each."""

import torch
from torch.utils.data import DataLoader, TensorDataset
from warmup_scheduler import GradualWarmupScheduler

loader = DataLoader(TensorDataset(torch.ones(8, 2), torch.ones(8, 1)), batch_size=2)
model = torch.nn.Linear(2, 1)
criterion = torch.nn.L1Loss()
num_epochs, warmup_epochs = 12, 3
optimizer = torch.optim.Adam(model.parameters(), lr=2e-4, betas=(0.9, 0.999))
scheduler_cosine = torch.optim.lr_scheduler.CosineAnnealingLR(
    optimizer, num_epochs - warmup_epochs, eta_min=1e-6
)
scheduler = GradualWarmupScheduler(
    optimizer, multiplier=1, total_epoch=warmup_epochs, after_scheduler=scheduler_cosine
)
scheduler.step()
best_loss = float("inf")
for epoch in range(1, num_epochs + 1):
    epoch_loss = 0
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        epoch_loss += loss.item()
    if epoch_loss < best_loss:
        best_loss = epoch_loss
    scheduler.step()
