"""The rate is made of the one that it has by then, between two loops and after a warmup is made."""

import torch


def scaled(optimizer, factor):
    for group in optimizer.param_groups:
        group["lr"] = group["lr"] * factor


opt = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
for epoch in range(4):
    opt.step()
    for group in opt.param_groups:
        group["lr"] = 0.1 / (epoch + 2)
scaled(opt, 0.5)
for epoch in range(3):
    opt.step()
opt.param_groups[0]["lr"] *= 0.1
for epoch in range(2):
    opt.step()
