"""Schedulers without a decay that ends: a level, the inverse square root, a rise."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import schedule
from lrplot.parameters import (
    EndRatio,
    Optimizer,
    Start,
    Total,
    Unused,
    Warmup,
    WarmupFraction,
    like,
)
from lrplot.pieces import Constant, Decay, Exponential, InversePower, Ramp, Schedule
from lrplot.schedules.olmo_core import OldWarmup, Units, count, counted, warmed

Least = Annotated[float, like(Start, help="the rate at step 0, above 0", above=True, sample=1e-9)]


@schedule
@counted
def ConstantScheduler(
    lr_field: Unused = "lr",
    initial_lr_field: Unused = "initial_lr",
    units: Units = "steps",
    *,
    initial_lr: Optimizer,
) -> Schedule:
    """The same rate for ever.

    Formula: lr.
    Source: olmo_core/optim/scheduler.py, 3.0.0.
    """
    return Constant(initial_lr)


@schedule
@counted
def ConstantWithWarmup(
    lr_field: Unused = "lr",
    initial_lr_field: Unused = "initial_lr",
    units: Units = "steps",
    warmup: Warmup | None = None,
    warmup_steps: OldWarmup | None = None,
    warmup_fraction: WarmupFraction | None = None,
    warmup_min_lr: Start = 0.0,
    *,
    initial_lr: Optimizer,
    max_steps: Total | None = None,
) -> Schedule:
    """A linear warmup, then the same rate for ever.

    Differs: the first update is step 1 of the warmup, so that none is wasted at 0 and the peak
    is reached at update warmup - 1. `warmup_steps` is the old name of `warmup`.
    Formula: with k = t + 1, low + (lr - low) * k / warmup; then lr.
    Example: warmup=2000
    Source: olmo_core/optim/scheduler.py, 3.0.0.
    """
    steps = count("warmup", warmup, warmup_steps, warmup_fraction, max_steps)
    return warmed(warmup_min_lr, steps, initial_lr, Constant(initial_lr), closed=True)


@schedule
@counted
def InvSqrtWithWarmup(
    lr_field: Unused = "lr",
    initial_lr_field: Unused = "initial_lr",
    units: Units = "steps",
    alpha_f: EndRatio = 0.1,
    warmup: Warmup | None = None,
    warmup_steps: OldWarmup | None = None,
    warmup_fraction: WarmupFraction | None = None,
    warmup_min_lr: Start = 0.0,
    *,
    initial_lr: Optimizer,
    max_steps: Total | None = None,
) -> Schedule:
    """A linear warmup, then the inverse square root of the step, down towards a floor.

    Differs: the first update is step 1 of the warmup, so that none is wasted at 0. The fall is
    squeezed to end at `alpha_f` times the rate, which it never reaches. Without a warmup the
    rate is at that floor from the start.
    Formula: with k = t + 1, low + (lr - low) * k / warmup; then
    lr * (alpha_f + (1 - alpha_f) * sqrt(warmup / k)).
    Example: warmup=2000
    Source: olmo_core/optim/scheduler.py, 3.0.0.
    """
    steps = count("warmup", warmup, warmup_steps, warmup_fraction, max_steps)
    floor = alpha_f * initial_lr
    if not steps:
        return Constant(floor)
    fall = Decay(initial_lr - floor, InversePower(0.5), steps) + Constant(floor)
    return warmed(warmup_min_lr, steps, initial_lr, fall)


@schedule
@counted
def ExponentialScheduler(
    lr_field: Unused = "lr",
    initial_lr_field: Unused = "initial_lr",
    units: Units = "steps",
    lr_min: Least = 1e-9,
    *,
    initial_lr: Optimizer,
    max_steps: Total,
) -> Schedule:
    """A rise from `lr_min` to the rate, every step by the same factor, to find the highest.

    Keywords: learning rate finder, LR range test.
    Differs: it grows. The first update is step 1, past `lr_min`; the last is at the rate.
    Formula: with k = t + 1, lr_min * (lr / lr_min) ** (k / max_steps).
    Source: olmo_core/optim/scheduler.py, 3.0.0.
    """
    if initial_lr == 0:
        return Constant(0.0)
    return Ramp(lr_min, initial_lr, max_steps, Exponential(initial_lr / lr_min))
