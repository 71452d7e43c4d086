"""The else that lets a break leave two loops."""

import torch
from torch.optim.lr_scheduler import ExponentialLR

model = torch.nn.Linear(2, 2)
loader = [torch.zeros(4, 2)] * 10
opt = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = ExponentialLR(opt, 0.9)

count = 0
for epoch in range(9):
    for batch in loader:
        opt.step()
        scheduler.step()
        count += 1
        if count >= 25:
            break
    else:
        continue
    break
