"""A scheduler that is made, and never stepped, sets the rate of another."""

import torch

opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], 0.1)
warm = torch.optim.lr_scheduler.LambdaLR(opt, lambda e: 0.5)
sched = torch.optim.lr_scheduler.ExponentialLR(opt, 0.9)
for epoch in range(9):
    opt.step()
    sched.step()
