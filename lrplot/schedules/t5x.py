"""T5X: `create_learning_rate_scheduler` of `t5x.utils`, a product of factors.

Keywords: JAX, T5.
"""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import Framework, schedule
from lrplot.parameters import End, Factor, Number, Pattern, Peak, Period, WarmupLength
from lrplot.pieces import (
    Constant,
    Cosine,
    Decay,
    Geometric,
    Line,
    Maximum,
    Ramp,
    Repeat,
    Schedule,
    Stairs,
    product,
    rsqrt,
)

FRAMEWORK = Framework(paths=("t5x.utils", "utils"))

NAME = (
    "(?:constant|linear_warmup|linear_decay|rsqrt_decay|rsqrt_normalized_decay|decay_every"
    "|cosine_decay)"
)
Factors = Annotated[
    str,
    Pattern(
        "factors",
        "the factors whose product it is",
        rf" *{NAME}(?: *\* *{NAME})* *",
        (
            "constant * linear_warmup * rsqrt_decay",
            "linear_decay",
            "constant*linear_warmup*cosine_decay",
            "constant * rsqrt_normalized_decay",
            "constant*decay_every",
        ),
    ),
]
Offset = Annotated[
    int, Number("offset", "the step that counts as 0", low=0, meta="STEPS", whole=True, sample=10)
]


@schedule
def create_learning_rate_scheduler(
    factors: Factors = "constant * linear_warmup * rsqrt_decay",
    base_learning_rate: Peak = 0.5,
    warmup_steps: WarmupLength = 1000.0,
    decay_factor: Factor = 0.5,
    steps_per_decay: Period = 20_000.0,
    steps_per_cycle: Period = 100_000.0,
    step_offset: Offset = 0,
    min_learning_rate: End = 1e-8,
) -> Schedule:
    """A product of named factors, and at least `min_learning_rate`.

    Keywords: inverse square root, rsqrt.
    Where: decay_factor: what the rate is multiplied by at each stair; steps_per_decay: how many
    steps each stair lasts.
    Differs: the rate is never below `min_learning_rate`, not even at step 0. With rsqrt_decay the
    peak is base_learning_rate / sqrt(warmup_steps). linear_decay brings the base rate and the
    warmup along, and its `decay_factor` is a part of the peak per step. cosine_decay begins anew
    after each cycle; its cycles count from the end of the warmup. The result is a float32.
    Formula: k = max(0, t - step_offset), w = warmup_steps; linear_warmup min(1, k / w);
    linear_decay base_learning_rate * min(k / w, 1 + decay_factor * (w - k)); rsqrt_decay
    1 / sqrt(max(k, w)); rsqrt_normalized_decay sqrt(w / max(k, w)); decay_every
    decay_factor ** (k // steps_per_decay); cosine_decay (1 + cos(pi * u)) / 2,
    u = (k - w) / steps_per_cycle without its whole part
    Source: t5x/utils.py, cc342d4.
    """
    warmup = warmup_steps
    cycle = Ramp(1.0, 0.0, steps_per_cycle, Cosine())
    line = Decay(base_learning_rate, Line(-decay_factor))
    known: dict[str, Schedule] = {
        "constant": Constant(base_learning_rate),
        "linear_warmup": Ramp(0.0, 1.0, warmup),
        "linear_decay": Ramp(0.0, base_learning_rate, warmup).then(line, at=warmup),
        "rsqrt_decay": rsqrt(warmup),
        "rsqrt_normalized_decay": rsqrt(warmup) * Constant(math.sqrt(warmup)),
        "decay_every": Stairs(
            Decay(1.0, Geometric(decay_factor), steps_per_decay), steps_per_decay
        ),
        "cosine_decay": Constant(1.0).then(Repeat(cycle, steps_per_cycle), at=warmup),
    }
    curve = Maximum(product(factors, known), Constant(min_learning_rate))
    return Constant(float(curve(0.0))).then(curve, at=step_offset) if step_offset else curve
