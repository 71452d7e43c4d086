"""Classes that follow what is got, set and derived: items, properties, methods of the class."""

import torch


class Base:
    rates = {}

    def __init_subclass__(cls, rate=0.2, **words):
        cls.lr = rate
        Base.rates[cls.__name__] = rate


class First(Base, rate=0.3):
    @classmethod
    def scaled(cls, factor):
        made = cls()
        made.own = cls.lr * factor
        return made

    @staticmethod
    def half(value):
        return value / 2

    @property
    def final(self):
        return self.half(self.own)


class Second(First):
    lr = 0.9


class Items:
    def __init__(self):
        self.kept = {}

    def __setitem__(self, key, value):
        self.kept[key] = value * 2

    def __getitem__(self, key):
        return self.kept[key] + 0.1


class Counted:
    def __init__(self):
        self._lr, self.read = 0.1, 0

    @property
    def lr(self):
        self.read += 1
        return self._lr * self.read

    @lr.setter
    def lr(self, value):
        self._lr = value * 2


class Mapping(dict):
    def __getattr__(self, name):
        return self[name]


class Meta(type):
    pass


class Plain(metaclass=Meta):
    lr = 0.05


class Inherited(Plain):
    lr = 0.15


items, counted = Items(), Counted()
items["lr"] = 0.1
counted.lr = 0.2
print(counted.lr)
settings = Mapping(lr=0.1)
settings["lr"] = 0.6
rates = [
    Second.scaled(3).final,
    Base.rates["Second"] + First.lr,
    items["lr"],
    counted.lr,
    settings.lr,
    Inherited.lr,
]
weights = [torch.nn.Parameter(torch.ones(1)) for _ in rates]
groups = [{"params": [weight], "lr": rate} for weight, rate in zip(weights, rates)]
optimizer = torch.optim.SGD(groups, lr=1.0)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 2, 0.5)
for epoch in range(4):
    optimizer.step()
    scheduler.step()
