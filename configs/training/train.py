"""A training as people write it: lrplot reads the loops, and runs nothing."""

import torch
from project import Model, dataset
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR
from torch.utils.data import DataLoader

EPOCHS, ACCUMULATE, WARMUP = 10, 4, 500

loader = DataLoader(dataset, batch_size=16, shuffle=True)
model = Model()
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4)
total = EPOCHS * len(loader) // ACCUMULATE
warmup = LinearLR(optimizer, start_factor=0.01, total_iters=WARMUP)
cosine = CosineAnnealingLR(optimizer, T_max=total - WARMUP, eta_min=3e-5)
scheduler = SequentialLR(optimizer, [warmup, cosine], milestones=[WARMUP])

for _ in range(EPOCHS):
    for number, batch in enumerate(loader):
        loss = model(batch) / ACCUMULATE
        loss.backward()
        if (number + 1) % ACCUMULATE == 0:
            optimizer.step()
            scheduler.step()
            optimizer.zero_grad()
