"""Names that have what a loop has counted, and count on by themselves."""

import torch

opt = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)


def next_(epoch):
    epoch += 1
    return epoch


epoch = steps = 0
while epoch < 5:
    shown = epoch
    shown += 1
    if epoch:
        steps -= 1
    for group in opt.param_groups:
        group["lr"] = 0.1 / next_(epoch)
    opt.step()
    steps += 1
    epoch += 1
