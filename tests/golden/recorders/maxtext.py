"""MaxText: `create_learning_rate_schedule`, called with the step, under `jax_enable_x64`.

src/maxtext/utils/maxtext_utils.py and configs/types.py of AI-Hypercomputer/maxtext at e591f30c;
the function and its two enumerations alone. The config is a namespace, with a -1 put in as the
config class does it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from enum import Enum
from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp
import optax
from case import Case, arguments
from lifting import lifted
from stepping import Run

jax.config.update("jax_enable_x64", True)

VERSIONS = {"maxtext": "0+e591f30c", "optax": optax.__version__, "jax": jax.__version__}
PRECISION = "float64"

UPSTREAM = "AI-Hypercomputer/maxtext/src/maxtext"
Kind, Style = lifted(
    f"{UPSTREAM}/configs/types.py", ["LearningRateScheduleType", "WsdDecayStyle"], Enum=Enum
)
create = lifted(
    f"{UPSTREAM}/utils/maxtext_utils.py",
    ["create_learning_rate_schedule"],
    jnp=jnp,
    optax=optax,
    types=SimpleNamespace(LearningRateScheduleType=Kind, WsdDecayStyle=Style),
)[0]
WSD = "lr_schedule_type='wsd'"
EDGES = {
    "create_learning_rate_schedule": [
        "steps=1000, learning_rate=1e-3",
        "steps=200, learning_rate_schedule_steps=150",
        "steps=100, learning_rate=0.1, learning_rate_schedule_steps=400",
        "steps=-1, learning_rate_schedule_steps=120, warmup_steps_fraction=0.0",
        "steps=100, warmup_steps_fraction=1.0, learning_rate_schedule_steps=80",
        "steps=100, warmup_steps_fraction=1.0",
        "steps=300, warmup_steps_fraction=0.995, learning_rate_schedule_steps=200",
        "steps=100, learning_rate_schedule_steps=0",
        "steps=1",
        "steps=100, warmup_steps_fraction=0.29, learning_rate_final_fraction=0.0",
        f"steps=1000, {WSD}",
        f"steps=1000, {WSD}, wsd_decay_style='cosine', wsd_decay_steps_fraction=0.25",
        f"steps=200, {WSD}, learning_rate_schedule_steps=100, wsd_decay_style='cosine'",
        f"steps=200, {WSD}, learning_rate_schedule_steps=100, learning_rate_final_fraction=2.0",
        f"steps=100, {WSD}, wsd_decay_steps_fraction=0.01",
        f"steps=150, {WSD}, wsd_decay_steps_fraction=0.01, wsd_decay_style='cosine', "
        "learning_rate_schedule_steps=100",
        f"steps=150, {WSD}, wsd_decay_steps_fraction=0.0, learning_rate_schedule_steps=100",
        f"steps=100, {WSD}, wsd_decay_steps_fraction=0.9, warmup_steps_fraction=0.1",
        f"steps=100, {WSD}, wsd_decay_steps_fraction=1.0, warmup_steps_fraction=0.0",
    ],
}
DEFAULTS: dict[str, Any] = {
    "learning_rate": 3.0e-5,
    "lr_schedule_type": "cosine",
    "learning_rate_final_fraction": 0.1,
    "wsd_decay_steps_fraction": 0.1,
    "wsd_decay_style": "linear",
    "warmup_steps_fraction": 0.1,
    "learning_rate_schedule_steps": -1,
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random keys of a config."""
    steps = int(10 ** chance.uniform(0.5, 3.3))
    warmup = round(chance.uniform(0, 0.5), chance.choice([1, 2, 3]))
    decay = round(chance.uniform(0, 0.5), chance.choice([1, 2, 3]))
    return (
        f"steps={steps}, learning_rate={chance.uniform(1e-5, 1e-2):.3g}, "
        f"lr_schedule_type='{chance.choice(['cosine', 'wsd', 'wsd'])}', "
        f"learning_rate_final_fraction={chance.choice([0.0, round(chance.uniform(0, 1), 3)])}, "
        f"wsd_decay_steps_fraction={decay}, "
        f"wsd_decay_style='{chance.choice(['linear', 'cosine'])}', "
        f"warmup_steps_fraction={warmup}, "
        f"learning_rate_schedule_steps={chance.choice([-1, steps, chance.randint(1, 2 * steps)])}"
    )


def config(**given: Any) -> SimpleNamespace:
    """Return the config of keys."""
    keys = SimpleNamespace(**DEFAULTS | given)
    if keys.learning_rate_schedule_steps == -1:
        keys.learning_rate_schedule_steps = keys.steps
    if keys.steps == -1:
        keys.steps = keys.learning_rate_schedule_steps
    return keys


def trained(text: str) -> Run:
    """Return the function that evaluates the schedule at each step."""
    schedule = create(eval(f"config({text})", {"config": config}))
    return lambda steps: (float(schedule(jnp.asarray(step))) for step in steps)


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases."""
    for name, given in arguments(EDGES, drawn, seed):
        yield Case(f"maxtext.{name}({given})", trained(given))
