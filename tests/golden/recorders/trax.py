"""Trax: `trax.supervised.lr_schedules`, called with step t + 1 as its training loop does.

The package wants a jax of its own, so the functions are lifted out of the file that pip installs,
and run with the jax of today in float64.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from importlib.metadata import version
from types import SimpleNamespace

import jax
import jax.numpy as jnp
from case import Case, arguments
from lifting import installed, lifted
from stepping import Run

jax.config.update("jax_enable_x64", True)

INSTALL = ("jax==0.10.2 jaxlib==0.10.2", "--no-deps trax==1.4.1")
VERSIONS = {"trax": version("trax"), "jax": jax.__version__}
PRECISION = "float64"

NAMES = ["constant", "warmup", "warmup_and_rsqrt_decay", "multifactor", "_BodyAndTail", "_rsqrt"]
KNOWN = dict(
    zip(
        NAMES,
        lifted(
            installed("trax", "trax/supervised/lr_schedules.py"),
            NAMES,
            jnp=jnp,
            math=math,
            gin=SimpleNamespace(configurable=lambda function: function),
        ),
        strict=True,
    )
)
EDGES = {
    "constant": ["0.1", "value=0.003"],
    "warmup": ["10, 0.1", "0, 0.1", "n_warmup_steps=1, max_value=0.2"],
    "warmup_and_rsqrt_decay": ["10, 0.1", "0, 0.1", "n_warmup_steps=100, max_value=0.2"],
    "multifactor": [
        "",
        "'constant * linear_warmup * rsqrt_decay', 1.0, 100",
        "factors='two_constants*linear_warmup', warmup_steps=20, second_constant_step=50",
        "factors='constant*linear_warmup*cosine_decay', warmup_steps=30, steps_per_cycle=100",
        "factors='constant * rsqrt_normalized_decay', warmup_steps=50, minimum=0.05",
        "factors='constant*decay_every', steps_per_decay=20, minimum=0.001",
        "factors='constant', constant=0.001",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    rate, steps = f"{chance.uniform(0.001, 2):.4g}", chance.randint(1, 300)
    if name == "constant":
        return rate
    if name != "multifactor":
        return f"{steps}, {rate}"
    factors = chance.sample(
        ["linear_warmup", "rsqrt_decay", "rsqrt_normalized_decay", "decay_every", "cosine_decay"],
        chance.randint(1, 3),
    )
    text = chance.choice(["*", " * "]).join(
        [chance.choice(["constant", "two_constants"]), *factors]
    )
    return (
        f"'{text}', {rate}, {steps}, {chance.uniform(0, 1):.3g}, {chance.randint(1, 200)}, "
        f"{chance.randint(1, 400)}, {chance.uniform(0, 0.1):.3g}, {chance.randint(0, 500)}, "
        f"{chance.choice([0, 0.0005])}"
    )


def trained(text: str) -> Run:
    """Return the function that evaluates the schedule at each step, counted from 1."""
    schedule = eval(text, dict(KNOWN))
    return lambda steps: (float(schedule(step + 1)) for step in steps)


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases."""
    for name, given in arguments(EDGES, drawn, seed):
        yield Case(f"trax.{name}({given})", trained(f"{name}({given})"))
