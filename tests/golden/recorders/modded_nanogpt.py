"""modded-nanogpt: `TrainingSchedule`, lifted out of train_gpt.py at f411b3d."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import torch
from case import Case, arguments
from lifting import lifted

VERSIONS = {"modded-nanogpt": "0+f411b3d", "torch": torch.__version__}
PRECISION = "float64"

TrainingStage, TrainingSchedule = lifted(
    "KellerJordan/modded-nanogpt/train_gpt.py",
    ["TrainingStage", "TrainingSchedule"],
    dataclass=dataclass,
    accumulate=accumulate,
    pairwise=pairwise,
    torch=torch,
    device="cpu",
)

# the rate | multipliers | durations, as parts of 1 | iterations | cooldown_frac
RUNS = {
    "TrainingSchedule": [
        "0.02|1.0,1.52,1.73|1/3,1/3,1/3|1270|0.6",
        "0.008|1.0,1.52,1.73|1/3,1/3,1/3|1270|0.5",
        "0.1|1.0,1.5|1/2,1/2|101|0.55",
        "0.1|1.0|1.0|100|1.0",
        "0.1|2.0,0.1|1/4,3/4|100|0.9",
        "0.1|1.0,2.0,3.0,4.0|1/8,1/4,1/8,1/2|57|0.3",
        "0.1|1.0,2.0,3.0|0.1,0.8,0.1|10|0.05",
    ]
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random stages; their durations are eighths, which add up to 1 exactly."""
    cuts = sorted(chance.sample(range(1, 8), chance.randint(0, 4)))
    durations = ",".join(f"{b - a}/8" for a, b in pairwise([0, *cuts, 8]))
    factors = ",".join(f"{chance.uniform(0.1, 3):.3g}" for _ in range(len(cuts) + 1))
    parts = f"{chance.randint(50, 1500)}|{chance.uniform(0.05, 1):.3g}"
    return f"{chance.uniform(0.001, 0.5):.4g}|{factors}|{durations}|{parts}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of the one schedule."""
    for name, given in arguments(RUNS, drawn, seed):
        rate, factors, durations, total, cooldown = given.split("|")
        lengths = [float(eval(length)) for length in durations.split(",")]
        ends = [round(end * int(total)) for end in accumulate(lengths)]
        word = f"modded_nanogpt.{name}(torch.optim.Adam(params, lr={rate}), lr_mul=[{factors}]"
        if durations != "1/3,1/3,1/3":
            word += f", boundaries={ends[:-1]}"
        word += f", scheduled_iterations={total}, cooldown_frac={cooldown})"
        yield Case(word, run(float(rate), factors, lengths, int(total), float(cooldown)))


def run(
    rate: float, factors: str, durations: list[float], total: int, cooldown: float
) -> Callable[[Sequence[int]], Iterator[float]]:
    """Return the function that sets the rate as the training manager does."""
    stages = [
        TrainingStage(float(factor), 1, (1, 3), [1.0], [1.0], 1, duration=duration)
        for factor, duration in zip(factors.split(","), durations, strict=True)
    ]
    last = TrainingStage(1.0, 1, (1, 3), [1.0], [1.0], 1)
    schedule = TrainingSchedule(
        [*stages, last], total, 15, cooldown_frac=cooldown, split_embed_stage=0
    )
    return lambda steps: (rate * schedule.get_lr(step) for step in steps)
