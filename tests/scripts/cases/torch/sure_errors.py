"""Errors that are sure: what is done after them, and what is left out."""

import contextlib

import torch

fast, factor = True, 1.0
try:
    if fast:
        raise RuntimeError("no")
    lr = 0.3
except RuntimeError as error:
    print(error)
    lr = 0.2
else:
    lr = 0.7
finally:
    factor *= 2

with contextlib.suppress(ValueError):
    raise ValueError
    factor = 5.0


def rate():
    try:
        raise KeyError("lr")
    except LookupError:
        return lr * factor
    return 0.9


optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=rate())
scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.5)
for epoch in range(4):
    optimizer.step()
    scheduler.step()
