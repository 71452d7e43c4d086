"""Flax: `flax.training.lr_schedule`, called with the step, in float64.

The functions are lifted out of the file that pip installs, for the package needs much that they do
not; their warnings are left out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib.metadata import version
from types import SimpleNamespace

import jax
import jax.numpy as jnp
import numpy as np
from case import Case, arguments
from lifting import installed, lifted
from stepping import Run

jax.config.update("jax_enable_x64", True)

INSTALL = ("jax==0.10.2 jaxlib==0.10.2", "--no-deps flax==0.12.8")
VERSIONS = {"flax": version("flax"), "jax": jax.__version__}
PRECISION = "float64"

NAMES = [
    "create_constant_learning_rate_schedule",
    "create_stepped_learning_rate_schedule",
    "create_cosine_learning_rate_schedule",
    "_piecewise_constant",
]
KNOWN = dict(
    zip(
        NAMES,
        lifted(
            installed("flax", "flax/training/lr_schedule.py"),
            NAMES,
            jnp=jnp,
            np=np,
            logging=SimpleNamespace(warning=lambda *_: None),
        ),
        strict=True,
    )
)
EDGES = {
    NAMES[0]: ["0.1, 100", "0.1, 100, 0.5", "0.1, steps_per_epoch=7.5, warmup_length=3"],
    NAMES[1]: [
        "0.1, 10, [[30, 0.1], [60, 0.01], [80, 0.001]]",
        "0.1, 10, [[3, 0.1], [6, 0.01]], 5",
        "0.1, 7.5, [(1.5, 0.5), (2.2, 2.0)], warmup_length=1",
        "base_learning_rate=0.1, steps_per_epoch=1, lr_sched_steps=[[0, 0.5]]",
    ],
    NAMES[2]: ["0.1, 100, 3", "0.1, 10, 9.5, 2", "0.1, 3, halfcos_epochs=1, warmup_length=4"],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    rate, steps = f"{chance.uniform(0.001, 2):.4g}", chance.randint(1, 100)
    warmup = chance.choice(["", f", warmup_length={chance.uniform(0, 5):.3g}"])
    edges = sorted(chance.sample(range(20), chance.randint(1, 4)))
    more = {
        NAMES[0]: "",
        NAMES[1]: f", {[[edge, round(chance.uniform(0, 2), 3)] for edge in edges]}",
        NAMES[2]: f", {chance.uniform(0.5, 10):.3g}",
    }
    return f"{rate}, {steps}{more[name]}{warmup}"


def trained(text: str) -> Run:
    """Return the function that evaluates the schedule at each step."""
    schedule = eval(text, dict(KNOWN))
    return lambda steps: (float(schedule(jnp.asarray(step))) for step in steps)


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases."""
    for name, given in arguments(EDGES, drawn, seed):
        yield Case(f"{name}({given})", trained(f"{name}({given})"))
