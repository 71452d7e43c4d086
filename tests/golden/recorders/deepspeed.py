"""DeepSpeed: `deepspeed.runtime.lr_schedules`, stepped as its engine does, after each update."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator

import deepspeed
import torch
from case import Case, arguments
from deepspeed.runtime import lr_schedules
from deepspeed.utils import logger
from stepping import constructed

INSTALL = ("torch==2.13.0 numpy deepspeed==0.19.8",)
VERSIONS = {"deepspeed": deepspeed.__version__, "torch": torch.__version__}
PRECISION = "float64"

# the rate is asked for before the first step, which each scheduler warns about
logger.setLevel(logging.ERROR)

ADAM = "torch.optim.Adam(params, lr={})"
# the optimizer's rate | the other arguments
CONSTRUCTORS = {
    "WarmupLR": [
        "0.1|",
        "0.1|0, 0.1, 10",
        "0.3|warmup_max_lr=0.1, warmup_num_steps=10, warmup_type='linear'",
        "0.1|0.01, None, 1",
        "0.1|0.01, warmup_num_steps=1, warmup_type='linear'",
        "0.1|0.01, warmup_num_steps=2",
        "0.1|0.01, warmup_num_steps=3",
        "0.1|0.2, 0.05, 20, 'log'",
    ],
    "WarmupDecayLR": [
        "0.1|4000",
        "0.1|100, 0, 0.1, 10, 'linear'",
        "0.1|100, 0.001, 0.1, 10",
        "0.1|total_num_steps=20, warmup_num_steps=20, warmup_min_lr=0.0001",
        "0.1|10, warmup_num_steps=20, warmup_type='linear'",
        "0.1|21, warmup_num_steps=20, warmup_type='linear'",
        "0.1|100.5, 0.01, 0.1, 100",
        "0.1|99.5, 0.01, 0.1, 100",
        "0.1|50, 0.01, 0.1, 1",
    ],
    "WarmupCosineLR": [
        "0.1|4000",
        "0.1|100, 0.1, 10, 0.01, 'linear'",
        "0.1|100, 0.1, 10, 0.01, 'log'",
        "0.1|20, warmup_num_steps=20",
        "0.1|10, 0.5, 20, 0.2, 'linear'",
        "0.1|21, warmup_num_steps=20, cos_min_ratio=0.0",
        "0.1|22.5, 0, 20, 0.1",
        "0.1|50, 0.3, 1, 0.5",
        "0.1|50, 1.0, 10, 1.5",
    ],
    "OneCycle": [
        "0.1|0.001, 0.1",
        "0.1|0.001, 0.1, cycle_first_step_size=10, cycle_second_step_size=20",
        "0.1|0.001, 0.1, 0.5, 10, 25, decay_step_size=5",
        "0.1|0.001, 0.1, 0.5, 10, 25, decay_step_size=0",
        "0.1|0.001, 0.1, 0.0, 10, 25, decay_step_size=5",
        "0.1|0.001, 0.1, 0.1, 20, 0, decay_step_size=3",
        "0.1|0.001, 0.1, 0.1, 20, 0, 4, 3, 10.5",
        "0.1|0.01, 0.1, 0, 12, 24, 4",
        "0.1|0.01, 0.1, 0, 24, 12, 0, 5",
        "0.1|0.01, 0.1, 0, 24, 12, 5, 0",
        "0.1|0.01, 0.1, 0, 100, 290, 30, 29",
        "0.1|0.01, 0.1, 0, 7, 9, 50, 20",
        "0.1|0.01, 0.1, 0, 9, 7, 1",
        "0.1|0.1, 0.01, 1, 20, 30, 3, decay_step_size=10, cycle_momentum=False",
        "0.1|0.01, 0.1, 0, 1, 1",
    ],
    "LRRangeTest": [
        "0.1|",
        "0.1|lr_range_test_staircase=True",
        "0.1|0.0001, 200, 5.0, False",
        "0.1|0.0001, 200, 5, True",
        "0.1|0.01, 1, 0.1, True",
        "0.1|0.01, 1, 0.1",
        "0.1|0.01, 10, 0.0",
        "0.1|0.01, 7, 0.3, True",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor, its optimizer's rate first."""
    rate, peak = f"{chance.uniform(0.001, 0.5):.4g}", f"{chance.uniform(0.01, 0.5):.4g}"
    few, many = chance.randint(1, 300), chance.randint(50, 900)
    low, part = f"{chance.uniform(0, 0.01):.3g}", f"{chance.uniform(0, 1):.3g}"
    kind = chance.choice(["log", "linear"])
    stairs = f"{chance.randint(0, 40)}, {chance.randint(0, 40)}"
    given = {
        "WarmupLR": f"{low}, {peak}, {few}, '{kind}'",
        "WarmupDecayLR": f"{many}, {low}, {peak}, {few}, '{kind}'",
        "WarmupCosineLR": f"{many}, {part}, {few}, {low}, '{kind}'",
        "OneCycle": f"{low}, {peak}, {part}, {few}, {many}, {stairs}, {chance.randint(0, 50)}",
        "LRRangeTest": f"{low}, {few}, {part}, {chance.random() < 0.5}",
    }
    return f"{rate}|{given[name]}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of DeepSpeed's schedulers."""
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        rate, _, rest = given.partition("|")
        word = f"{name}({', '.join(filter(None, [ADAM.format(rate), rest]))})"
        yield Case(f"deepspeed.{word}", constructed(word, vars(lr_schedules)))
