from functools import partial

import torch
from torch import nn
from torch.optim.lr_scheduler import LRScheduler, StepLR


class Down(LRScheduler):
    def __init__(self, optimizer, total, last_epoch=-1):
        self.total = total
        super().__init__(optimizer, last_epoch)

    def get_lr(self):
        return [base * (1 - self.last_epoch / self.total) for base in self.base_lrs]


OPTIMIZERS = {
    "sgd": partial(torch.optim.SGD, lr=0.1, momentum=0.9),
    "adam": partial(torch.optim.Adam, betas=(0.9, 0.99)),
}
gan = nn.ModuleDict({"g": nn.Linear(2, 2), "d": nn.Linear(2, 1)})
opt_g = OPTIMIZERS["sgd"](gan["g"].parameters())
opt_d = OPTIMIZERS["adam"](gan["d"].parameters(), lr=0.01)
opt_e = eval("torch.optim.SGD")(nn.Linear(1, 1).parameters(), lr=0.5)
options = dict(fused=False) if torch.get_num_threads() > 10**6 else dict()
opt_f = torch.optim.AdamW(nn.Linear(1, 1).parameters(), lr=3e-4, **options)
make = partial(StepLR, opt_g, step_size=2)
schedulers = [partial(make, gamma=0.5)(), partial(Down, total=9)(opt_d)]

for epoch in range(3):
    for x in torch.ones(4, 3, 2):
        for optimizer in (opt_g, opt_d, opt_e, opt_f):
            optimizer.zero_grad()
        gan["d"](gan["g"](x)).mean().backward()
        for optimizer in (opt_g, opt_d, opt_e, opt_f):
            optimizer.step()
    for scheduler in schedulers:
        scheduler.step()
