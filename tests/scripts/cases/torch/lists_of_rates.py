"""A scheduler whose get_lr gives one of several lists."""

import torch
from torch.optim.lr_scheduler import _LRScheduler


class Warm(_LRScheduler):
    def __init__(self, optimizer, warmup, total, last_epoch=-1):
        self.warmup = warmup
        self.total = total
        super(Warm, self).__init__(optimizer, last_epoch)

    def get_lr(self):
        if self.last_epoch < self.warmup:
            return [base * (self.last_epoch + 1) / self.warmup for base in self.base_lrs]
        elif self.last_epoch < 6:
            return self.base_lrs
        else:
            return [base * 0.1 for base in self.base_lrs]


w, b = torch.nn.Parameter(torch.ones(1)), torch.nn.Parameter(torch.ones(1))
opt = torch.optim.SGD([{"params": [w]}, {"params": [b], "lr": 0.02}], lr=0.1)
sched = Warm(opt, 3, 10)
for e in range(10):
    opt.step()
    sched.step()
