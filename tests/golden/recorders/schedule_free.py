"""schedule_free: its optimizers, one update after another; the rate is `scheduled_lr` after it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import schedulefree
import torch
from case import Case, arguments
from stepping import Run

INSTALL = ("torch==2.13.0 numpy typing_extensions schedulefree==1.4.1",)
VERSIONS = {"schedulefree": "1.4.1", "torch": torch.__version__}
PRECISION = "float64"

PLAIN = [
    "",
    "lr=0.01",
    "lr=0.1, warmup_steps=1",
    "lr=0.1, warmup_steps=100",
    "0.003, warmup_steps=7, weight_decay=0.1",
    "lr=0.0, warmup_steps=5",
]
EDGES = {
    "AdamWScheduleFree": [*PLAIN, "0.01, (0.95, 0.99), 1e-8, 0.0, 30", "lr=1.0, warmup_steps=1000"],
    "AdamWScheduleFreeClosure": ["0.01, (0.95, 0.99), 1e-8, 0.0, 30"],
    "AdamWScheduleFreeReference": ["lr=0.01, warmup_steps=40"],
    "AdamWScheduleFreePaper": [
        *PLAIN,
        "lr=0.1, betas=(0.9, 0.99), warmup_steps=50",
        "0.01, (0.9, 0.95), 1e-8, 0.0, 30",
        "lr=0.1, betas=[0.5, 0.0], warmup_steps=3",
    ],
    "SGDScheduleFree": [*PLAIN, "1.5, 0.95, 0.0, 30", "lr=10.0, warmup_steps=1000"],
    "SGDScheduleFreeClosure": ["1.5, 0.0, 0.9, 30"],
    "SGDScheduleFreeReference": ["lr=0.01, warmup_steps=40"],
    "RAdamScheduleFree": [
        "",
        "lr=0.01, silent_sgd_phase=False",
        "0.01, (0.95, 0.99), 1e-8, 0.0",
        "lr=0.1, betas=(0.9, 0.9), silent_sgd_phase=False",
        "lr=0.1, betas=(0.9, 0.61)",
        "lr=0.1, betas=(0.9, 0.6)",
        "lr=0.1, betas=(0.9, 0.5), silent_sgd_phase=False",
        "lr=0.1, betas=(0.9, 0.0)",
    ],
    "RAdamScheduleFreeClosure": ["0.01, betas=(0.95, 0.98)"],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    given = f"lr={10 ** chance.uniform(-4, 0):.3g}"
    if "Adam" in name:
        beta = 1 - 10 ** chance.uniform(-3, -0.3)
        given += f", betas=({chance.uniform(0.5, 1):.3g}, {beta:.5g})"
    if name.startswith("RAdam"):
        return f"{given}, silent_sgd_phase={chance.random() < 0.7}"
    return f"{given}, warmup_steps={chance.choice([0, chance.randint(1, 300)])}"


def trained(name: str, given: str) -> Run:
    """Return the function that trains with an optimizer, and the rate of each update asked."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        weight = torch.nn.Parameter(torch.ones(1))
        make = getattr(schedulefree, name)
        optimizer = eval(f"make([weight], {given})", {"make": make, "weight": weight})

        def closure() -> float:
            weight.grad = torch.full_like(weight, 1e-3)
            return 0.0

        closure()
        getattr(optimizer, "train", lambda: None)()
        wanted = set(steps)
        for update in range(steps[-1] + 1):
            if "Closure" in name:
                optimizer.step(closure)
            else:
                optimizer.step()
            if update in wanted:
                yield float(optimizer.param_groups[0]["scheduled_lr"])

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases."""
    for name, given in arguments(EDGES, drawn, seed):
        yield Case(f"schedulefree.{name}(params, {given})", trained(name, given))
