"""Lightning Bolts: its scheduler, and its factors in torch's LambdaLR, stepped once an update.

Only the module of the schedulers is loaded; the package asks for an older Lightning.
"""

from __future__ import annotations

import importlib.util
import random
import sys
import warnings
from collections.abc import Iterator
from importlib.metadata import distribution, version
from typing import Any
from unittest.mock import MagicMock

import torch
from case import Case, arguments
from stepping import constructed

INSTALL = ("torch==2.13.0 numpy", "--no-deps lightning-bolts==0.7.0")
VERSIONS = {"lightning-bolts": version("lightning-bolts"), "torch": torch.__version__}
PRECISION = "float64"

warnings.simplefilter("ignore")

SGD = "torch.optim.SGD(params, lr={})"
ARGUMENTS = {
    "LinearWarmupCosineAnnealingLR": [
        "0.1|10, 100",
        "0.1|10, 100, 0.01, 0.002",
        "0.1|warmup_epochs=1, max_epochs=50, warmup_start_lr=0.03",
        "0.1|2, 50, 0.03",
        "0.1|0, 50",
        "0.1|0, 50, 0.03, 0.01",
        "0.1|49, 50, 0.03, 0.01",
        "0.1|30, 20, 0.03, 0.01",
    ],
    "linear_warmup_decay": [
        "0.1|10, 100",
        "0.1|10, 100, False, True",
        "0.1|10, 100, cosine=False",
        "0.1|0, 50",
        "0.1|30, 20",
        "0.1|30, 30, cosine=False, linear=True",
        "0.1|warmup_steps=1, total_steps=40",
        "0.1|0.5, 40",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments, the optimizer's rate first."""
    few, many = chance.randint(0, 150), chance.randint(151, 600)
    start, low = chance.uniform(0, 0.05), chance.uniform(0, 0.01)
    given = {
        "LinearWarmupCosineAnnealingLR": f"{start:.3g}, {low:.3g}",
        "linear_warmup_decay": chance.choice(["True", "False, True", "False, False"]),
    }
    return f"{chance.uniform(0.001, 0.5):.4g}|{few}, {many}, {given[name]}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of Lightning Bolts."""
    # a decorator that warns of code under review
    stability = MagicMock()
    stability.under_review.return_value = lambda decorated: decorated
    for name in ("pl_bolts", "pl_bolts.utils"):
        sys.modules[name] = MagicMock()
    sys.modules["pl_bolts.utils.stability"] = stability
    path = distribution("lightning-bolts").locate_file("pl_bolts/optimizers/lr_scheduler.py")
    spec = importlib.util.spec_from_file_location("pl_bolts_lr_scheduler", str(path))
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    names: dict[str, Any] = {**vars(module), "LambdaLR": torch.optim.lr_scheduler.LambdaLR}
    for name, given in arguments(ARGUMENTS, drawn, seed):
        rate, _, rest = given.partition("|")
        optimizer, prefix = SGD.format(rate), "pl_bolts.optimizers.lr_scheduler"
        if name == "linear_warmup_decay":
            text = f"LambdaLR({optimizer}, {name}({rest}))"
            yield Case(f"{prefix}.{name}({rest}, lr={rate})", constructed(text, names))
        else:
            text = f"{name}({optimizer}, {rest})"
            yield Case(f"{prefix}.{text}", constructed(text, names))
