"""Schedulers that never end: a level, or the inverse square root of the step."""

from __future__ import annotations

from lrplot.catalogue import schedule
from lrplot.parameters import Optimizer, Start, Unused, Warmup
from lrplot.pieces import Constant, Decay, InversePower, Schedule, Shift
from lrplot.schedules.olmo import warmed


@schedule
def InvSqrtWithWarmup(
    grad_clip_warmup_steps: Unused = None,
    grad_clip_warmup_factor: Unused = None,
    warmup_min_lr: Start | None = None,
    warmup_steps: Warmup = 100.0,
    *,
    initial_lr: Optimizer,
) -> Schedule:
    """A linear warmup from a tenth of the rate, then the inverse square root of the step.

    Differs: the warmup starts at a tenth of the rate unless `warmup_min_lr` says otherwise, and
    the first update is step 1 of it. Without a warmup the rate is 0 for ever.
    Formula: with k = t + 1, low + (lr - low) * k / warmup_steps; then lr * sqrt(warmup_steps / k).
    Source: olmo/optim.py, 0.6.0.
    """
    if not warmup_steps:
        return Constant(0.0)
    fall = Decay(initial_lr, InversePower(0.5), warmup_steps)
    return warmed(warmup_min_lr, warmup_steps, initial_lr, Shift(fall, warmup_steps))


@schedule
def ConstantScheduler(
    grad_clip_warmup_steps: Unused = None,
    grad_clip_warmup_factor: Unused = None,
    warmup_min_lr: Unused = None,
    *,
    initial_lr: Optimizer,
) -> Schedule:
    """The same rate for ever; `warmup_min_lr` has no effect.

    Formula: lr.
    Source: olmo/optim.py, 0.6.0.
    """
    return Constant(initial_lr)


@schedule
def ConstantWithWarmupScheduler(
    grad_clip_warmup_steps: Unused = None,
    grad_clip_warmup_factor: Unused = None,
    warmup_min_lr: Start | None = None,
    warmup_steps: Warmup = 100.0,
    *,
    initial_lr: Optimizer,
) -> Schedule:
    """A linear warmup from a tenth of the rate, then the same rate for ever.

    Differs: the warmup starts at a tenth of the rate unless `warmup_min_lr` says otherwise, and
    the first update is step 1 of it: the peak is reached at update warmup_steps - 1.
    Formula: with k = t + 1, low + (lr - low) * k / warmup_steps; then lr.
    Source: olmo/optim.py, 0.6.0.
    """
    return warmed(warmup_min_lr, warmup_steps, initial_lr, Constant(initial_lr))
