"""An optimizer of the script's own, whose defaults say its rate."""

import torch


class LARS(torch.optim.Optimizer):
    def __init__(self, params, lr=0, weight_decay=0, momentum=0.9, trust_coefficient=0.001):
        defaults = dict(
            lr=lr, weight_decay=weight_decay, momentum=momentum, trust_coefficient=trust_coefficient
        )
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self):
        for g in self.param_groups:
            for p in g["params"]:
                p.add_(p, alpha=-g["lr"])


p = torch.nn.Parameter(torch.ones(1))
opt = LARS([p], lr=0.1)
sched = torch.optim.lr_scheduler.StepLR(opt, 3)
for epoch in range(9):
    opt.step()
    sched.step()
