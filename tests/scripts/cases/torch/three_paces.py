"""Three schedulers of two groups, each stepped in another rhythm."""

import torch

w, v = torch.nn.Parameter(torch.ones(1)), torch.nn.Parameter(torch.ones(1))
opt = torch.optim.SGD([{"params": [w]}, {"params": [v], "lr": 0.7}], 0.1)
b = torch.optim.lr_scheduler.PolynomialLR(opt, 8, power=2)
a = torch.optim.lr_scheduler.MultiStepLR(opt, [2, 4, 11], 0.5)
c = torch.optim.lr_scheduler.ExponentialLR(opt, 0.95)
for e in range(9):
    for i in range(3):
        opt.step()
        a.step()
    if e > 2:
        c.step()
    b.step()
