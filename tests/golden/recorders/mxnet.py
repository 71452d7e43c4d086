"""Apache MXNet: `mxnet.lr_scheduler`, asked as its optimizers ask, for updates 1, 2, 3, …

The package asks for an older numpy; its module of schedulers, which needs nothing, is loaded alone.
"""

from __future__ import annotations

import importlib.util
import logging
import random
from collections.abc import Iterator, Sequence
from importlib.metadata import distribution, version
from typing import Any

from case import Case, arguments

INSTALL = ("--no-deps mxnet==1.9.1", "numpy==2.4.6")
VERSIONS = {"mxnet": version("mxnet")}
PRECISION = "float64"

# every fall is told
logging.disable(logging.INFO)

WARM = [
    "warmup_steps=10",
    "warmup_steps=10, warmup_begin_lr=0.002",
    "warmup_steps=10, warmup_begin_lr=0.002, warmup_mode='constant'",
    "warmup_steps=1",
    "warmup_steps=2, base_lr=0.3",
]
ARGUMENTS = {
    "FactorScheduler": [
        "30",
        "30, 0.5",
        "step=1, factor=0.5, base_lr=0.1",
        "10, 0.1, 0.001",
        "10, 0.9, base_lr=1e-9",
        "10, 1, 0.02",
        "10, 0.0, 0.0",
        *(f"7, 0.5, {warm}" for warm in WARM),
    ],
    "MultiFactorScheduler": [
        "[30, 80]",
        "[1, 2, 50], 0.5",
        "step=[5, 8, 30], factor=0.0",
        "[100], factor=0.9, base_lr=0.2",
        *(f"[3, 9, 10, 11, 50], 0.5, {warm}" for warm in WARM),
    ],
    "PolyScheduler": [
        "100",
        "100, 0.1, 3, 0.001",
        "max_update=100, pwr=1, final_lr=0.02",
        "1",
        "50, pwr=0",
        "8, warmup_steps=20",
        *(f"60, final_lr=0.001, {warm}" for warm in WARM),
    ],
    "CosineScheduler": [
        "100",
        "100, 0.1, 0.001",
        "max_update=100, final_lr=0.02",
        "1",
        "8, warmup_steps=20, warmup_begin_lr=0.003",
        *(f"60, final_lr=0.001, {warm}" for warm in WARM),
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    rate, factor = chance.uniform(0.01, 0.5), chance.uniform(0, 1)
    many, few = chance.randint(101, 900), chance.randint(0, 100)
    steps = sorted(chance.sample(range(1, many), 5))
    given = {
        "FactorScheduler": f"{chance.randint(1, 90)}, {factor:.3g}, {chance.uniform(0, 1e-3):.3g}",
        "MultiFactorScheduler": f"{steps}, {factor:.3g}",
        "PolyScheduler": f"{many}, pwr={chance.randint(0, 5)}, final_lr={factor / 100:.3g}",
        "CosineScheduler": f"{many}, final_lr={factor / 100:.3g}",
    }
    mode = chance.choice(["linear", "constant"])
    begin = rate * factor * 0.9
    warm = f"warmup_steps={few}, warmup_begin_lr={begin:.3g}, warmup_mode='{mode}'"
    return f"{given[name]}, base_lr={rate:.4g}, {warm}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of MXNet's schedulers."""
    path = distribution("mxnet").locate_file("mxnet/lr_scheduler.py")
    spec = importlib.util.spec_from_file_location("mxnet_lr_scheduler", str(path))
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, given in arguments(ARGUMENTS, drawn, seed):
        word = f"mx.lr_scheduler.{name}({given})"
        yield Case(word, asked(f"{name}({given})", vars(module)))


def asked(text: str, names: dict[str, Any]) -> Any:
    """Return the function that asks a scheduler for every update in turn: it has a memory."""

    def run(steps: Sequence[int]) -> list[float]:
        scheduler = eval(text, names)
        rates = [float(scheduler(update + 1)) for update in range(steps[-1] + 1)]
        return [rates[step] for step in steps]

    return run
