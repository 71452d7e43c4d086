"""Operators of classes that derive from each other: the subclass's reflected method goes first."""

import torch


class Length:
    def __init__(self, many):
        self.many = many

    def __add__(self, other):
        return Length(self.many + other.many)

    def __radd__(self, other):
        return Length(self.many + other.many)


class Longer(Length):
    def __radd__(self, other):
        return Length(10 * self.many + other.many)


class Same(Length):
    pass


long = Length(1) + Longer(1)
short = Length(1) + Same(1)
optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, short.many)
for _ in range(long.many):
    optimizer.step()
    scheduler.step()
