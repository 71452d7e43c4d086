"""A function of the script's own that is called as Python's."""

import torch


def exit():
    pass


opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
sched = torch.optim.lr_scheduler.StepLR(opt, 3)
exit()
for e in range(8):
    opt.step()
    sched.step()
