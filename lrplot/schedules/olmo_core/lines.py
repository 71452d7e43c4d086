"""Schedulers with a linear warmup, and a line down at the end."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Cooldown,
    CooldownFraction,
    DecayEnd,
    End,
    EndRatio,
    Number,
    Optimizer,
    Start,
    Total,
    Unused,
    Warmup,
    WarmupFraction,
)
from lrplot.pieces import Constant, Decay, InversePower, Ramp, Schedule, Shift
from lrplot.schedules.olmo_core import (
    OldCooldown,
    OldWarmup,
    Units,
    count,
    counted,
    decayed,
    warmed,
)

Fall = Annotated[
    float, Number("power", "the exponent of the step, below 0", low=-100.0, high=0.0, sample=-0.5)
]


@schedule
@counted
def LinearWithWarmup(
    lr_field: Unused = "lr",
    initial_lr_field: Unused = "initial_lr",
    units: Units = "steps",
    alpha_f: EndRatio = 0.1,
    t_max: DecayEnd | None = None,
    warmup: Warmup | None = None,
    warmup_steps: OldWarmup | None = None,
    warmup_fraction: WarmupFraction | None = None,
    warmup_min_lr: Start = 0.0,
    *,
    initial_lr: Optimizer,
    max_steps: Total,
) -> Schedule:
    """A linear warmup, then a line down to `alpha_f` times the rate.

    Differs: the first update is step 1 of the warmup, so that none is wasted at 0, and the end
    is reached in the last update. `t_max` overrides `max_steps`; both include the warmup.
    Formula: with k = t + 1, low + (lr - low) * k / warmup; then
    lr * (1 - (1 - alpha_f) * (k - warmup) / (t_max - warmup)).
    Example: warmup=2000
    Source: olmo_core/optim/scheduler.py, 3.0.0.
    """
    end = max_steps if t_max is None else t_max
    steps = count("warmup", warmup, warmup_steps, warmup_fraction, end)
    line = Ramp(initial_lr, alpha_f * initial_lr, max(0.0, end - steps))
    return warmed(warmup_min_lr, steps, initial_lr, Shift(line, -steps))


@schedule
@counted
def WSD(
    lr_field: Unused = "lr",
    initial_lr_field: Unused = "initial_lr",
    units: Units = "steps",
    warmup: Warmup | None = None,
    warmup_steps: OldWarmup | None = None,
    warmup_fraction: WarmupFraction | None = None,
    decay: Cooldown | None = None,
    decay_steps: OldCooldown | None = None,
    decay_fraction: CooldownFraction | None = 0.1,
    warmup_min_lr: Start = 0.0,
    decay_min_lr: End = 0.0,
    *,
    initial_lr: Optimizer,
    max_steps: Total,
) -> Schedule:
    """Warmup, stable, decay: a linear warmup, a level, a line down to `decay_min_lr`.

    Keywords: warmup-stable-decay, trapezoid, trapezoidal.
    Differs: the first update is step 1 of the warmup, so that none is wasted at 0, and the end
    is reached in the last update; past it the line goes on, and the rate becomes negative. With
    `decay`, `decay_fraction` must be None. A warmup that reaches into the decay puts its start
    off.
    Formula: with k = t + 1, low + (lr - low) * k / warmup; then lr; then, over the last decay
    steps, decay_min_lr + (lr - decay_min_lr) * (max_steps - k) / decay.
    Example: warmup=2000
    Source: olmo_core/optim/scheduler.py, 3.0.0.
    """
    steps = count("warmup", warmup, warmup_steps, warmup_fraction, max_steps)
    down = count("decay", decay, decay_steps, decay_fraction, max_steps)
    rest = decayed(Constant(initial_lr), initial_lr, max_steps, down, decay_min_lr)
    return warmed(warmup_min_lr, steps, initial_lr, rest, closed=True)


@schedule
@counted
def PowerLR(
    lr_field: Unused = "lr",
    initial_lr_field: Unused = "initial_lr",
    units: Units = "steps",
    b: Fall = -0.51,
    warmup: Warmup | None = None,
    warmup_steps: OldWarmup | None = None,
    warmup_fraction: WarmupFraction | None = None,
    warmup_min_lr: Start = 0.0,
    decay: Cooldown | None = None,
    decay_steps: OldCooldown | None = None,
    decay_fraction: CooldownFraction | None = 0.1,
    decay_min_lr: End = 0.0,
    *,
    initial_lr: Optimizer,
    max_steps: Total,
) -> Schedule:
    """A linear warmup, a power of the step that knows no total, a line down to `decay_min_lr`.

    Differs: the first update is step 1 of the warmup, so that none is wasted at 0, and the end
    is reached in the last update; past it the line goes on, and the rate becomes negative. With
    `decay`, `decay_fraction` must be None. There must be a warmup, since OLMo-core divides by it.
    Formula: with k = t + 1, low + (lr - low) * k / warmup; then lr * (k / warmup) ** b; then, over
    the last decay steps, a line from there to decay_min_lr.
    Example: warmup=2000
    Source: olmo_core/optim/scheduler.py, 3.0.0.
    """
    steps = count("warmup", warmup, warmup_steps, warmup_fraction, max_steps)
    down = count("decay", decay, decay_steps, decay_fraction, max_steps)
    if b >= 0:
        raise LrplotError("b must be below 0")
    if not steps:
        raise LrplotError("warmup must be at least one step")
    if down >= max_steps:
        raise LrplotError("decay must be shorter than max_steps")
    fall = Decay(initial_lr, InversePower(-b), steps)
    try:
        start = initial_lr * ((max_steps - down) / steps) ** b
    except ArithmeticError:
        raise LrplotError("b: before the warmup is over this power is beyond all numbers") from None
    rest = decayed(fall, start, max_steps, down, decay_min_lr)
    return warmed(warmup_min_lr, steps, initial_lr, rest, closed=True)
