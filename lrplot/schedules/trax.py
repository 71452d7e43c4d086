"""Trax: `trax.supervised.lr_schedules`. Its training loop counts from 1, and so do they.

Keywords: JAX.
"""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import Framework, schedule
from lrplot.parameters import At, End, Factor, Pattern, Peak, Period, Rate, Warmup, WarmupLength
from lrplot.pieces import (
    Constant,
    Cosine,
    Decay,
    Geometric,
    InversePower,
    Maximum,
    PiecewiseConstant,
    Ramp,
    Repeat,
    Schedule,
    Shift,
    Stairs,
    product,
    rsqrt,
    warmed,
)

FRAMEWORK = Framework(paths=("trax.supervised.lr_schedules", "trax.lr", "trax.supervised"))

NAME = (
    "(?:constant|two_constants|linear_warmup|rsqrt_decay|rsqrt_normalized_decay|decay_every"
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
            "two_constants*linear_warmup",
            "constant*linear_warmup*cosine_decay",
            "constant * rsqrt_normalized_decay",
            "constant*decay_every",
        ),
    ),
]


@schedule
def constant(value: Rate) -> Schedule:
    """The rate `value` all the time.

    Where: value: the rate, at every step.
    Formula: value
    Source: trax/supervised/lr_schedules.py, 1.4.1.
    """
    return Constant(value)


@schedule
def warmup(n_warmup_steps: Warmup, max_value: Peak) -> Schedule:
    """A linear warmup to `max_value`, then level.

    Differs: step is t + 1. The line would reach `max_value` at step n_warmup_steps + 1, which is
    t = n_warmup_steps; the first update has a rate above 0.
    Formula: max_value * min(1, (t + 1) / (n_warmup_steps + 1))
    Source: trax/supervised/lr_schedules.py, 1.4.1.
    """
    return Shift(Ramp(0.0, max_value, n_warmup_steps + 1), 1.0)


@schedule
def warmup_and_rsqrt_decay(n_warmup_steps: Warmup, max_value: Peak) -> Schedule:
    """A linear warmup to `max_value`, then a fall as 1 / sqrt(step).

    Keywords: inverse square root, rsqrt.
    Differs: step is t + 1. The peak is at step n_warmup_steps + 1, which is t = n_warmup_steps;
    the first update has a rate above 0.
    Formula: w = n_warmup_steps + 1; max_value * min((t + 1) / w, sqrt(w / (t + 1)))
    Source: trax/supervised/lr_schedules.py, 1.4.1.
    """
    peak = n_warmup_steps + 1
    fall = Decay(max_value * math.sqrt(peak), InversePower(0.5))
    return Shift(warmed(peak, max_value, fall, restart=False), 1.0)


@schedule
def multifactor(
    factors: Factors = "constant * linear_warmup * rsqrt_decay",
    constant: Peak = 0.1,
    warmup_steps: WarmupLength = 400.0,
    decay_factor: Factor = 0.5,
    steps_per_decay: Period = 20_000.0,
    steps_per_cycle: Period = 100_000.0,
    second_constant: Rate = 0.01,
    second_constant_step: At = 10_000.0,
    minimum: End = 0.0,
) -> Schedule:
    """A product of named factors, and at least `minimum`.

    Keywords: inverse square root, rsqrt.
    Where: decay_factor: what the rate is multiplied by at each stair; steps_per_decay: how many
    steps each stair lasts; second_constant: the rate from `second_constant_step` on;
    second_constant_step: the step where `second_constant` takes over.
    Differs: step is t + 1. With rsqrt_decay the peak is constant / sqrt(warmup_steps).
    cosine_decay begins anew after each cycle; its cycles count from the end of the warmup.
    Formula: k = t + 1, w = warmup_steps; two_constants second_constant for
    k >= second_constant_step; linear_warmup min(1, k / w); rsqrt_decay 1 / sqrt(max(k, w));
    rsqrt_normalized_decay sqrt(w / max(k, w)); decay_every decay_factor ** (k // steps_per_decay);
    cosine_decay (1 + cos(pi * u)) / 2, u = (k - w) / steps_per_cycle without its whole part
    Source: trax/supervised/lr_schedules.py, 1.4.1.
    """
    warmup = warmup_steps
    cycle = Ramp(1.0, 0.0, steps_per_cycle, Cosine())
    known: dict[str, Schedule] = {
        "constant": Constant(constant),
        "two_constants": PiecewiseConstant((second_constant_step,), (constant, second_constant)),
        "linear_warmup": Ramp(0.0, 1.0, warmup),
        "rsqrt_decay": rsqrt(warmup),
        "rsqrt_normalized_decay": rsqrt(warmup) * Constant(math.sqrt(warmup)),
        "decay_every": Stairs(
            Decay(1.0, Geometric(decay_factor), steps_per_decay), steps_per_decay
        ),
        "cosine_decay": Constant(1.0).then(Repeat(cycle, steps_per_cycle), at=warmup),
    }
    return Shift(Maximum(product(factors, known), Constant(minimum)), 1.0)
