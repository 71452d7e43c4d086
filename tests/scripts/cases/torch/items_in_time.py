"""What is given item by item, and from where names are seen; each gives a group its rate."""

from collections import OrderedDict

import torch
from torch.optim.lr_scheduler import StepLR

found = []

kept = {"pairs": zip([1, 2], [3, 4])}
found.append(len(list(kept["pairs"])) * 10 + len(list(kept["pairs"])))

each = [iter([1, 2, 3]) for _ in range(2)]
next(each[0])
found.append(next(each[0]) * 10 + next(each[1]))

sizes = {"a": 1, "b": 2}
for key, size in sizes.items():
    sizes["b"] = 7
    found.append(size)

doubled = [1, 2, 3]
for place, one in enumerate(doubled):
    doubled[place] = 2 * one
found.append(sum(doubled))


def following(numbers=iter([3, 4, 5])):
    return next(numbers)


found.append(following() * 10 + following())

ordered = OrderedDict(a=1, b=2, c=3)
ordered.move_to_end("a")
found.append(list(ordered.values())[-1] * 10 + list(ordered.values())[0])
found.append(1 if ordered.keys() == {"a", "b", "c"} else 2)

doubled.append(3)
found.append(len(doubled))

log = []


def noted(value):
    log.append(value)
    return value


noted(5) < noted(1) < noted(9)
{noted(4): noted(2)}
found.append(len(log) * 10 + log[2])

places = [1, 2, 3]


def place():
    log.append(0)
    return 0


places[place()] += 5
found.append(places[0] * 10 + len(log))


def plain(value):
    return value


def more(value):
    return value + 2


now = plain


def switched():
    global now
    now = more
    return 3


found.append(now(switched()) * 10)

outer = 2


class Settings:
    outer = 7
    listed = [outer for _ in range(3)]
    ahead = (lambda: outer)()


found.append(sum(Settings.listed) * 10 + Settings.ahead)
found.append(print("said") is None)

groups = (
    {"params": [torch.nn.Parameter(torch.zeros(1))], "lr": 100 * place + value}
    for place, value in enumerate(found)
)
optimizer = torch.optim.SGD(groups, lr=0.1)
scheduler = StepLR(optimizer, 2, 0.5)
for _ in range(5):
    optimizer.step()
    scheduler.step()
