"""As many milestones as there are groups."""

import torch

model = torch.nn.Linear(2, 2)
groups = [{"params": [model.weight]}, {"params": [model.bias], "lr": 0.02}]
opt = torch.optim.SGD(groups, lr=0.5)
sched = torch.optim.lr_scheduler.MultiStepLR(opt, [2, 4])
for epoch in range(6):
    model(torch.ones(2)).sum().backward()
    opt.step()
    sched.step()
