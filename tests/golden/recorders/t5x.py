"""T5X: `create_learning_rate_scheduler`, called with the step of the train state.

t5x/utils.py of google-research/t5x at cc342d4; the function alone. It computes in float64 here,
and casts its result to float32 itself.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import jax
import jax.numpy as jnp
from case import Case, arguments
from lifting import lifted
from stepping import Run

jax.config.update("jax_enable_x64", True)

VERSIONS = {"t5x": "0+cc342d4", "jax": jax.__version__}
PRECISION = "float32"

(create,) = lifted(
    "google-research/t5x/t5x/utils.py",
    ["create_learning_rate_scheduler"],
    jnp=jnp,
    LearningRateCallable=object,
)
EDGES = {
    "create_learning_rate_scheduler": [
        "",
        "'constant * linear_warmup * rsqrt_decay', 1.0, 100",
        "factors='linear_decay', base_learning_rate=0.1, warmup_steps=20, decay_factor=0.01",
        "factors='constant*linear_warmup*cosine_decay', warmup_steps=30, steps_per_cycle=100",
        "factors='constant * rsqrt_normalized_decay', warmup_steps=50, min_learning_rate=0.1",
        "factors='constant*decay_every', steps_per_decay=20, min_learning_rate=0.0",
        "factors='constant', base_learning_rate=0.001",
        "factors='constant*linear_warmup', warmup_steps=10, step_offset=25",
        "factors='constant*decay_every*cosine_decay', warmup_steps=5, steps_per_cycle=40, "
        "steps_per_decay=10, step_offset=7",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    factors = chance.sample(
        ["linear_warmup", "rsqrt_decay", "rsqrt_normalized_decay", "decay_every", "cosine_decay"],
        chance.randint(1, 3),
    )
    text = chance.choice(["*", " * "]).join(["constant", *factors])
    if chance.random() < 0.2:
        text = "linear_decay"
    return (
        f"'{text}', {chance.uniform(0.001, 2):.4g}, {chance.randint(1, 300)}, "
        f"{chance.uniform(0, 1):.3g}, {chance.randint(1, 200)}, {chance.randint(1, 400)}, "
        f"{chance.choice([0, 0, chance.randint(1, 300)])}, {chance.choice([1e-8, 0.0, 0.0005])}"
    )


def trained(text: str) -> Run:
    """Return the function that evaluates the schedule at each step."""
    schedule = eval(f"create({text})", {"create": create})
    return lambda steps: (float(schedule(jnp.asarray(step))) for step in steps)


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases."""
    for name, given in arguments(EDGES, drawn, seed):
        yield Case(f"t5x.{name}({given})", trained(given))
