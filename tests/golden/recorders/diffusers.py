"""Hugging Face diffusers: `diffusers.optimization`, stepped as its training scripts do."""

from __future__ import annotations

import random
from collections.abc import Iterator

import diffusers
import diffusers.optimization
import torch
from case import Case, arguments
from stepping import constructed

INSTALL = ("torch==2.13.0 numpy diffusers==0.42.1",)
VERSIONS = {"diffusers": diffusers.__version__, "torch": torch.__version__}
PRECISION = "float64"

SGD_ = "torch.optim.SGD(params, lr={})"
# the optimizer's rate | the other arguments
EDGES = {
    "get_constant_schedule": ["0.1|", "1.0|last_epoch=-1", "3e-4|"],
    "get_constant_schedule_with_warmup": ["0.1|10", "0.1|0", "0.1|num_warmup_steps=1", "0.2|2"],
    "get_piecewise_constant_schedule": [
        "0.1|'1:10,0.1:20,0.01:30,0.005'",
        "0.1|step_rules='0.5'",
        "0.1|'0.1:20, 2:10 ,1e-3'",
        "0.1|'1:10,0.5:10,0.25'",
        "0.1|'3:0,1.:1,.5'",
    ],
    "get_linear_schedule_with_warmup": [
        "0.1|10, 100",
        "0.1|0, 50, f_min=0.1",
        "0.1|100, 100, -1, 0.2, 0.5",
        "0.1|120, 100, f_min=0.3",
        "0.1|10, 100, f_min=2.0, f_max=0.5",
        "0.1|num_training_steps=100, num_warmup_steps=99, f_max=0.0",
    ],
    "get_cosine_schedule_with_warmup": [
        "0.1|10, 100",
        "0.1|10, 100, num_cycles=0.0",
        "0.1|0, 100, 2.5",
        "0.1|100, 100",
        "0.1|120, 100, 0.3",
    ],
    "get_cosine_with_hard_restarts_schedule_with_warmup": [
        "0.1|10, 100",
        "0.1|10, 100, num_cycles=3",
        "0.1|0, 100, 7",
        "0.1|10, 100, 2.5",
        "0.1|10, 100, 0",
        "0.1|100, 100, 3",
        "0.1|120, 100",
    ],
    "get_polynomial_decay_schedule_with_warmup": [
        "0.1|10, 100",
        "0.1|10, 100, power=2.0",
        "0.1|0, 100, 0.01, 0.5",
        "0.1|10, 100, lr_end=0.02, power=0.0",
        "0.1|120, 100, lr_end=0.02",
        "0.1|99, 100, 0.02, 3.0",
    ],
}
# the name, the optimizer's rate | the other arguments
NAMED = [
    "'constant', 0.1|num_warmup_steps=10, num_training_steps=100",
    "'constant_with_warmup', 0.1|num_warmup_steps=10",
    "'linear', 0.1|num_warmup_steps=10, num_training_steps=100, power=2.0",
    "'cosine', 0.1|num_warmup_steps=10, num_training_steps=100, num_cycles=3",
    "'cosine_with_restarts', 0.1|num_warmup_steps=10, num_training_steps=100, num_cycles=3",
    "'cosine_with_restarts', 0.1|None, 10, 100",
    "'polynomial', 0.1|None, 10, 100, 3, 2.0",
    "'piecewise_constant', 0.1|'1:10,0.1:20,0.01'",
    "'piecewise_constant', 0.1|step_rules='0.5:7,2', num_warmup_steps=3",
]


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a function, its optimizer's rate first."""
    few, many = chance.choice([0, 1, chance.randint(0, 300)]), chance.randint(1, 1500)
    many += few == many
    part, waves = f"{chance.uniform(0, 1):.3g}", f"{chance.uniform(0, 4):.3g}"
    rules = [
        f"{chance.uniform(0, 2):.3g}:{chance.randint(0, 900)}" for _ in range(chance.randint(0, 5))
    ]
    given = {
        "get_constant_schedule": "",
        "get_constant_schedule_with_warmup": f"{few}",
        "get_piecewise_constant_schedule": f"'{','.join([*rules, part])}'",
        "get_linear_schedule_with_warmup": f"{few}, {many}, f_min={part}, f_max={waves}",
        "get_cosine_schedule_with_warmup": f"{few}, {many}, num_cycles={waves}",
        "get_cosine_with_hard_restarts_schedule_with_warmup": (
            f"{few}, {many}, {chance.randint(0, 21)}"
        ),
        "get_polynomial_decay_schedule_with_warmup": f"{few}, {many}, 0.0001, {waves}",
    }
    return f"{chance.uniform(0.001, 0.5):.4g}|{given[name]}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of every function, and of those that `get_scheduler` finds by name."""
    known = {"diffusers": diffusers}
    for name, given in arguments(EDGES, drawn, seed):
        rate, _, rest = given.partition("|")
        inside = ", ".join(filter(None, [SGD_.format(rate), rest]))
        word = f"diffusers.optimization.{name}({inside})"
        yield Case(word, constructed(word, known), reach=150)
    for given in NAMED:
        name, rate, rest = given.replace("|", ", ", 1).split(", ", 2)
        word = f"diffusers.optimization.get_scheduler({name}, {SGD_.format(rate)}, {rest})"
        yield Case(word, constructed(word, known), reach=150)
