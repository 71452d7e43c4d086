"""The rates are read together, and set one by one."""

import torch

w, v = torch.nn.Parameter(torch.ones(1)), torch.nn.Parameter(torch.ones(1))
opt = torch.optim.SGD([{"params": [w]}, {"params": [v], "lr": 0.7}], 0.1)
for e in range(4):
    lrs = [g["lr"] for g in opt.param_groups]
    opt.step()
    for g, lr in zip(opt.param_groups, lrs):
        g["lr"] = lr * 0.5
