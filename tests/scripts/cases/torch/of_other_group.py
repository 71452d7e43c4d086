"""A group's rate is made of another's."""

import torch

w, v = torch.nn.Parameter(torch.ones(1)), torch.nn.Parameter(torch.ones(1))
opt = torch.optim.SGD([{"params": [w]}, {"params": [v], "lr": 0.7}], 0.1)
for e in range(8):
    opt.step()
    opt.param_groups[0]["lr"] *= 0.9
    opt.param_groups[1]["lr"] = opt.param_groups[0]["lr"] * 2
