"""Sockeye: `sockeye.lr_scheduler`, stepped before each update."""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import torch
from case import Case, arguments
from sockeye import lr_scheduler
from stepping import stepped

INSTALL = ("torch==2.13.0 numpy pyyaml", "--no-deps sockeye==3.1.34")
VERSIONS = {"sockeye": version("sockeye"), "torch": torch.__version__}
PRECISION = "float64"

CONSTRUCTORS = {
    "LearningRateSchedulerInvSqrtDecay": ["", "2e-4, 100", "warmup=1", "base_lr=0.5, warmup=2"],
    "LearningRateSchedulerLinearDecay": [
        "2e-4, 1000",
        "0.1, 100, 10",
        "base_lr=0.1, total_steps=50, warmup=60",
        "0.1, 1, 1",
        "0.1, 2",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor, but for its optimizer."""
    rate, warmup = f"{chance.uniform(1e-4, 1):.4g}", chance.choice([0, chance.randint(1, 900)])
    total = f"{chance.randint(1, 900)}, " if "Linear" in name else ""
    return f"{rate}, {total}{warmup}"


class Stepped:
    """A scheduler that has been stepped before the first update."""

    def __init__(self, text: str) -> None:
        self.optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
        self.scheduler: Any = eval(text, {**vars(lr_scheduler), "optimizer": self.optimizer})
        self.scheduler.step()

    def step(self) -> None:
        """Step before the next update."""
        self.scheduler.step()


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of Sockeye's schedulers."""
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        text = f"{name}({', '.join(filter(None, ['optimizer', given]))})"
        yield Case(f"sockeye.{text}", stepped(lambda text=text: Stepped(text)))
