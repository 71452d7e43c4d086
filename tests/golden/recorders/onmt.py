"""OpenNMT-py: the decay functions of its options, times the learning rate, at step t + 1.

The package wants a torch of its own, so the functions are lifted out of the file that pip installs.
The wrapper around the functions has the rate of step 1 at its first update.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from math import sqrt
from types import SimpleNamespace
from typing import Any

from case import Case, arguments
from lifting import installed, lifted
from stepping import Run

INSTALL = ("--no-deps OpenNMT-py==3.5.1",)
VERSIONS = {"OpenNMT-py": version("OpenNMT-py")}
PRECISION = "float64"

NAMES = ["noam_decay", "noamwd_decay", "exponential_decay", "rsqrt_decay"]
FILE = installed("OpenNMT-py", "onmt/utils/optimizers.py")
KNOWN = dict(zip(NAMES, lifted(FILE, NAMES, sqrt=sqrt), strict=True))
(make,) = lifted(FILE, ["make_learning_rate_decay_fn"], functools=functools, **KNOWN)

DEFAULTS = {
    "learning_rate": 1.0,
    "learning_rate_decay": 0.5,
    "start_decay_steps": 50_000,
    "decay_steps": 10_000,
    "warmup_steps": 4000,
    "hidden_size": -1,
}
CALLS = {
    "noam": ["hidden_size=512", "256, 10", "100, 1, 2.0", "hidden_size=64, warmup_steps=33"],
    "noamwd": [
        "hidden_size=512",
        "256, 10, 2.0, 0.3, 50, 20",
        "256, 10, 1.0, 0.9, 10, 30",
        "64, 100, learning_rate_decay=0.5, start_decay_steps=0, decay_steps=7",
    ],
    "rsqrt": ["", "10", "0", "1, 0.5", "warmup_steps=100, learning_rate=0.1"],
    "none": [
        "",
        "0.001, 0.5, 50, 20",
        "0.1, 0.9, 10, 30",
        "learning_rate=0.3, start_decay_steps=0, decay_steps=1, learning_rate_decay=0.99",
    ],
}
FIELDS = {
    "noam": ["hidden_size", "warmup_steps", "learning_rate"],
    "noamwd": [
        "hidden_size",
        "warmup_steps",
        "learning_rate",
        "learning_rate_decay",
        "start_decay_steps",
        "decay_steps",
    ],
    "rsqrt": ["warmup_steps", "learning_rate"],
    "none": ["learning_rate", "learning_rate_decay", "start_decay_steps", "decay_steps"],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random options."""
    rate, part = f"{chance.uniform(0.001, 2):.4g}", f"{chance.uniform(0, 1):.3g}"
    size, warmup = chance.randint(1, 2048), chance.randint(1, 500)
    stairs = f"{part}, {chance.randint(0, 500)}, {chance.randint(1, 200)}"
    given = {
        "noam": f"{size}, {warmup}, {rate}",
        "noamwd": f"{size}, {warmup}, {rate}, {stairs}",
        "rsqrt": f"{warmup}, {rate}",
        "none": f"{rate}, {stairs}",
    }
    return given[name]


def trained(name: str, text: str) -> Run:
    """Return the function that scales the learning rate at each step."""

    def options(*args: Any, **given: Any) -> SimpleNamespace:
        chosen = dict(zip(FIELDS[name], args, strict=False)) | given
        return SimpleNamespace(decay_method=name, **{**DEFAULTS, **chosen})

    def run(steps: Sequence[int]) -> Iterator[float]:
        chosen = eval(f"options({text})", {"options": options})
        decay = make(chosen)
        return (decay(step + 1) * chosen.learning_rate for step in steps)

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of the decay methods."""
    for name, given in arguments(CALLS, drawn, seed):
        yield Case(f"onmt.{name}({given})", trained(name, given))
