"""A decorator of the script's own by a harmless name."""

import torch


def cache(f):
    def g(*a):
        return 2 * f(*a)

    return g


@cache
def rate(e):
    return 0.1 / (e + 1)


opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
for e in range(8):
    opt.param_groups[0]["lr"] = rate(e)
    opt.step()
