"""MLX: `mlx.optimizers.schedulers`, asked for the optimizer's step as its optimizers ask."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version

import mlx.core as mx
from case import Case, arguments
from mlx.optimizers import schedulers

INSTALL = ("mlx[cpu]==0.32.4 numpy",)
VERSIONS = {"mlx": version("mlx")}
PRECISION = "float32"
GROWS = "the rounding of decay_rate to float32 is raised to a power as well"
SLACK = {name: (2e-6, GROWS) for name in ("exponential_decay", "step_decay", "join_schedules")}

CONSTRUCTORS = {
    "exponential_decay": ["0.1, 0.9", "1e-3, 0.9999", "0.1, 1.0", "1e-5, 1.01", "0.1, 0"],
    "step_decay": ["0.1, 0.9, 10", "0.1, 0.5, 1", "1e-4, 1.2, 30", "0.1, 0.0, step_size=7"],
    "cosine_decay": ["0.1, 1000", "0.1, 1", "1e-4, 100, 1e-5", "0.1, 50, end=0.2", "0.0, 20"],
    "linear_schedule": ["0.0, 0.1, 100", "0.1, 0.0, 57", "1e-6, 1e-4, steps=1", "0.1, 0.1, 9"],
    "join_schedules": [
        "[linear_schedule(0, 0.1, 10), cosine_decay(0.1, 200)], [10]",
        "[linear_schedule(0, 0.1, 10), cosine_decay(0.1, 200)], [11]",
        "[step_decay(0.1, 0.5, 10)], []",
        "[linear_schedule(0, 0.1, 9), exponential_decay(0.1, 0.99), linear_schedule(0.05, 0, 30)], "
        "[9, 50]",
        "[linear_schedule(0, 0.1, 9), exponential_decay(0.1, 0.99), linear_schedule(0.05, 0, 30)], "
        "boundaries=[50, 20]",
    ],
}  # fmt: skip


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a schedule."""
    high, low = f"{chance.uniform(0.0001, 0.5):.4g}", f"{chance.uniform(1e-6, 0.001):.3g}"
    many, rate = chance.randint(1, 900), f"{chance.uniform(0.9, 1):.4g}"
    texts = {
        "exponential_decay": f"{high}, {rate}",
        "step_decay": f"{high}, {rate}, {chance.randint(1, 60)}",
        "cosine_decay": f"{high}, {many}, {low}",
        "linear_schedule": f"{low}, {high}, {many}",
    }
    if name in texts:
        return texts[name]
    parts = ", ".join(f"{one}({text})" for one, text in texts.items())
    ends = sorted(chance.sample(range(1, 500), len(texts) - 1))
    return f"[{parts}], {ends}"


def run(name: str, text: str) -> Callable[[Sequence[int]], Iterator[float]]:
    """Return the function that has the rate of a step, as `Optimizer.step` has it."""
    made = eval(f"{name}({text})", vars(schedulers))

    def rate(step: int) -> float:
        found = made(mx.array(step, mx.uint64))
        return float(found.astype(mx.float32).item())

    return lambda steps: (rate(step) for step in steps)


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of every schedule."""
    for name, text in arguments(CONSTRUCTORS, drawn, seed):
        yield Case(f"mlx.{name}({text})", run(name, text))
