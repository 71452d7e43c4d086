"""Scenic: `compound_lr_scheduler`, called with the global step.

scenic/train_lib/lr_schedules.py of google-research/scenic at 4a38d47; its functions alone. It
computes in float64 here, and casts its result to float32 itself.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp
from case import Case, arguments
from lifting import lifted
from stepping import Run

jax.config.update("jax_enable_x64", True)

VERSIONS = {"scenic": "0+4a38d47", "jax": jax.__version__}
PRECISION = "float32"

compound = lifted(
    "google-research/scenic/scenic/train_lib/lr_schedules.py",
    [
        "compound_lr_scheduler",
        "polynomial_lr_scheduler",
        "piecewise_constant_scheduler",
        "piecewise_linear_scheduler",
        "linear_warmup_scheduler",
        "decay_every_scheduler",
        "exponential_decay_scheduler",
        "cosine_decay_scheduler",
    ],
    jnp=jnp,
    ml_collections=SimpleNamespace(ConfigDict=dict),
)[0]
WARM = "'constant*linear_warmup*{}', 0.1, warmup_steps=20"
EDGES = {
    "compound_lr_scheduler": [
        "factors='constant', base_learning_rate=0.1",
        f"{WARM.format('rsqrt_decay')}, timescale=100, warmup_alpha=0.1",
        "factors='constant*rsqrt_decay', base_learning_rate=0.1",
        f"{WARM.format('cosine_decay')}, steps_per_cycle=200, total_steps=200, alpha=0.1",
        "'constant*cosine_decay', 0.1, steps_per_cycle=50, t_mul=2.0, m_mul=0.5, alpha=0.05",
        f"{WARM.format('cosine_decay')}, steps_per_cycle=50, total_steps=200, start_decay_step=9",
        f"{WARM.format('cosine_decay')}, steps_per_cycle=10, total_steps=10",
        f"{WARM.format('linear_decay')}, total_steps=100, end_learning_rate=0.01",
        "'constant * linear_decay * linear_warmup', 0.1, warmup_steps=10, total_steps=90, "
        "end_learning_rate=0.02",
        f"{WARM.format('linear_cooldown')}, total_steps=100, cooldown_steps=30",
        f"{WARM.format('rsqrt_decay*linear_cooldown')}, total_steps=100, cooldown_steps=95",
        "'constant*polynomial', 0.1, decay_steps=100, end_factor=0.1, power=2",
        "'constant*polynomial', 0.1, decay_steps=100, end_factor=0.1, power=0",
        "'constant*piecewise_constant', 0.1, decay_events=[30, 60], decay_factors=[0.5, 0.1]",
        "'constant*piecewise_linear', 0.1, decay_events=[30, 60], decay_factors=[0.5, 0.1]",
        "'constant*decay_every', 0.1, steps_per_decay=20, decay_factor=0.5",
        "'constant*exponential_decay', 0.1, decay_steps=30, decay_rate=0.5, staircase=True",
        "'constant*exponential_decay', 0.1, decay_steps=30, decay_rate=0.5",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random keys of a config."""
    warmup, steps = chance.randint(0, 100), chance.randint(1, 300)
    total = warmup + chance.randint(1, 900)
    part, other = f"{chance.uniform(0, 1):.3g}", f"{chance.uniform(0.1, 1):.3g}"
    events = sorted(chance.sample(range(1, total + 3), 3))
    # a restart of other factors may fall on the rounding of a logarithm
    stretch = chance.choice(["1.0", "1.5", "2.0"])
    needs = {
        "polynomial": f"decay_steps={steps}, end_factor={part}, power={other}",
        "piecewise_constant": f"decay_events={events}, decay_factors=[{part}, {other}, 0.1]",
        "piecewise_linear": f"decay_events={events}, decay_factors=[{part}, {other}, 0.1]",
        "linear_warmup": f"warmup_alpha={part}",
        "rsqrt_decay": f"timescale={steps}",
        "decay_every": f"steps_per_decay={steps}, decay_factor={part}",
        "exponential_decay": f"decay_steps={steps}, decay_rate={other}",
        "cosine_decay": f"steps_per_cycle={steps}, t_mul={stretch}, m_mul={other}, alpha={part}",
        "linear_decay": f"total_steps={total}, end_learning_rate={part}",
        "linear_cooldown": f"total_steps={total}, cooldown_steps={steps}",
    }
    factors = chance.sample(list(needs), chance.randint(1, 3))
    given: dict[str, Any] = {}
    for factor in factors:
        given |= eval(f"dict({needs[factor]})")
    text = chance.choice(["*", " * "]).join(["constant", *factors])
    more = "".join(f", {key}={value}" for key, value in given.items())
    return f"'{text}', {chance.uniform(0.001, 1):.4g}, warmup_steps={warmup}{more}"


class Config(dict):  # type: ignore[type-arg]
    """A dictionary whose keys are attributes too."""

    def __getattr__(self, name: str) -> Any:
        return self[name]


def config(factors: str, base_learning_rate: float, **given: Any) -> Config:
    """Return the config of keys."""
    return Config(factors=factors, base_learning_rate=base_learning_rate, **given)


def trained(text: str) -> Run:
    """Return the function that evaluates the schedule at each step."""
    schedule = compound(eval(f"config({text})", {"config": config}))
    return lambda steps: (float(schedule(jnp.asarray(step))) for step in steps)


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases."""
    for name, given in arguments(EDGES, drawn, seed):
        yield Case(f"{name}({given})", trained(given))
