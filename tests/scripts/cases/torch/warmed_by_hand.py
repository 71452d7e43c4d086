"""The first epochs set the rate by hand, a scheduler the others."""

import torch

opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], 0.1)
sched = torch.optim.lr_scheduler.StepLR(opt, 3)
for epoch in range(9):
    if epoch < 3:
        for g in opt.param_groups:
            g["lr"] = 0.1 * (epoch + 1) / 3
    for i in range(4):
        opt.step()
    if epoch >= 3:
        sched.step()
