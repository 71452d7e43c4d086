"""A plateau is told what the script itself says."""

import torch

VALS = [1.0, 0.9, 0.95, 0.95, 0.95, 0.95, 0.8, 0.95, 0.95, 0.95]
opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], 0.1)
scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(opt, "min", patience=2, factor=0.5)
for epoch in range(10):
    for i in range(3):
        opt.step()
    scheduler.step(VALS[epoch])
