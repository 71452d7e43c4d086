"""karpathy/nanochat: `get_lr_multiplier`, lifted out of its scripts/base_train.py, 92d63d4."""

from __future__ import annotations

import random
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from case import EXACT, Case, arguments
from lifting import lifted

VERSIONS = {"nanochat": "0+92d63d4"}
PRECISION = "float64"

DEFAULTS = {"warmup_steps": 40, "warmdown_ratio": 0.65, "final_lr_frac": 0.05}
# the rate | the options
OPTIONS = {
    "get_lr_multiplier": [
        "0.02|num_iterations=1000",
        "0.3|num_iterations=100, warmup_steps=0",
        "0.3|num_iterations=100, warmup_steps=1, warmdown_ratio=1.0",
        "0.3|num_iterations=100, warmup_steps=60, warmdown_ratio=0.5",
        "0.3|num_iterations=100, warmup_steps=10, warmdown_ratio=0.0",
        "0.3|num_iterations=100, warmup_steps=120",
        "0.3|num_iterations=100, warmup_steps=10, warmdown_ratio=0.125, final_lr_frac=0.0",
        "0.3|num_iterations=3, warmup_steps=1, warmdown_ratio=0.5, final_lr_frac=1.5",
    ]
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random options, after a rate."""
    rate, total = f"{chance.uniform(0.0001, 0.5):.4g}", chance.randint(1, 1500)
    given = f"num_iterations={total}, warmup_steps={chance.randint(0, 300)}"
    parts = f"{chance.uniform(0, 1):.3g}", f"{chance.uniform(0, 1):.3g}"
    return f"{rate}|{given}, warmdown_ratio={parts[0]}, final_lr_frac={parts[1]}"


def run(rate: float, options: dict[str, Any]) -> Callable[[Sequence[int]], Iterator[float]]:
    """Return the function that sets the rate as the training loop does."""
    (multiplier,) = lifted(
        "karpathy/nanochat/scripts/base_train.py",
        ["get_lr_multiplier"],
        args=Namespace(**{**DEFAULTS, **options}),
        num_iterations=options["num_iterations"],
    )
    return lambda steps: (rate * multiplier(step) for step in steps)


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of the one function; without a warmdown, it divides by 0 past the end."""
    for name, given in arguments(OPTIONS, drawn, seed):
        rate, _, text = given.partition("|")
        options = {**DEFAULTS, **eval(f"dict({text})")}
        total = options["num_iterations"]
        level = not round(options["warmdown_ratio"] * total)
        stop = max(total + 1, options["warmup_steps"]) if level else EXACT
        word = f"{name}(torch.optim.AdamW(params, lr={rate}), {text})"
        yield Case(word, run(float(rate), options), stop=stop)
