"""A rate by `match`: literals, classes, mappings, sequences, captures and guards."""

from dataclasses import dataclass

import torch


@dataclass
class Step:
    size: int
    rate: float


class Fixed:
    __match_args__ = ("rate",)

    def __init__(self, rate):
        self.rate = rate


def rate_of(what):
    match what:
        case "low" | "lower":
            return 0.1
        case str(name) if name.startswith("high"):
            return 0.9
        case Step(size, rate=rate) if size > 2:
            return rate * size
        case Step(rate=rate):
            return rate
        case Fixed(0.5):
            return 5.0
        case Fixed(rate):
            return rate
        case bool():
            return 0.7
        case int(n) | float(n):
            return n * 2
        case {"name": "cosine", "args": [first, *_, last]}:
            return first + last
        case {"name": _, **rest}:
            return len(rest) + 0.25
        case []:
            return 0.3
        case [single]:
            return single
        case [first, *rest]:
            return first + len(rest)
        case None:
            return 0.4
    return 0.6


every = ["low", "higher", Step(3, 0.1), Step(1, 0.15), Fixed(0.5), Fixed(0.55), True, 2, 0.35]
every += [{"name": "cosine", "args": (0.1, 5, 0.2)}, {"name": "x", "k": 1}, [], [0.65], (1, 2, 3)]
every += [None, "other"]
rates = [rate_of(one) for one in every]

model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
for rate in rates:
    optimizer.param_groups[0]["lr"] = rate
    optimizer.step()

for epoch in range(9):
    match (epoch % 2, epoch):
        case (0, 4):
            rate = 0.01
        case (0, n) if n < 6:
            rate = 0.1 * n + 0.05
        case (0, _):
            rate = 0.02
        case _:
            rate = 0.2
    optimizer.param_groups[0]["lr"] = rate
    optimizer.step()
