"""An optimizer keeps the mappings of its groups: what is set in them later it has, too."""

import torch

groups = [
    {"params": [torch.nn.Parameter(torch.zeros(1))]},
    {"params": [torch.nn.Parameter(torch.zeros(1))], "lr": 0.2},
]
opt = torch.optim.SGD(groups, lr=0.1)
for epoch in range(5):
    opt.step()
    groups[1]["lr"] = 0.2 / (epoch + 1)
