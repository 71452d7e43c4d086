"""ColossalAI: its schedulers, stepped once an update.

Only the package of the schedulers is loaded; ColossalAI itself asks for much more, and a logger.
"""

from __future__ import annotations

import importlib
import random
import sys
import types
import warnings
from collections.abc import Iterator
from importlib.metadata import distribution, version
from typing import Any
from unittest.mock import MagicMock

import torch
from case import EXACT, Case, arguments
from stepping import constructed

INSTALL = ("torch==2.13.0 numpy wheel", "--no-deps --no-build-isolation colossalai==0.5.0")
VERSIONS = {"colossalai": version("colossalai"), "torch": torch.__version__}
PRECISION = "float64"

warnings.simplefilter("ignore")


def _schedulers() -> dict[str, Any]:
    """Return the schedulers by name."""
    root = distribution("colossalai").locate_file("colossalai")
    sys.modules["colossalai.logging"] = MagicMock()
    for name, path in {"colossalai": root, "colossalai.nn": root / "nn"}.items():
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__path__ = [str(path)]
    module = importlib.import_module("colossalai.nn.lr_scheduler")
    return {name: getattr(module, name) for name in module.__all__}


ADAM = "torch.optim.Adam(params, lr={})"
COSINES = [
    "0.1|100, 10",
    "0.1|100",
    "0.1|20, 4",
    "0.1|10, 9",
    "0.1|10, 8",
    "0.1|10, 15",
    "0.3|total_steps=300, warmup_steps=33",
]
CONSTRUCTORS = {
    "CosineAnnealingLR": [
        "0.1|100",
        "0.1|10, eta_min=0.01",
        "0.1|1",
        "0.003|total_steps=400, eta_min=1e-5",
        "0.1|7, 0.2",
    ],
    "CosineAnnealingWarmupLR": [*COSINES, "0.1|40, 4, 0.02", "0.1|10, 9, eta_min=0.02"],
    "FlatAnnealingLR": [
        "0.1|100",
        "0.1|100, 0.0",
        "0.1|20, pct_start=0.5",
        "0.1|20, 0.95",
        "0.1|20, 0.9",
        "0.1|1, 0.5",
    ],
    "FlatAnnealingWarmupLR": [
        *COSINES[:4],
        "0.1|100, 20, 0.5, 0.02",
        "0.1|100, warmup_steps=20, pct_start=0.0",
        "0.1|100, 20, 0.99, eta_min=0.01",
        "0.1|20, 25, 0.1",
    ],
    "LinearWarmupLR": [
        "0.1|100, 10",
        "0.1|100",
        "0.1|100, 99",
        "0.1|100, 1",
        "0.1|50, warmup_steps=60",
    ],
    "MultiStepLR": [
        "0.1|100, [30, 80]",
        "0.1|100, milestones=[0, 3, 3, 6], gamma=0.5",
        "0.1|100, [80, 30], 0.2",
        "0.1|100",
        "0.1|100, []",
    ],
    "MultiStepWarmupLR": [
        "0.1|100, 10, [30, 80]",
        "0.1|100, 10, [3, 10, 80]",
        "0.1|100, 10, [9, 10, 10, 11], 0.5",
        "0.1|100, milestones=[0, 5], gamma=0.5",
        "0.1|100, 0, [0, 0, 5, 5, 8], 0.5",
        "0.1|100, 10, milestones=[3, 5]",
        "0.1|100, 1, [40, 20], 0.3",
    ],
    "OneCycleLR": [
        "0.1|100",
        "0.01|total_steps=777, pct_start=0.45",
        "0.1|100, anneal_strategy='linear'",
        "0.5|500, div_factor=1.0, final_div_factor=1.0",
        "0.003|234, div_factor=10.0, final_div_factor=0.5",
        "0.1|50, 0.9",
        "0.1|100, three_phase=True",
    ],
    "PolynomialLR": [
        "0.1|100",
        "0.1|100, 0.01, 2.0",
        "0.1|1",
        "0.1|50, 0.2, power=0.5",
        "0.1|9, power=0",
    ],
    "PolynomialWarmupLR": [
        "0.1|100, 10",
        "0.1|100, 10, 0.01, 2.0",
        "0.1|100",
        "0.1|100, 99, power=0.5",
        "0.1|50, 60",
        "0.1|50, 60, power=0",
        "0.1|50, 1, end_lr=0.2, power=3",
    ],
    "StepLR": ["0.1|100", "0.1|100, 30", "0.1|100, step_size=7, gamma=1.5", "0.1|100, 10, 0.0"],
    "ExponentialLR": [
        "0.1|100",
        "0.1|100, 0.9",
        "0.1|100, gamma=0.999",
        "0.1|100, 1.01",
        "0.1|9, 0.0",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor, its optimizer's rate first."""
    rate, low = f"{chance.uniform(0.001, 0.5):.4g}", f"{chance.uniform(0, 0.01):.3g}"
    few, many = chance.randint(0, 150), chance.randint(151, 900)
    part, power = f"{chance.uniform(0.1, 0.9):.3g}", f"{chance.uniform(0.3, 3):.3g}"
    steps = chance.choices(range(many), k=4)
    given = {
        "CosineAnnealingLR": f", {low}",
        "CosineAnnealingWarmupLR": f", {few}, {low}",
        "FlatAnnealingLR": f", {part}",
        "FlatAnnealingWarmupLR": f", {few}, {part}, {low}",
        "LinearWarmupLR": f", {few}",
        "MultiStepLR": f", {steps}, {part}",
        "MultiStepWarmupLR": f", {few}, {steps}, {part}",
        "OneCycleLR": f", {part}, '{chance.choice(['cos', 'linear'])}', div_factor={power}",
        "PolynomialLR": f", {low}, {power}",
        "PolynomialWarmupLR": f", {few}, {low}, {power}",
        "StepLR": f", {few + 1}, {part}",
        "ExponentialLR": f", {chance.uniform(0.9, 1.001):.5g}",
    }
    # torch's cosine, which at 900 steps is 3e-11 of the peak off by its own rounding: see torch.py
    total = 151 + many % 250 if "Annealing" in name else many
    return f"{rate}|{total}{given[name]}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of ColossalAI's schedulers."""
    names = _schedulers()
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        rate, _, rest = given.partition("|")
        text = f"{name}({ADAM.format(rate)}, {rest})"
        # one step past its end OneCycleLR goes wrong, and then it raises
        total = rest.removeprefix("total_steps=").partition(",")[0]
        stop = int(total) if name == "OneCycleLR" else EXACT
        yield Case(f"colossalai.nn.lr_scheduler.{text}", constructed(text, names), stop)
