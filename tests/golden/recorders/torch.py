"""PyTorch: `torch.optim.lr_scheduler`, stepped as a training loop steps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from case import Case
from torch.optim import SGD, Optimizer
from torch.optim.lr_scheduler import OneCycleLR, StepLR

VERSIONS = {"torch": torch.__version__}
PRECISION = "float64"

STEPS = [
    (0.001, 4000, 0.5),
    (0.1, 30, 0.1),
    (0.1, 1, 0.99),
    (0.05, 7, 0.9),
    (0.1, 10, 1.5),
    (0.1, 10, 1.0),
    (0.1, 10, 0.0),
    (0.0003, 1234, 0.8),
]
CYCLES: list[dict[str, Any]] = [
    {"max_lr": 0.1, "total_steps": 100},
    {"max_lr": 0.001, "total_steps": 40_000},
    {"max_lr": 0.1, "total_steps": 100, "anneal_strategy": "linear"},
    {"max_lr": 0.1, "total_steps": 100, "three_phase": True},
    {"max_lr": 0.1, "total_steps": 100, "anneal_strategy": "linear", "three_phase": True},
    {"max_lr": 0.01, "total_steps": 777, "pct_start": 0.45},
    {"max_lr": 0.01, "total_steps": 777, "pct_start": 0.31, "three_phase": True},
    {"max_lr": 0.5, "total_steps": 1000, "div_factor": 1.0, "final_div_factor": 1.0},
    {"max_lr": 0.003, "total_steps": 2345, "div_factor": 10.0, "final_div_factor": 0.5},
    {"max_lr": 0.1, "total_steps": 50, "pct_start": 0.9},
]


def cases() -> Iterator[Case]:
    """Yield the cases of the short names `step` and `one-cycle`."""
    for rate, size, gamma in STEPS:
        word = f"step:initial_learning_rate={rate},step_size={size},gamma={gamma}"
        yield Case(word, stepped(rate, StepLR, step_size=size, gamma=gamma))
    for options in CYCLES:
        word = f"one-cycle:{','.join(f'{name}={value}' for name, value in options.items())}"
        # torch's last update is total_steps - 1; it has a rate for one more, then raises.
        stop = options["total_steps"]
        yield Case(word, stepped(0.1, OneCycleLR, **options, cycle_momentum=False), stop)


def stepped(
    rate: float, scheduler_of: Callable[..., Any], **options: Any
) -> Callable[[Sequence[int]], Iterator[float]]:
    """Return the function that trains with a scheduler, and the rate at each update asked for.

    `scheduler_of` makes the scheduler of an optimizer whose rate is `rate`.
    """

    def run(steps: Sequence[int]) -> Iterator[float]:
        optimizer: Optimizer = SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)
        scheduler = scheduler_of(optimizer, **options)
        wanted = set(steps)
        for update in range(steps[-1] + 1):
            if update:
                scheduler.step()
            if update in wanted:
                yield optimizer.param_groups[0]["lr"]
            optimizer.step()

    return run
