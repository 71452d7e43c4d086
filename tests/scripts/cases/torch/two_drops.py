"""Two places of one loop set the rate, in different epochs."""

import torch

lr = 0.1
opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr)
for epoch in range(9):
    if epoch == 4:
        for g in opt.param_groups:
            g["lr"] = 0.01
    elif epoch == 7:
        for g in opt.param_groups:
            g["lr"] = 0.001
    for i in range(4):
        opt.step()
