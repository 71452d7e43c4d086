"""What a scheduler has when it is made gives its first rate."""

import torch
from torch.optim.lr_scheduler import LRScheduler


class Poly(LRScheduler):
    total = 5

    def __init__(self, optimizer, total, last_epoch=-1):
        self.factor = 0.5
        super().__init__(optimizer, last_epoch)
        self.total = total
        self.factor = 1.0

    def get_lr(self):
        return [b * self.factor * (1 - self.last_epoch / self.total) for b in self.base_lrs]


opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
sched = Poly(opt, 10)
for e in range(10):
    opt.step()
    sched.step()
