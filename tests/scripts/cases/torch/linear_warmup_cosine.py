"""A scheduler with a closed form that nothing asks for."""

import torch, math, warnings
from torch.optim.lr_scheduler import _LRScheduler


class LinearWarmupCosine(_LRScheduler):
    def __init__(
        self,
        optimizer,
        warmup_epochs,
        max_epochs,
        warmup_start_lr=1e-8,
        eta_min=1e-8,
        last_epoch=-1,
    ):
        self.warmup_epochs = warmup_epochs
        self.max_epochs = max_epochs
        self.warmup_start_lr = warmup_start_lr
        self.eta_min = eta_min
        super(LinearWarmupCosine, self).__init__(optimizer, last_epoch)

    def get_lr(self):
        if not self._get_lr_called_within_step:
            warnings.warn(
                "To get the last learning rate computed by the scheduler, please use get_last_lr()"
            )
        if self.last_epoch == 0:
            return [self.warmup_start_lr] * len(self.base_lrs)
        if self.last_epoch < self.warmup_epochs:
            return [
                self.warmup_start_lr
                + self.last_epoch * (b - self.warmup_start_lr) / (self.warmup_epochs - 1)
                for b in self.base_lrs
            ]
        return [
            self.eta_min
            + 0.5
            * (b - self.eta_min)
            * (
                1
                + math.cos(
                    math.pi
                    * (self.last_epoch - self.warmup_epochs)
                    / (self.max_epochs - self.warmup_epochs)
                )
            )
            for b in self.base_lrs
        ]

    def _get_closed_form_lr(self):
        return [0.0 for b in self.base_lrs]


opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
sched = LinearWarmupCosine(opt, 3, 9)
for e in range(8):
    opt.step()
    sched.step()
