"""Two loops multiply the rate, which is set anew between them."""

import torch

opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
for e in range(6):
    opt.step()
    opt.param_groups[0]["lr"] *= 0.5
opt.param_groups[0]["lr"] = 0.2
for e in range(6):
    opt.step()
    opt.param_groups[0]["lr"] *= 0.7
