"""Sockeye: `sockeye.lr_scheduler`, stepped before each update."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any

import torch
from case import Case, arguments
from plateaus import metric
from sockeye import lr_scheduler
from sockeye.constants import METRIC_WORST
from sockeye.utils import metric_value_is_better
from stepping import Run, stepped

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


MODES = {"min": "perplexity", "max": "bleu"}
"""A metric of each kind."""


def validated(text: str, metrics: Sequence[float], interval: int, name: str) -> Run:
    """Return the function that trains, and tells what came of each checkpoint."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        made = Stepped(text)
        best = METRIC_WORST[name]
        for update in range(steps[-1] + 1):
            if update:
                checkpoint, within = divmod(update, interval)
                if not within:
                    value = metrics[checkpoint - 1]
                    better = metric_value_is_better(value, best, name)
                    best = value if better else best
                    made.scheduler.new_evaluation_result(better)
                made.step()
            if update in steps:
                yield made.optimizer.param_groups[0]["lr"]

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of Sockeye's schedulers."""
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        text = f"{name}({', '.join(filter(None, ['optimizer', given]))})"
        yield Case(f"sockeye.{text}", stepped(lambda text=text: Stepped(text)))
    chance = random.Random(f"plateau{seed}")
    for number in range(12):
        mode, interval = chance.choice(["min", "max"]), chance.randint(1, 12)
        trace, rate = metric(chance), round(chance.uniform(0.01, 0.5), 4)
        factor = [0.5, 0.9, 0.1, 0.999, round(chance.uniform(0.1, 0.99), 3)][min(number, 4)]
        warmup = chance.choice([0, 0, 1, 40, chance.randint(1, 400)])
        text = f"LearningRateSchedulerPlateauReduce(optimizer, {rate}, {factor}, "
        text += f"{chance.randint(1, 5)}, {warmup}"
        apart = f"mode='{mode}', checkpoint_interval={interval}, metrics={trace})"
        run = validated(f"{text})", trace, interval, MODES[mode])
        yield Case(f"sockeye.{text}, {apart}", run, (len(trace) + 1) * interval)
