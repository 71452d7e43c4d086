"""What a function gives is worked out before `finally` changes what it is made of."""

import torch

settings = {"warmup": 2, "epochs": 6}


def pop(name):
    try:
        return settings[name]
    finally:
        settings[name] = 1


opt = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
sched = torch.optim.lr_scheduler.LinearLR(opt, 0.1, total_iters=pop("warmup") + pop("warmup"))
for epoch in range(pop("epochs")):
    opt.step()
    sched.step()
