"""EPFL's schedules-and-scaling: its factors in torch's LambdaLR, as its `main.py` uses them.

Read from UPSTREAM/epfml/schedules-and-scaling/src/optim/utils.py, commit 17e78d6.
"""

from __future__ import annotations

import importlib.util
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import torch
from case import Case, arguments
from stepping import constructed

VERSIONS = {"schedules-and-scaling": "0+17e78d6", "torch": torch.__version__}
PRECISION = "float64"

KINDS = ["linear", "cosine", "miror_cosine", "square", "sqrt", "exp"]
ARGUMENTS = {
    "cos_inf_schedule": [
        "100, 10, 100, 0.1, 20",
        "100, 0, 1e2, 10, 0",
        "n_iterations=100, n_warmup=10, div_factor=25, final_div_factor=1e4, n_inf=90",
        "100, 10, 2, 3, 95",
        "100, 120, 2, 3, 0",
        "100, 99, 2, 3, 0",
        "100, 10, 1, 1, 30",
        "100, 1, 0.5, 2.0, 30",
    ],
    "wsd_schedule": [
        *(f"100, 0.1, 10, 100, 0.3, '{kind}'" for kind in KINDS),
        "3000",
        "100, n_warmup=10, decay_type='exp'",
        "100, 0.2, 10, 100, 0.0, 'cosine'",
        "100, 0.2, 0, 100, 1.0, 'sqrt'",
        "100, 0.2, 80, 100, 0.5, 'miror_cosine'",
        "100, 0.2, 120, 10, 0.5, 'square'",
        "100, 1.5, 10, 1, 0.333, 'exp'",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    few, many = chance.randint(0, 150), chance.randint(151, 900)
    first, last = f"{chance.uniform(1, 100):.4g}", f"{chance.uniform(0.1, 100):.4g}"
    low, part = f"{chance.uniform(0, 1):.3g}", f"{chance.uniform(0, 1):.3g}"
    given = {
        "cos_inf_schedule": f"{many}, {few}, {first}, {last}, {chance.randint(0, many)}",
        "wsd_schedule": f"{many}, {low}, {few}, {first}, {part}, '{chance.choice(KINDS)}'",
    }
    return given[name]


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of both schedules."""
    # where results are logged to
    sys.modules.setdefault("wandb", MagicMock())
    path = Path(os.environ["UPSTREAM"]) / "epfml/schedules-and-scaling/src/optim/utils.py"
    spec = importlib.util.spec_from_file_location("epfl_utils", path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    names: dict[str, Any] = {**vars(module), "LambdaLR": torch.optim.lr_scheduler.LambdaLR}
    for name, given in arguments(ARGUMENTS, drawn, seed):
        rate = random.Random(given).choice(["0.1", "0.003"])
        text = f"LambdaLR(torch.optim.SGD(params, lr={rate}), {name}({given}))"
        yield Case(f"epfl.{name}({given}, lr={rate})", constructed(text, names))
