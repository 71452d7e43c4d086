"""Classes of several others, whose methods come one after another as Python has it."""

import torch
from torch.optim.lr_scheduler import ExponentialLR

model = torch.nn.Linear(2, 1)
loader = [torch.randn(3, 2) for _ in range(7)]


class Base:
    def __init__(self, rate):
        self.optimizer = torch.optim.SGD(model.parameters(), lr=rate)
        self.done = 0

    def after(self):
        self.done += 1

    def fit(self):
        for batch in loader:
            self.optimizer.step()
            self.after()
            if self.done == 5:
                break


class Stepping:
    """Has no class of its own behind it."""

    def after(self):
        super().after()
        self.scheduler.step()


class Plain(Stepping, Base):
    def __init__(self):
        super().__init__(0.1)
        self.scheduler = ExponentialLR(self.optimizer, 0.9)


class Named(Base):
    pass


class Falling(Base):
    def __init__(self, rate, gamma):
        super().__init__(rate)
        self.scheduler = ExponentialLR(self.optimizer, gamma)

    def after(self):
        super().after()
        self.scheduler.step()


class Twice(Base):
    def __init__(self, twice, **more):
        super().__init__(**more)
        self.twice = twice

    def after(self):
        super().after()
        if self.twice:
            self.scheduler.step()


class Diamond(Named, Falling):
    """`Falling.after` comes before that of `Base`."""


class Both(Twice, Falling):
    def __init__(self):
        super().__init__(twice=True, rate=0.3, gamma=0.8)


Plain().fit()
Diamond(0.2, 0.7).fit()
Both().fit()
