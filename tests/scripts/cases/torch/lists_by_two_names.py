"""Lists that are changed by another name, before and after they are used."""

import torch
from torch.optim.lr_scheduler import MultiStepLR

model = torch.nn.Linear(2, 2)

first = [3, 12]
second = first
second += [20]
opt = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = MultiStepLR(opt, first, 0.5)
first.append(25)
for update in range(30):
    opt.step()
    scheduler.step()
