"""The rate of a scheduler is kept above a floor by hand."""

import torch

opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], 0.1)
b = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(opt, 3, 2)
for e in range(12):
    opt.step()
    b.step()
    for g in opt.param_groups:
        g["lr"] = max(g["lr"], 0.02)
