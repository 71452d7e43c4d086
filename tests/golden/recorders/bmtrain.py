"""BMTrain: its schedulers, stepped as its OptimManager does, after each update.

Read from UPSTREAM/OpenBMB/BMTrain/bmtrain/lr_scheduler/, all files, commit 30e6469: the package
builds kernels for a GPU.
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

VERSIONS = {"BMTrain": "0+30e6469", "torch": torch.__version__}
PRECISION = "float64"

SGD = "torch.optim.SGD(params, lr=0.3)"
# start_lr, warmup_iter, end_iter, num_iter
GIVEN = [
    "0.1, 10, 100, 0",
    "0.1, 30, 100, 17",
    "0.1, 30, 100, 50",
    "0.2, 1, 60, 0",
    "0.1, 20, 21, num_iter=3",
    "0.1, 30, 20, 0",
    "start_lr=0.1, warmup_iter=99, end_iter=200, num_iter=99",
]
ARGUMENTS = {
    "NoDecay": [*GIVEN, "0.1, 0, 100"],
    "Linear": [*GIVEN, "0.1, 0, 100"],
    "Cosine": [*GIVEN, "0.1, 0, 100", "0.1, 10, 10"],
    # BMTrain cannot start it after the warmup
    "Exponential": [
        *GIVEN[:2],
        *GIVEN[3:6],
        "0.1, 1, 100, 0, 0.9",
        "0.1, 10, 10, 0, gamma=0.0",
        "0.1, 9, 9, 5, 1.1",
    ],
    "Noam": [*GIVEN, "0.1, 0, 100, 1"],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    warmup, start = chance.randint(1, 200), chance.choice([0, chance.randint(0, 300)])
    end = chance.randint(201, 900)
    gamma = ""
    if name == "Exponential":
        start, gamma = min(start, warmup - 1), f", {chance.uniform(0.9, 1):.4g}"
    return f"{chance.uniform(0.001, 0.5):.4g}, {warmup}, {end}, {start}{gamma}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of BMTrain's schedulers."""
    sys.modules["bmtrain"] = package = types.ModuleType("bmtrain")
    package.__path__ = [str(Path(os.environ["UPSTREAM"]) / "OpenBMB/BMTrain/bmtrain")]
    names: dict[str, Any] = vars(importlib.import_module("bmtrain.lr_scheduler"))
    for name, given in arguments(ARGUMENTS, drawn, seed):
        text = f"{name}({SGD}, {given})"
        yield Case(f"bmtrain.lr_scheduler.{text}", constructed(text, names))
