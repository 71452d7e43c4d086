"""A round that a `finally` leaves, and an attribute that is looked for by its name."""

import torch


class Base:
    rounds = 2


thing = Base()
thing.more = 3
optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 2)
count = 0
for place in range(6):
    try:
        place += 1
    finally:
        if count > 1:
            continue
    count += 1
for _ in range(count + getattr(thing, "rounds", 7) + getattr(thing, "more", 7)):
    optimizer.step()
    scheduler.step()
