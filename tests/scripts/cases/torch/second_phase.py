"""The rate is set by hand between two loops."""

import torch

p = torch.nn.Parameter(torch.ones(1))
opt = torch.optim.SGD([p], 0.1)
for epoch in range(5):
    opt.step()
opt.param_groups[0]["lr"] = 0.01
for epoch in range(5):
    opt.step()
