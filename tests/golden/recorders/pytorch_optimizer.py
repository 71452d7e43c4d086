"""pytorch_optimizer (kozistr): its own schedulers, stepped after each update.

Only the package of the schedulers is loaded: the optimizers need more than they do.
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

import torch
from case import Case, arguments
from stepping import Run, constructed, stepped

INSTALL = ("torch==2.13.0 numpy", "--no-deps pytorch-optimizer==4.1.0")
VERSIONS = {"pytorch_optimizer": version("pytorch_optimizer"), "torch": torch.__version__}
PRECISION = "float64"

warnings.simplefilter("ignore")

SGD = "torch.optim.SGD(params, lr={})"
WARMED = [
    "0.3|100, 0.1",
    "0.3|100, 0.1, 0.01, 0.002, 10",
    "0.3|t_max=100, max_lr=0.1, warmup_steps=10",
    "0.3|t_max=100, max_lr=0.1, min_lr=0.03, init_lr=0.2, warmup_steps=1",
    "0.3|t_max=20, max_lr=0.1, min_lr=0.01, warmup_steps=30",
    "0.3|t_max=31, max_lr=0.1, min_lr=0.01, warmup_steps=30",
]
CONSTRUCTORS = {
    "LinearScheduler": WARMED,
    "CosineScheduler": WARMED,
    "PolyScheduler": [
        "0.3|t_max=100, max_lr=0.1",
        "0.3|1.0, t_max=100, max_lr=0.1, min_lr=0.01, init_lr=0.002, warmup_steps=10",
        "0.3|poly_order=0.3, t_max=100, max_lr=0.1, warmup_steps=1",
        "0.3|2.5, t_max=100, max_lr=0.1, min_lr=0.2, warmup_steps=7",
    ],
    "REXScheduler": [
        "0.3|100",
        "0.3|100, 0.1, 0.01",
        "0.3|total_steps=1, max_lr=0.1, min_lr=0.02",
        "0.3|7, min_lr=2.0",
    ],
    "CosineAnnealingWarmupRestarts": [
        "0.3|50",
        "0.3|50, 1.5, 0.1, 0.001, 10, 0.8",
        "0.3|first_cycle_steps=10, cycle_mult=1.3, max_lr=0.1, min_lr=0.02, warmup_steps=9",
        "0.3|40, 0.5, 0.1, 0.01, 5",
        "0.3|40, 0.0, 0.1, 0.01, 5",
        "0.3|40, 0.5, 0.1, 0.01, 0",
        "0.3|5, 2, 0.1, 0.01, 2, gamma=1.1",
        "0.3|1, max_lr=0.1, gamma=0.99",
        "0.3|20, max_lr=0.1, min_lr=0.05, gamma=0.5",
    ],
    "get_wsd_schedule": [
        "0.1|10, 50, 40",
        "0.1|10, 50, 40, 0.1",
        "0.1|10, 50, 40, 0.1, cooldown_type='linear'",
        "0.1|0, 0, 40, 0.2, cooldown_type='1-square'",
        "0.1|10, 50, 40, 0.1, cooldown_type='cosine'",
        "0.1|10, 0, 40, 0.1, 1.5, 'cosine'",
        "0.1|10, 50, 0, 0.1",
        "0.1|1, 5, 1, min_lr_ratio=0.1, num_cycles=0, cooldown_type='cosine'",
    ],
    "get_chebyshev_schedule": [
        *(f"0.1|{count}" for count in (1, 2, 3, 4, 5, 8, 9, 100, 257)),
        "0.1|num_epochs=50, is_warmup=True",
    ],
    "ProportionScheduler": [
        "0.1|CosineAnnealingLR(opt, 50), 0.1",
        "0.1|CosineAnnealingLR(opt, 50), 0.1, 0.0, 2.0, 0.5",
        "0.1|StepLR(opt, 10), max_lr=0.2, min_lr=0.01, max_value=0.3, min_value=0.1",
        "0.1|REXScheduler(opt, 60, 0.1, 0.01), 0.1, 0.01, 2.0, 0.5",
        "0.1|pytorch_optimizer.LinearScheduler(opt, 60, 0.1, 0.01, 0.05, 6), 0.1, 0.01, 1.0, 0.5",
        "0.1|CosineAnnealingWarmupRestarts(opt, 20, max_lr=0.1), 0.1, 1e-6, 1.0, 0.5",
        "0.1|StepLR(opt, 10), 0.1, 0.2, max_value=0.7",
        "0.1|ExponentialLR(opt, 0.95), 0.1, max_value=-1.0, min_value=1.0",
    ],
}


def _schedulers() -> dict[str, Any]:
    """Return the schedulers by name, torch's among them."""
    root = distribution("pytorch_optimizer").locate_file("pytorch_optimizer")
    for name, path in {"pytorch_optimizer": root, "pytorch_optimizer.base": root / "base"}.items():
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__path__ = [str(path)]
    module = importlib.import_module("pytorch_optimizer.lr_scheduler")
    names = {name: getattr(module, name) for name in module.__all__}
    return {**names, "ExponentialLR": torch.optim.lr_scheduler.ExponentialLR}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor, its optimizer's rate first."""
    peak, low = f"{chance.uniform(0.05, 0.5):.4g}", f"{chance.uniform(0, 0.01):.3g}"
    start, power = f"{chance.uniform(0, 0.1):.3g}", f"{chance.uniform(0.1, 2):.3g}"
    few, many = chance.randint(0, 90), chance.randint(91, 600)
    share, more = f"{chance.uniform(0, 1):.3g}", f"{chance.uniform(0.5, 2.5):.3g}"
    shape = chance.choice(["cosine", "1-sqrt", "linear", "1-square"])
    warmed = f"t_max={many}, max_lr={peak}, min_lr={low}, init_lr={start}, warmup_steps={few}"
    given = {
        "LinearScheduler": warmed,
        "CosineScheduler": warmed,
        "PolyScheduler": f"{power}, {warmed}",
        "REXScheduler": f"{many}, {peak}, {low}",
        "CosineAnnealingWarmupRestarts": f"{many}, {more}, {peak}, {low}, {few}, {share}",
        "get_wsd_schedule": f"{few}, {many}, {few + 1}, {share}, cooldown_type='{shape}'",
        "get_chebyshev_schedule": f"{chance.randint(1, 900)}",
        "ProportionScheduler": f"REXScheduler(opt, {many}, {peak}, {low}), {peak}, {low}, {more}, "
        f"{share}",
    }
    return f"0.1|{given[name]}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of pytorch_optimizer's own schedulers."""
    names = _schedulers()
    names["pytorch_optimizer"] = types.SimpleNamespace(**names)
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        rate, _, rest = given.partition("|")
        if name == "ProportionScheduler":
            word = f"pytorch_optimizer.{name}({rest})".replace("opt,", f"{SGD.format(rate)},")
            yield Case(word, mapped(f"{name}({rest})", names, float(rate)))
        else:
            text = f"{name}({SGD.format(rate)}, {rest})"
            yield Case(f"pytorch_optimizer.{text}", constructed(text, names))


def mapped(text: str, names: dict[str, Any], rate: float) -> Run:
    """Return the function that trains, and the value that goes with the rate of each update."""

    def make() -> Any:
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)
        return eval(text, {**names, "opt": optimizer})

    def step(value: Any) -> None:
        value.lr_scheduler.step()
        value.step()

    return stepped(make, step, lambda value: float(value.get_lr()))
