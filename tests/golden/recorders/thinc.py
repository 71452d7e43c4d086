"""thinc: `thinc.schedules`, asked by its optimizer for the optimizer's step."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any

from case import Case, arguments
from plateaus import metric
from stepping import Run, stepped
from thinc import schedules
from thinc.optimizers import Optimizer

INSTALL = ("thinc==9.1.1 numpy",)
VERSIONS = {"thinc": version("thinc")}
PRECISION = "float64"

CONSTRUCTORS = {
    "constant": ["0.001", "rate=0.1"],
    "constant_then": [
        "0.1, 10, decaying(0.1, 0.01)",
        "0.005, 0, compounding(0.001, 0.1, 1.05)",
        "0.1, 200, warmup_linear(0.1, 100, 1000)",
    ],
    "decaying": ["0.001, 1e-4", "0.1, 0.5, t=10", "base_rate=0.1, decay=0.0", "0.1, 3, t=0.5"],
    "compounding": [
        "1.0, 10.0, 1.5",
        "0.1, 0.001, 0.99",
        "0.1, 0.01, 1.1",
        "0.001, 0.1, 0.9, t=5",
        "0.001, 0.1, 1.001, t=100.5",
        "0.1, 0.1, 1.1",
        "0.0, 0.1, 1.1",
        "0.1, 0.0, 0.95",
        "start=0.1, stop=0.05, compound=0.0",
    ],
    "slanted_triangular": [
        "0.1, 1000",
        "0.1, 100, cut_frac=0.25, ratio=10",
        "0.1, num_steps=57, cut_frac=0.3, t=5",
        "0.1, 10, cut_frac=0.5, ratio=1, t=20.5",
        "0.1, 10",
    ],
    "warmup_linear": [
        "0.1, 10, 100",
        "0.1, 0, 50",
        "0.1, 100, 100",
        "initial_rate=0.1, warmup_steps=120, total_steps=100",
        "0.1, 99, 100",
    ],
    "cyclic_triangular": ["0.001, 0.1, 50", "0.0, 0.1, 1", "0.1, 0.01, 7", "0.01, 0.1, 2.5"],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a schedule."""
    high, low = f"{chance.uniform(0.01, 0.5):.4g}", f"{chance.uniform(1e-5, 0.01):.3g}"
    few, many = chance.randint(1, 300), chance.randint(20, 900)
    part, ahead = f"{chance.uniform(0.06, 0.95):.3g}", chance.choice([0, few, few + 0.5])
    given = {
        "constant": high,
        "constant_then": f"{low}, {few}, {chance.choice([f'decaying({high}, {low})', 'X'])}",
        "decaying": f"{high}, {chance.choice([low, part])}, t={ahead}",
        "compounding": chance.choice(
            [
                f"{high}, {low}, {1 - float(low) / 3:.6g}, t={ahead}",
                f"{low}, {high}, {1 + float(low):.6g}, t={ahead}",
            ]
        ),
        "slanted_triangular": f"{high}, {many}, cut_frac={part}, ratio={few}, t={ahead}",
        "warmup_linear": f"{high}, {few}, {few + many}",
        "cyclic_triangular": f"{low}, {high}, {few}",
    }
    return given[name].replace("X", f"warmup_linear({high}, {few}, {many})")


def scored(text: str, scores: Sequence[float], interval: int) -> Run:
    """Return the function that makes updates, and tells the optimizer a score after some."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        optimizer = Optimizer(eval(text, vars(schedules)))
        for update in range(steps[-1] + 1):
            if update:
                optimizer.step_schedules()
                number, within = divmod(update, interval)
                if not within:
                    optimizer.last_score = scores[number - 1]
            rate = optimizer.learn_rate(optimizer.step, last_score=optimizer.last_score)
            if update in steps:
                yield float(rate)

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of thinc's schedules."""
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        text = f"{name}({given})"

        def make(text: str = text) -> Any:
            return Optimizer(eval(text, vars(schedules)))

        def rate(optimizer: Any) -> float:
            return float(optimizer.learn_rate(optimizer.step))

        def after(optimizer: Any) -> None:
            optimizer.step_schedules()

        yield Case(f"thinc.{text}", stepped(make, after, rate))
    chance = random.Random(f"plateau{seed}")
    for number in range(12):
        interval, scores = chance.randint(1, 12), metric(chance)
        inner = ["constant(0.1)", "warmup_linear(0.1, 20, 400)", "decaying(0.5, 0.01)"][number % 3]
        given = f"{chance.randint(1, 4)}, {chance.uniform(0.2, 0.95):.3f}, {inner}"
        word = f"thinc.plateau({given}, updates_per_score={interval}, metrics={scores})"
        run = scored(f"plateau({given})", scores, interval)
        yield Case(word, run, (len(scores) + 1) * interval)
