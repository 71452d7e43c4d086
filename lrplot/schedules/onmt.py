"""OpenNMT-py: the decay methods of `onmt.utils.optimizers`, by the names of `-decay_method`.

They scale the optimizer's `learning_rate`, 1 by default. The first update is step 1.

Keywords: OpenNMT.
"""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import Framework, schedule
from lrplot.parameters import At, Fraction, ModelSize, Period, Scale, Warmup, WarmupLength, like
from lrplot.pieces import (
    Constant,
    Decay,
    Geometric,
    InversePower,
    Schedule,
    Shift,
    Stairs,
    primitives,
    warmed,
)

FRAMEWORK = Framework(paths=("onmt.utils.optimizers",))

Factored = Annotated[float, like(Scale, sample=2.0)]


def _noam(hidden_size: float, warmup_steps: float) -> Schedule:
    """Return Noam's curve on OpenNMT's clock, which starts at 1."""
    size = 1 / math.sqrt(hidden_size)
    fall = Decay(size, InversePower(0.5))
    return warmed(warmup_steps, size / math.sqrt(warmup_steps), fall, restart=False)


def _stairs(rate: float, start: float, width: float) -> Schedule:
    """Return 1 until `start`, then another `rate` there and every `width` steps."""
    stairs = Stairs(Decay(1.0, Geometric(rate), width), width)
    return Constant(1.0).then(stairs, at=start - width)


@schedule
def noam(
    hidden_size: ModelSize, warmup_steps: WarmupLength = 4000.0, learning_rate: Factored = 1.0
) -> Schedule:
    """A linear warmup, then a fall as 1 / sqrt(step), both scaled by 1 / sqrt(hidden_size).

    Keywords: inverse square root, rsqrt, Transformer schedule.
    Differs: step is t + 1, so that the first update has a rate above 0, and the peak is at
    t = warmup_steps - 1. `learning_rate` is a factor, not the peak.
    Formula: learning_rate / sqrt(hidden_size) * min(s ** -0.5, s * warmup_steps ** -1.5), s = t + 1
    Source: onmt/utils/optimizers.py, OpenNMT-py 3.5.1; arXiv:1706.03762.
    """
    return Shift(_noam(hidden_size, warmup_steps), 1.0) * Constant(learning_rate)


@schedule
def noamwd(
    hidden_size: ModelSize,
    warmup_steps: WarmupLength = 4000.0,
    learning_rate: Factored = 1.0,
    learning_rate_decay: Fraction = 0.5,
    start_decay_steps: At = 50_000.0,
    decay_steps: Period = 10_000.0,
) -> Schedule:
    """Noam's curve, times `learning_rate_decay` from a step on and every so many steps.

    Where: learning_rate_decay: what the rate is multiplied by each time; start_decay_steps: the
    step of the first fall.
    Differs: step is t + 1. The first factor comes at step `start_decay_steps` itself.
    Formula: noam * learning_rate_decay ** (max(s - start_decay_steps + decay_steps, 0) //
    decay_steps), s = t + 1
    Source: onmt/utils/optimizers.py, OpenNMT-py 3.5.1.
    """
    stairs = _stairs(learning_rate_decay, start_decay_steps, decay_steps)
    return Shift(_noam(hidden_size, warmup_steps) * stairs, 1.0) * Constant(learning_rate)


@schedule
def rsqrt(warmup_steps: Warmup = 4000.0, learning_rate: Factored = 1.0) -> Schedule:
    """A level for `warmup_steps`, then a fall as 1 / sqrt(step).

    Keywords: inverse square root.
    Differs: there is no warmup: until then the rate is learning_rate / sqrt(warmup_steps). Step
    is t + 1.
    Formula: learning_rate / sqrt(max(t + 1, warmup_steps))
    Source: onmt/utils/optimizers.py, OpenNMT-py 3.5.1.
    """
    return Shift(primitives.rsqrt(max(1.0, warmup_steps)), 1.0) * Constant(learning_rate)


@schedule
def none(
    learning_rate: Factored = 1.0,
    learning_rate_decay: Fraction = 0.5,
    start_decay_steps: At = 50_000.0,
    decay_steps: Period = 10_000.0,
) -> Schedule:
    """The rate itself, but halved at step 50,000 and every 10,000 steps after it.

    Where: learning_rate_decay: what the rate is multiplied by each time; start_decay_steps: the
    step of the first fall.
    Differs: "none" is no constant rate: the defaults of the other options hold. Step is t + 1,
    and the first factor comes at step `start_decay_steps` itself.
    Formula: learning_rate * learning_rate_decay ** (max(s - start_decay_steps + decay_steps, 0)
    // decay_steps), s = t + 1
    Source: onmt/utils/optimizers.py, OpenNMT-py 3.5.1.
    """
    stairs = _stairs(learning_rate_decay, start_decay_steps, decay_steps)
    return Shift(stairs, 1.0) * Constant(learning_rate)
