"""get_lr appends rate by rate; torch's constructor is called by its class."""

import torch
from torch.optim.lr_scheduler import LRScheduler


class P(LRScheduler):
    def __init__(self, optimizer, n):
        self.n = n
        LRScheduler.__init__(self, optimizer)

    def get_lr(self):
        if self.last_epoch > self.n:
            lrs = [b * 0.1 for b in self.base_lrs]
            return lrs
        lrs = []
        for b in self.base_lrs:
            lrs.append(b)
        return lrs


opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
sched = P(opt, 3)
for e in range(8):
    opt.step()
    sched.step()
