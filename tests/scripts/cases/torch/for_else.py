"""A loop whose else is skipped where a break leaves it."""

import torch
from torch.optim.lr_scheduler import ExponentialLR

model = torch.nn.Linear(2, 2)
loader = [torch.zeros(4, 2)] * 10
opt = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = ExponentialLR(opt, 0.9)

for epoch in range(5):
    for index, batch in enumerate(loader):
        opt.step()
        if index == 4 and epoch == 2:
            break
    else:
        scheduler.step()
