"""What functions and properties keep of what they gave first; each gives a group its rate."""

import functools

import torch
from torch.optim.lr_scheduler import LambdaLR


class Rate:
    def __init__(self, value):
        self.value = value

    @functools.cached_property
    def twice(self):
        return 2 * self.value

    @functools.lru_cache
    def times(self, factor):
        return factor * self.value


whole = Rate(0.3)
first = whole.twice
tripled = whole.times(3)
whole.value = 7.0

base = 0.3
calls = []


@functools.lru_cache
def rate_of(place):
    calls.append(place)
    return base / (place + 1)


@functools.cache
def shared():
    return [1]


@functools.lru_cache(maxsize=1)
def decay(epoch):
    return 0.5 ** (epoch // 2)


rate_of(1)
base = 5.0
rate_of(1)
rate_of(2)
shared().append(2)
plain = functools.cache(lambda: base)
plain()
base = 6.0
rates = [
    whole.twice,
    first + 1,
    tripled + 2,
    whole.times(3) + 3,
    whole.times(2) + 4,
    rate_of(1) + 5,
    rate_of(2) + 6,
    rate_of.__wrapped__(2) + 7,
    len(calls) + 8,
    len(shared()) + 9,
    plain() + 10,
]
optimizer = torch.optim.SGD(
    [
        {"params": [torch.nn.Parameter(torch.zeros(1))], "lr": 100 * place + rate}
        for place, rate in enumerate(rates)
    ],
    lr=1.0,
)
falling = LambdaLR(optimizer, decay)
for epoch in range(5):
    optimizer.step()
    falling.step()
