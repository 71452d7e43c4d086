"""Warmups before another schedule, whose clock has run from step 0."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import schedule
from lrplot.parameters import Exponent, Nested, Start, Unused, Warmup
from lrplot.pieces import Constant, Decay, InversePower, Ramp, Schedule

After = Annotated[
    Schedule, Nested("schedule", "the schedule after the warmup, or its rate", level=True)
]


@schedule
def LinearWarmup(
    after_warmup_lr_sched: After,
    warmup_steps: Warmup,
    warmup_learning_rate: Start,
    name: Unused = None,
) -> Schedule:
    """A line up to what a schedule has at the end of the warmup, then that schedule.

    Differs: the schedule's clock starts at step 0, so that its first `warmup_steps` are never seen,
    and its highest rate is not reached if it falls meanwhile. If its rate at the end of the warmup
    is NaN, so is all of the warmup.
    Example: warmup_steps=1000, warmup_learning_rate=0
    Formula: s + (f(W) - s) * t / W for t < W, then f(t), f the schedule, W = warmup_steps,
    s = warmup_learning_rate.
    Source: official/modeling/optimization/lr_schedule.py, 2.20.0.
    """
    if not warmup_steps:
        return after_warmup_lr_sched
    target = float(after_warmup_lr_sched(warmup_steps))
    warmup = Ramp(warmup_learning_rate, target, warmup_steps)
    return warmup.then(after_warmup_lr_sched, at=warmup_steps, restart=False)


@schedule
def PolynomialWarmUp(
    after_warmup_lr_sched: After,
    warmup_steps: Warmup,
    power: Exponent = 1.0,
    name: Unused = "PolynomialWarmup",
) -> Schedule:
    """A power of the step, up to what a schedule has at the end of the warmup; then that schedule.

    Differs: steps 0 and 1 have the same rate. The schedule's clock starts at step 0, so that its
    first `warmup_steps` are never seen, and its highest rate is not reached if it falls meanwhile.
    If its rate at the end of the warmup is NaN, so is all of the warmup.
    Example: warmup_steps=1000
    Formula: f(W) * (max(1, t) / W) ** power for t < W, then f(t), f the schedule,
    W = warmup_steps.
    Source: official/modeling/optimization/lr_schedule.py, 2.20.0.
    """
    if not warmup_steps:
        return after_warmup_lr_sched
    rise = Decay(float(after_warmup_lr_sched(warmup_steps)), InversePower(-power), warmup_steps)
    warmup = Constant(float(rise(1.0))).then(rise, at=1.0, restart=False)
    return warmup.then(after_warmup_lr_sched, at=warmup_steps, restart=False)
