"""The base rates are changed after torch's constructor."""

import torch
from torch.optim.lr_scheduler import LRScheduler


class P(LRScheduler):
    def __init__(self, optimizer, total, last_epoch=-1):
        self.total = total
        super().__init__(optimizer, last_epoch)
        self.base_lrs = [2 * b for b in self.base_lrs]

    def get_lr(self):
        return [b * (1 - self.last_epoch / self.total) for b in self.base_lrs]


opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
sched = P(opt, 10)
for e in range(10):
    opt.step()
    sched.step()
