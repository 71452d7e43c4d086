"""A script that ends in its loop."""

import torch
from torch.optim.lr_scheduler import ExponentialLR

model = torch.nn.Linear(2, 2)
loader = [torch.zeros(4, 2)] * 10
opt = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = ExponentialLR(opt, 0.9)

import sys  # noqa: E402

max_steps, count = 25, 0
for epoch in range(9):
    for batch in loader:
        opt.step()
        count += 1
        if count >= max_steps:
            print("done")
            sys.exit()
    scheduler.step()
for batch in loader:
    opt.step()
