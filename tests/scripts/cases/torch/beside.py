"""A script whose settings, schedules and loop are in files of its own."""

import torch

import project.settings as options
from project import schedules
from project.engine import Engine

schedules.FACTOR = 0.2
settings = options.Settings(epochs=5)
options.defaults.milestones.append(22)

if __name__ == "__main__":
    model = torch.nn.Linear(1, 1)
    warmup = schedules.REGISTRY["warmed"]
    Engine(
        model, settings, [lambda optimizer: warmup(optimizer, settings.warmup), schedules.dropped]
    ).train()
