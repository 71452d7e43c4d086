"""NVIDIA NeMo: its own schedulers, stepped as PyTorch Lightning does, once an update.

Only the module of the schedulers is loaded; what it imports of NeMo and of omegaconf serves
configurations, and is made up.
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

INSTALL = ("torch==2.13.0 numpy", "--no-deps nemo-toolkit==3.0.0")
VERSIONS = {"nemo-toolkit": version("nemo-toolkit"), "torch": torch.__version__}
PRECISION = "float64"

warnings.simplefilter("ignore")


def _schedulers() -> dict[str, Any]:
    """Return what NeMo's module of schedulers defines."""
    wanted = "omegaconf nemo nemo.core nemo.core.classes nemo.core.classes.common nemo.core.config"
    for name in f"{wanted} nemo.core.config.schedulers nemo.utils nemo.utils.model_utils".split():
        sys.modules.setdefault(name, MagicMock())
    path = distribution("nemo-toolkit").locate_file("nemo/core/optim/lr_scheduler.py")
    spec = importlib.util.spec_from_file_location("nemo_lr_scheduler", str(path))
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return vars(module)


SGD = "torch.optim.SGD(params, lr={})"
WARMED = [
    "0.1|max_steps=100, warmup_steps=10",
    "0.1|max_steps=500",
    "0.3|max_steps=100, min_lr=0.02, warmup_ratio=0.15",
    "0.1|max_steps=100, warmup_steps=99, min_lr=0.01",
    "0.1|max_steps=100, warmup_steps=100",
    "0.1|max_steps=100, warmup_steps=120, min_lr=0.01",
    "0.1|max_steps=3, warmup_steps=1, min_lr=0.2",
]
HELD = [
    *WARMED,
    "0.1|max_steps=100, warmup_steps=10, hold_steps=20",
    "0.1|max_steps=100, warmup_steps=10, hold_steps=0, min_lr=0.03",
    "0.1|max_steps=100, warmup_ratio=0.1, hold_ratio=0.33, min_lr=0.01",
    "0.1|max_steps=100, hold_steps=40",
    "0.1|max_steps=100, warmup_steps=20, hold_steps=90, min_lr=0.01",
]
CONSTRUCTORS = {
    "WarmupPolicy": [*WARMED, "0.1|warmup_steps=30", "0.1|"],
    "WarmupHoldPolicy": HELD,
    "SquareAnnealing": [*WARMED, "1e-5|max_steps=100"],
    "SquareRootAnnealing": WARMED,
    "WarmupAnnealing": WARMED,
    "InverseSquareRootAnnealing": WARMED,
    "PolynomialDecayAnnealing": [
        *(
            f"{given}, power={power}"
            for given, power in zip(WARMED, [2, 0.5, 3, 1, 1, 1, 0], strict=True)
        ),
        "0.1|max_steps=100, warmup_steps=10, cycle=True, power=0.9",
    ],
    "CosineAnnealing": [
        *WARMED[:-1],
        "0.1|max_steps=100, warmup_steps=10, constant_steps=20, min_lr=0.01",
        "0.1|max_steps=100, warmup_ratio=0.1, constant_ratio=0.25",
        "0.1|max_steps=100, constant_steps=30, min_lr=0.01",
        "0.1|max_steps=100, warmup_steps=30, constant_steps=70, min_lr=0.01",
        "0.1|max_steps=100, warmup_steps=60, constant_steps=70, min_lr=0.01",
        "0.1|max_steps=100, constant_steps=130, min_lr=0.01",
        "0.1|max_steps=100, min_lr=0.1",
    ],
    "WarmupHoldAnnealOneMinusSquareRoot": HELD,
    "WarmupHoldAnnealLinear": HELD,
    "PolynomialHoldDecayAnnealing": [
        *HELD[:3],
        *HELD[4:],
        "0.1|max_steps=100, warmup_steps=40, power=2.0, cycle=True",
        "0.1|max_steps=100, warmup_steps=80, power=0.5, cycle=True, min_lr=0.01",
        "0.1|max_steps=100, warmup_steps=10, hold_steps=20, cycle=True, power=0",
    ],
    "NoamHoldAnnealing": [
        given
        for given in (*HELD, "0.1|max_steps=200, warmup_steps=10, hold_steps=20, decay_rate=1.0")
        if "warmup" in given
    ],
    "NoamAnnealing": [
        "1.0|d_model=128, warmup_steps=40",
        "1.0|d_model=128",
        "2.0|d_model=64, warmup_ratio=0.1, max_steps=200",
        "1.0|d_model=512, warmup_steps=1",
        "0.5|d_model=128, warmup_steps=40, min_lr=0.004",
        "0.5|d_model=16, warmup_steps=40, min_lr=0.3",
        "1.0|d_model=128, min_lr=0.01",
        "1.0|d_model=80.5, warmup_steps=7, max_steps=30",
    ],
    "T5InverseSquareRootAnnealing": [
        "0.1|max_steps=500, constant_steps=100",
        "0.1|max_steps=500, constant_steps=1",
        "0.1|max_steps=50, constant_steps=100, min_lr=0.01",
        "0.1|max_steps=100, constant_steps=100, min_lr=0.3",
        "0.1|max_steps=101, constant_steps=100, min_lr=0.3",
        "3.0|max_steps=300, constant_steps=7",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor, its optimizer's rate first."""
    rate, low = chance.uniform(0.01, 0.5), chance.uniform(0, 0.01)
    total, few = chance.randint(300, 900), chance.randint(0, 120)
    share, more = chance.uniform(0, 0.3), chance.uniform(0, 0.4)
    warmup = chance.choice([f"warmup_steps={few}", f"warmup_ratio={share:.3g}"])
    hold = chance.choice([f", hold_steps={chance.randint(0, 150)}", f", hold_ratio={more:.3g}", ""])
    constant = chance.choice([f", constant_steps={few}", f", constant_ratio={more:.3g}", ""])
    power = f"{chance.uniform(0.3, 3):.3g}"
    further = {
        "CosineAnnealing": constant,
        "PolynomialDecayAnnealing": f", power={power}, cycle={chance.random() < 0.5}",
        "PolynomialHoldDecayAnnealing": f", power={power}, cycle={chance.random() < 0.5}{hold}",
        "NoamAnnealing": f", d_model={chance.randint(1, 999)}",
    }
    given = f"max_steps={total}, min_lr={low:.3g}, {warmup}"
    if "Hold" in name and name not in further:
        given += hold
    if name == "NoamHoldAnnealing":
        given = f"{given.replace(warmup, f'warmup_steps={few + 1}')}, decay_rate={power}"
    if name.startswith("T5"):
        given = f"max_steps={total}, min_lr={low:.3g}, constant_steps={few + 1}"
    return f"{rate:.4g}|{given}{further.get(name, '')}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of NeMo's own schedulers."""
    names = _schedulers()
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        rate, _, rest = given.partition("|")
        word = f"nemo.{name}({', '.join(filter(None, [SGD.format(rate), rest]))})"
        yield Case(word, constructed(word.removeprefix("nemo."), names))
