"""LM Engine (IBM's dolomite): its schedulers, stepped as its training loop does.

Read from UPSTREAM/open-lm-engine/lm-engine/lm_engine/optimization/lr_scheduler/, its base.py,
constant.py, cosine.py, exponential.py, linear.py and power.py, commit 36bad91e.
"""

from __future__ import annotations

import importlib
import os
import random
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from case import Case, arguments
from stepping import constructed

VERSIONS = {"lm-engine": "0+36bad91e", "torch": torch.__version__}
PRECISION = "float64"

SGD = "torch.optim.SGD(params, lr={})"
# num_warmup_steps, num_constant_steps, num_decay_steps, num_training_steps, lr_decay_factor
DECAYING = [
    "0.1|10, 0, None, 100, 0.1",
    "0.1|10, 20, 50, 100, 0.0",
    "0.1|0, 0, None, 100, 0.3",
    "0.1|0, 20, 30, 100, 1.5",
    "0.1|10, 20, 1, 100, 0.5",
    "0.1|1, 0, 200, 100, 0.0",
    "0.1|num_warmup_steps=7, num_constant_steps=3, num_decay_steps=None, "
    "num_training_steps=11, lr_decay_factor=0.2",
]
ARGUMENTS = {
    "ConstantScheduler": [
        "0.1|10, 0, 0, 100, 0.1",
        "0.1|0, 0, 0, 100, 0.1",
        "0.1|1, 30, 0, 100, 0.1",
        "0.1|200, 30, 0, 100, 0.0",
    ],
    "LinearScheduler": [*DECAYING, "0.1|10, 20, 0, 100, 0.5", "0.1|60, 70, None, 100, 0.5"],
    "CosineScheduler": [*DECAYING, "0.1|10, 20, 0, 100, 0.5", "0.1|60, 70, None, 100, 0.5"],
    "ExponentialScheduler": [*DECAYING, "0.1|60, 70, None, 100, 0.5"],
    "PowerScheduler": [
        "0.02|10, 0, None, 100, 0.1, 4.6, -0.51, 65536",
        "0.02|20, 0, 0, 100, 0.1, a=4.6, b=-0.51, c=4096",
        "0.1|1, 0, None, 100, 0.1, 0.3, -0.5, 1",
        "0.1|50, 0, None, 100, 0.1, 0.3, -1.5, 0.5",
        "0.1|0, 0, None, 100, 0.1, 0.01, 0.5, 2",
        "0.1|10, 0, None, 100, 0.1, 0.05, 0, 2",
        "0.1|10, 0, None, 100, 0.1, 0.0, -0.5, 2",
        "0.1|10, 0, None, 100, 0.1, 0.001, 1.2, 3",
    ],
}


def _schedulers() -> dict[str, Any]:
    """Return the schedulers by name."""
    root = Path(os.environ["UPSTREAM"]) / "open-lm-engine/lm-engine"
    for name in ("lm_engine", "lm_engine.optimization", "lm_engine.optimization.lr_scheduler"):
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__path__ = [str(root / name.replace(".", "/"))]
    names: dict[str, Any] = {}
    for part in ("constant", "cosine", "exponential", "linear", "power"):
        names |= vars(importlib.import_module(f"lm_engine.optimization.lr_scheduler.{part}"))
    return names


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments, the optimizer's rate first."""
    few, many = chance.randint(1, 90), chance.randint(200, 900)
    decay = chance.choice([None, chance.randint(1, 500)])
    part = f"{chance.uniform(0, 1):.3g}"
    given = f"{few}, {chance.randint(0, 90)}, {decay}, {many}, {part}"
    if name == "ConstantScheduler":
        given = f"{few}, 0, 0, {many}, {part}"
    if name == "PowerScheduler":
        power, tokens = chance.uniform(-1, 0.2), chance.randint(1, 10**6)
        given = f"{few}, 0, None, {many}, 0.1, {chance.uniform(0, 9):.3g}, {power:.3g}, {tokens}"
    return f"{chance.uniform(0.001, 0.5):.4g}|{given}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of LM Engine's schedulers."""
    names = _schedulers()
    for name, given in arguments(ARGUMENTS, drawn, seed):
        rate, _, rest = given.partition("|")
        text = f"{name}({SGD.format(rate)}, {rest})"
        yield Case(f"lm_engine.{text}", constructed(text, names))
