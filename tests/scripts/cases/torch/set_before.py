"""The rate is set before the loop, and once in it."""

import torch

opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], 0.1)
for g in opt.param_groups:
    g["lr"] = 0.05
for epoch in range(9):
    if epoch == 4:
        for g in opt.param_groups:
            g["lr"] = 0.01
    opt.step()
