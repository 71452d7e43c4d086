"""big_vision: `create_learning_rate_schedule`, called with the step.

big_vision/utils.py of google-research/big_vision at 0127fb6; two functions of it. It computes in
float64 here, and casts its result to float32 itself.
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

VERSIONS = {"big_vision": "0+0127fb6", "jax": jax.__version__}
PRECISION = "float32"

create, _ = lifted(
    "google-research/big_vision/big_vision/utils.py",
    ["create_learning_rate_schedule", "steps"],
    jnp=jnp,
)
EDGES = {
    "create_learning_rate_schedule": [
        "100",
        "100, base=0.1, decay_type='cosine', warmup_steps=10",
        "100, base=0.1, decay_type='linear', linear_end=0.01, warmup_percent=0.25",
        "100, base=0.1, decay_type='polynomial', power=2, end=0.02, cooldown_steps=20",
        "100, base=0.1, decay_type='polynomial', power=0.0",
        "300, 64, 1000, 0.1, 'rsqrt', True, warmup_epochs=2, timescale=50, cooldown_examples=3000",
        "200, base=0.1, decay_type='rsqrt', warmup_steps=20, shift=30, timescale_percent=0.1",
        "200, base=0.1, decay_type='stair', steps=[50, 120], mults=[0.5, 0.1], warmup_steps=5",
        "200, base=0.1, steps=[10.5, 20.2], mults=[0.5, 2.0], cooldown_percent=1.0",
        "50, base=0.1, decay_type='cosine', warmup_examples=5000",
        "1, base=0.1, decay_type='cosine'",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    total, size = chance.randint(50, 1200), chance.randint(1, 64)
    edges = sorted(chance.sample(range(total), 3))
    kind = chance.choice(
        [
            "'cosine'",
            f"'linear', end={chance.uniform(0, 0.01):.3g}",
            f"'polynomial', power={chance.uniform(0.1, 3):.3g}",
            f"'rsqrt', timescale={chance.randint(1, 500)}, shift={chance.randint(0, 300)}",
            f"'stair', steps={edges}, mults={[round(chance.uniform(0, 1), 3) for _ in edges]}",
        ]
    )
    warmup = chance.choice(
        [
            "",
            f", warmup_steps={total // 3}",
            f", warmup_examples={size * 20}",
            ", warmup_epochs=0.1",
        ]
    )
    cooldown = chance.choice(["", f", cooldown_steps={total // 5}", ", cooldown_percent=0.37"])
    scaled = chance.random() < 0.5
    return (
        f"{total}, {size}, 100, {chance.uniform(0.001, 2):.4g}, "
        f"decay_type={kind}{warmup}{cooldown}, scale_with_batchsize={scaled}"
    )


def trained(text: str) -> Run:
    """Return the function that evaluates the schedule at each step."""
    schedule = eval(f"create({text})", {"create": create})
    return lambda steps: (float(schedule(jnp.asarray(step))) for step in steps)


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases."""
    for name, given in arguments(EDGES, drawn, seed):
        yield Case(f"big_vision.{name}({given})", trained(given))
