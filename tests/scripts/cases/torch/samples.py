"""A count that grows by more than 1."""

import torch

opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], 0.1)
n = 0
for e in range(3):
    for b in range(4):
        opt.param_groups[0]["lr"] = 0.1 / (1 + n)
        opt.step()
        n += 16
