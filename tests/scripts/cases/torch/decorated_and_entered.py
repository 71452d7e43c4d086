"""Decorators of one's own, and blocks of classes that are entered and left."""

import functools

import torch


def scaled(factor):
    def around(function):
        @functools.wraps(function)
        def inner(*args, **words):
            return function(*args, **words) * factor

        return inner

    return around


class Twice:
    def __init__(self, function):
        self.function = function

    def __call__(self, value):
        return self.function(value) * 2


def changed(cls):
    cls.lr = 0.7
    return cls


@changed
class Settings:
    lr = 0.1

    @scaled(3)
    def rate(self, value=0.1):
        return value


@Twice
def twice(value):
    return value


class Scaled:
    def __init__(self, settings):
        self.settings = settings

    def __enter__(self):
        self.settings["lr"] *= 2
        return self.settings["lr"]

    def __exit__(self, *error):
        self.settings["lr"] /= 4


settings = {"lr": 0.2}
with Scaled(settings) as inside:
    within = inside + settings["lr"]
rates = [Settings.lr, Settings().rate(), twice(0.1), inside, within, settings["lr"]]
weights = [torch.nn.Parameter(torch.ones(1)) for _ in rates]
groups = [{"params": [weight], "lr": rate} for weight, rate in zip(weights, rates)]
optimizer = torch.optim.SGD(groups, lr=1.0)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 2, 0.5)
for epoch in range(4):
    optimizer.step()
    scheduler.step()
