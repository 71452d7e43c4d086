"""nanoGPT: `get_lr`, lifted out of karpathy/nanoGPT's train.py at 3adf61e."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from case import Case, arguments
from lifting import lifted

VERSIONS = {"nanoGPT": "0+3adf61e"}
PRECISION = "float64"

DEFAULTS = {
    "learning_rate": 6e-4,
    "warmup_iters": 2000,
    "lr_decay_iters": 600_000,
    "min_lr": 6e-5,
}
SETTINGS = {
    "get_lr": [
        "",
        "learning_rate=1e-3, warmup_iters=100, lr_decay_iters=1000, min_lr=1e-4",
        "warmup_iters=0, lr_decay_iters=50",
        "warmup_iters=1, lr_decay_iters=2, min_lr=0",
        "warmup_iters=99, lr_decay_iters=100",
        "warmup_iters=120, lr_decay_iters=100",
        "warmup_iters=10, lr_decay_iters=100, min_lr=1e-3",
        "decay_lr=False",
    ]
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random settings; now and then a warmup longer than the decay."""
    peak, low = f"{chance.uniform(1e-5, 0.1):.4g}", f"{chance.uniform(0, 1e-3):.3g}"
    warmup = chance.randint(0, 400)
    end = max(1, warmup + chance.choice([1, chance.randint(1, 1500), -chance.randint(1, 50)]))
    end += end == warmup
    text = f"learning_rate={peak}, warmup_iters={warmup}, lr_decay_iters={end}"
    return f"{text}, min_lr={low}"


def run(settings: dict[str, Any]) -> Callable[[Sequence[int]], Iterator[float]]:
    """Return the function that asks for the rate as the training loop does."""
    known = {**DEFAULTS, **settings}
    (get_lr,) = lifted("karpathy/nanoGPT/train.py", ["get_lr"], math=math, **known)
    if not known.get("decay_lr", True):
        return lambda steps: (known["learning_rate"] for _ in steps)
    return lambda steps: map(get_lr, steps)


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of the one function."""
    for name, given in arguments(SETTINGS, drawn, seed):
        yield Case(f"nanoGPT.train.{name}({given})", run(eval(f"dict({given})")))
