"""Accumulation that goes on from one epoch into the next."""

import torch
from torch.optim import lr_scheduler

model = torch.nn.Linear(2, 2)
batches = [torch.ones(1, 2)] * 7
accum_steps, num_epochs = 3, 4
optimizer = torch.optim.SGD(model.parameters(), lr=0.4)
scheduler = lr_scheduler.PolynomialLR(optimizer, total_iters=9, power=2.0)

global_step = 0
for epoch in range(1, num_epochs + 1):
    for batch in batches:
        model(batch).sum().backward()
        global_step += 1
        if global_step % accum_steps != 0:
            continue
        optimizer.step()
        optimizer.zero_grad()
        scheduler.step()
