"""What `and` and `or` give of what is known."""

import torch

steps = [5 and 4, 10, 0 or 2, None or 4]
opt = torch.optim.SGD(
    [{"params": [torch.nn.Parameter(torch.zeros(1))], "lr": steps and 0.3}], lr=0.1
)
sched = torch.optim.lr_scheduler.StepLR(opt, steps.index(steps[3]) + 2)
for epoch in range(7):
    opt.step()
    sched.step()
