"""Names that a scheduler's function reads, which mean another thing once it has trained."""

import torch


class Knobs:
    power = 1.0


knobs = Knobs()
for _name, warmup, power in [("short", 2, 1.0), ("long", 4, 2.0)]:
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    knobs.power = power
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / warmup) ** knobs.power
    )
    for _ in range(6):
        optimizer.step()
        scheduler.step()
warmup = 100
knobs.power = 3.0
