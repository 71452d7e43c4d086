"""Objects whose own operators, tests and texts step a scheduler, or give rates."""

import torch
from torch.optim.lr_scheduler import StepLR

optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
scheduler = StepLR(optimizer, 3, 0.9)


class Stepping:
    def __init__(self, scheduler):
        self.scheduler = scheduler
        self.asked = 0

    def go(self, other=None):
        self.scheduler.step()
        return self

    __iadd__ = __matmul__ = __rsub__ = __neg__ = __getitem__ = __delitem__ = go

    def __bool__(self):
        self.scheduler.step()
        return False

    def __eq__(self, other):
        self.scheduler.step()
        return True

    def __contains__(self, item):
        self.scheduler.step()
        return True

    def __format__(self, how):
        self.scheduler.step()
        return "stepping"

    def __repr__(self):
        self.scheduler.step()
        return "Stepping"

    def __getattr__(self, name):
        self.scheduler.step()
        return name


stepping = Stepping(scheduler)
for epoch in range(7):
    optimizer.step()
    stepping += 1
    stepping @ 2
    3 - stepping
    -stepping
    stepping[1:3]
    del stepping[0]
    if stepping:
        scheduler.step()
    stepping != 4
    5 in stepping
    print(f"{stepping} {stepping!r}")
    stepping.other
    max([1, 2], key=lambda x: scheduler.step() or x)


class Rate:
    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        return Rate(self.value + other.value)

    def __rmul__(self, factor):
        return Rate(factor * self.value)

    def __lt__(self, other):
        return self.value < other.value


whole = 2 * (Rate(0.1) + Rate(0.05))
rates = [whole.value, 30.0 if Rate(3) > Rate(2) else 40.0]
other = torch.optim.SGD(
    [{"params": [torch.nn.Parameter(torch.zeros(1))], "lr": rate} for rate in rates], lr=1.0
)
falling = StepLR(other, 2, 0.5)
for epoch in range(4):
    other.step()
    falling.step()
