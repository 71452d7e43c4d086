"""Schedulers that step inside an expression, where a condition of it holds."""

import torch
from torch.optim.lr_scheduler import ExponentialLR

model = torch.nn.Linear(2, 2)
loader = [torch.zeros(4, 2)] * 10
opt = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = ExponentialLR(opt, 0.9)

for epoch in range(8):
    for batch in loader:
        opt.step()
    epoch > 2 and scheduler.step()
    done = scheduler.step() if epoch % 3 == 1 else None
    epoch < 6 or scheduler.step()
