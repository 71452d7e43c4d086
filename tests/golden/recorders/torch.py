"""PyTorch: `torch.optim.lr_scheduler`, stepped as a training loop steps it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import torch
from case import EXACT, Case, arguments
from stepping import constructed
from torch.optim.swa_utils import SWALR

import lrplot

INSTALL = ("torch==2.13.0 numpy",)
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


SGD_ = "torch.optim.SGD(params, lr={})"
CONSTRUCTORS = {
    "StepLR": ["0.1|30", "0.1|1, 0.9", "0.05|7, gamma=1.5", "0.1|10, gamma=0.0"],
    "MultiStepLR": [
        "0.1|[30, 80]",
        "0.1|[0, 3, 3, 6], gamma=0.5",
        "0.1|milestones=[80, 30], gamma=0.2",
        "0.3|[1], 1.5",
        "0.1|[5, 5, 5]",
    ],
    "ConstantLR": ["0.1|", "0.1|0.25, 10", "0.1|total_iters=0", "0.2|1.0, 4", "0.1|0.5, 1"],
    "LinearLR": [
        "0.1|",
        "0.1|0.25, 1.0, total_iters=8",
        "0.1|1.0, 0.0, 100",
        "0.1|0.01, 0.5, 1",
        "0.1|0.1, total_iters=0",
    ],
    "ExponentialLR": ["0.1|0.9", "0.1|0.999", "0.1|1.0", "0.01|1.01", "0.1|gamma=0.5", "0.1|0.0"],
    "PolynomialLR": [
        "0.1|",
        "0.1|10, power=2.0",
        "0.1|100, 0.5",
        "0.1|total_iters=0",
        "0.1|30, 0.0",
    ],
    "CosineAnnealingLR": [
        "0.1|10, eta_min=0.01",
        "0.1|T_max=100",
        "0.1|1",
        "0.001|4000, 1e-5",
        "0.1|7, 0.2",
    ],
    "CosineAnnealingWarmRestarts": [
        "0.1|5, T_mult=2",
        "0.1|10",
        "0.1|10, 3, 0.001",
        "0.1|1",
        "0.001|T_0=500, T_mult=2, eta_min=1e-5",
    ],
    "SWALR": [
        "0.1|0.05, anneal_epochs=4",
        "0.1|0.05, 4, 'linear'",
        "0.1|0.2",
        "0.1|0.0, anneal_epochs=1",
        "0.1|0.05, 0",
    ],
    "CyclicLR": [
        "0.1|0.01, 0.1, cycle_momentum=False",
        "0.1|0.01, 0.1, step_size_up=4, step_size_down=6, mode='triangular2', cycle_momentum=False",
        "0.1|0.01, 0.1, 30, 0, cycle_momentum=False",
        "0.1|0.0, 0.1, 20, mode='exp_range', gamma=0.99, cycle_momentum=False",
        "0.1|0.05, 0.02, 7, cycle_momentum=False",
    ],
    "SequentialLR": [
        "0.1|[LinearLR(opt, 0.01, 1, 5), CosineAnnealingLR(opt, 10)], [5]",
        "0.1|[LinearLR(opt, 0.01, total_iters=5), CosineAnnealingLR(opt, T_max=95)], "
        "milestones=[5]",
        "0.1|[ConstantLR(opt, 0.1, 2), ExponentialLR(opt, 0.9)], [20]",
        "0.2|[ExponentialLR(opt, 0.9), StepLR(opt, 10), PolynomialLR(opt, 30)], [10, 50]",
        "0.1|[StepLR(opt, 7, 0.5), LinearLR(opt, 0.5), CosineAnnealingWarmRestarts(opt, 9)], "
        "[20, 33]",
        "0.1|[StepLR(opt, 2, 0.5), SWALR(opt, 0.05, 4)], [6]",
        "0.1|[LinearLR(opt, 0.5, total_iters=4), OneCycleLR(opt, 0.05, 500)], [5]",
        "0.1|[ChainedScheduler([ConstantLR(opt, 0.5, 3), ExponentialLR(opt, 0.9), "
        "CosineAnnealingLR(opt, 30, 0.01)]), StepLR(opt, 9, 0.5)], [25]",
        "0.1|[SequentialLR(opt, [PolynomialLR(opt, 20, 2.0), SWALR(opt, 0.1, 9)], [7]), "
        "ExponentialLR(opt, 0.99)], [25]",
    ],
    "ChainedScheduler": [
        "0.1|[ConstantLR(opt, 0.1, 2), CosineAnnealingLR(opt, 10, eta_min=0.01)]",
        "0.1|[ConstantLR(opt, 0.5, 4), ExponentialLR(opt, 0.9)]",
        "0.1|[LinearLR(opt, 0.01, total_iters=20), CosineAnnealingLR(opt, 80)]",
        "0.1|[LinearLR(opt, 0.01, 0.3, 30), PolynomialLR(opt, 50, 0.9), StepLR(opt, 7, 0.8)]",
        "0.1|[CosineAnnealingLR(opt, 33, 0.02), ExponentialLR(opt, 0.98)]",
        "0.1|[CosineAnnealingLR(opt, 7, 0.02), CosineAnnealingLR(opt, 15, 0.001)]",
        "0.1|[SWALR(opt, 0.05, 30), MultiStepLR(opt, [0, 9, 9, 40], 0.5)]",
        "0.1|[StepLR(opt, 30), CosineAnnealingWarmRestarts(opt, 25), LinearLR(opt, 0.5)]",
        "0.1|[OneCycleLR(opt, 0.05, 2000), ConstantLR(opt, 0.5, 300)]",
        "0.1|[ConstantLR(opt, 0.5, 9), CyclicLR(opt, 0.01, 0.05, 20, cycle_momentum=False)]",
        "0.1|[ExponentialLR(opt, 0.99), SequentialLR(opt, [LinearLR(opt, 0.1, 1, 9), "
        "CosineAnnealingLR(opt, 40, 0.01)], [9])]",
    ],
    "OneCycleLR": [
        "0.1|0.1, total_steps=100",
        "0.1|max_lr=0.1, total_steps=100, anneal_strategy='linear'",
        "0.1|0.1, total_steps=100, three_phase=True, anneal_strategy='linear'",
        "0.1|0.01, epochs=7, steps_per_epoch=111, pct_start=0.45",
        "0.1|0.01, total_steps=777, pct_start=0.31, three_phase=True",
        "0.1|0.5, total_steps=1000, div_factor=1.0, final_div_factor=1.0",
        "0.1|0.003, 2345, div_factor=10.0, final_div_factor=0.5",
        "0.1|0.1, 50, pct_start=0.9",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor, its optimizer's rate first."""
    rate = f"{chance.uniform(0.001, 0.5):.4g}"
    few, many = chance.randint(1, 40), chance.randint(50, 900)
    part, power = f"{chance.uniform(0.01, 1):.3g}", f"{chance.uniform(0.3, 3):.3g}"
    end = f"{chance.uniform(0, 1):.3g}"
    smooth = [
        f"CosineAnnealingLR(opt, {many}, {chance.uniform(0, 0.01):.3g})",
        f"PolynomialLR(opt, {many}, {power})",
        f"SWALR(opt, {end}, {chance.randint(1, 90)})",
        f"ExponentialLR(opt, {chance.uniform(0.98, 1):.5g})",
    ]
    stairs = [
        f"StepLR(opt, {chance.randint(1, 90)}, {part})",
        f"MultiStepLR(opt, {chance.choices(range(many), k=3)}, {power})",
        f"ConstantLR(opt, {part}, {chance.randint(1, 90)})",
    ]
    given = {
        "StepLR": f"{few}, gamma={part}",
        "MultiStepLR": f"{chance.choices(range(many), k=4)}, gamma={part}",
        "ConstantLR": f"{part}, {few}",
        "LinearLR": f"{part}, {end}, {many}",
        "ExponentialLR": f"gamma={chance.uniform(0.9, 1):.5g}",
        "PolynomialLR": f"{many}, {power}",
        "CosineAnnealingLR": f"{many}, eta_min={chance.uniform(0, 0.01):.3g}",
        "CosineAnnealingWarmRestarts": f"{few}, {chance.randint(1, 3)}, 0.0001",
        "SWALR": f"{end}, {few}, '{chance.choice(['cos', 'linear'])}'",
        "CyclicLR": f"0.001, {end}, {few}, {chance.randint(1, 30)}, cycle_momentum=False, "
        f"mode='{chance.choice(['triangular', 'triangular2'])}'",
        "SequentialLR": f"[LinearLR(opt, {part}, 1.0, {few}), CosineAnnealingLR(opt, {many})], "
        f"[{few}]",
        "ChainedScheduler": f"[LinearLR(opt, {part}, {end}, {few}), {chance.choice(smooth)}, "
        f"{chance.choice(stairs)}]",
        "OneCycleLR": f"0.01, total_steps={many}, pct_start={chance.uniform(0.1, 0.9):.3g}",
    }
    return f"{rate}|{given[name]}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of torch's own schedulers, and of the short names `step` and `one-cycle`."""
    names = {**vars(torch.optim.lr_scheduler), "SWALR": SWALR}
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        rate, _, rest = given.partition("|")
        word = f"{name}({', '.join(filter(None, [SGD_.format(rate), rest]))})"
        if name == "ChainedScheduler":
            word = f"{name}({rest}, {SGD_.format(rate)})"
        # past its end OneCycleLR raises
        stop = EXACT if name != "OneCycleLR" else int(lrplot.read(word).total() or 0)
        if name != "OneCycleLR" and "OneCycleLR" in word:
            stop = 500
        if "epochs=7" in word:
            stop = 7 * 111
        yield Case(word, constructed(word, names), stop)
    for rate, size, gamma in STEPS:
        word = f"step:initial_learning_rate={rate},step_size={size},gamma={gamma}"
        call = f"StepLR({SGD_.format(rate)}, {size}, {gamma})"
        yield Case(word, constructed(call, names))
    for options in CYCLES:
        word = f"one-cycle:{','.join(f'{name}={value}' for name, value in options.items())}"
        given = ", ".join(f"{name}={value!r}" for name, value in options.items())
        # torch's last update is total_steps - 1; it has a rate for one more, then raises.
        yield Case(
            word,
            constructed(f"OneCycleLR({SGD_.format(0.1)}, {given})", names),
            options["total_steps"],
        )
