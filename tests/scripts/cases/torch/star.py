"""Names that only a star import has."""

import torch
from torch.optim import *
from torch.optim.lr_scheduler import *

model = torch.nn.Linear(2, 1)
opt = SGD(model.parameters(), lr=0.1)
sched = StepLR(opt, 2, 0.5)
for e in range(6):
    model(torch.ones(2)).sum().backward()
    opt.step()
    sched.step()
