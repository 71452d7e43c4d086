"""Schedulers that hold other schedulers: the higher of two, and a warmup put before one."""

from __future__ import annotations

from lrplot.catalogue import NestedSchedule, schedule
from lrplot.parameters import At, DecayEnd, EndRatio, Optimizer, Start, Total, Unused, Warmup
from lrplot.pieces import Constant, Maximum, Ramp, Schedule, Shift
from lrplot.schedules.olmo.decays import CosWithWarmup
from lrplot.schedules.olmo.levels import InvSqrtWithWarmup


@schedule
def MaxScheduler(
    grad_clip_warmup_steps: Unused = None,
    grad_clip_warmup_factor: Unused = None,
    warmup_min_lr: Unused = None,
    *,
    sched1: NestedSchedule,
    sched2: NestedSchedule,
    initial_lr: Optimizer,
) -> Schedule:
    """The higher of two schedules at every step.

    Where: sched1: the one schedule; sched2: the other schedule.
    Differs: a config cannot name the two: it gets what `max_scheduler` is here.
    Formula: max(sched1(t), sched2(t)).
    Source: olmo/optim.py, 0.6.0.
    """
    return Maximum(sched1, sched2)


@schedule
def max_scheduler(
    t_warmup: Warmup = 100.0,
    t_max: DecayEnd | None = None,
    alpha_f: EndRatio = 0.1,
    warmup_min_lr: Start | None = None,
    *,
    initial_lr: Optimizer,
    max_steps: Total | None = None,
) -> Schedule:
    """The higher of `cosine_with_warmup` and `inverse_sqrt_with_warmup` at every step.

    Differs: the inverse square root never ends, so that `alpha_f` is seldom reached: the curve
    goes on falling past `max_steps`. What else `cosine_with_warmup` says of the warmup and of
    `t_max` holds here.
    Formula: with k = t + 1, max(cosine(k), lr * sqrt(t_warmup / k)) after the warmup.
    Example: max_steps=40000
    Source: olmo/optim.py, build_scheduler, 0.6.0.
    """
    cosine = CosWithWarmup(
        None,
        None,
        warmup_min_lr,
        t_warmup,
        alpha_f,
        t_max,
        initial_lr=initial_lr,
        max_steps=max_steps,
    )
    root = InvSqrtWithWarmup(None, None, warmup_min_lr, t_warmup, initial_lr=initial_lr)
    return Maximum(cosine, root)


@schedule
def BoltOnWarmupScheduler(
    inner: NestedSchedule, warmup_start: At, warmup_end: At, *, initial_lr: Optimizer
) -> Schedule:
    """A schedule with a warmup put before it, from 0 at `warmup_start` to it at `warmup_end`.

    Where: warmup_start: the step that the warmup begins at; warmup_end: the step that the warmup
    ends at.
    Differs: the inner schedule's clock runs from the beginning, its own warmup included. Up to
    `warmup_start`, which the first update is step 1 of, the rate is 0.
    Example: warmup_start=0, warmup_end=1000
    Formula: with k = t + 1, inner(warmup_end) * (k - warmup_start) / (warmup_end - warmup_start)
    until `warmup_end`, then inner(k).
    Source: olmo/optim.py, 0.6.0.
    """
    if warmup_end <= warmup_start:
        return Constant(0.0).then(inner, at=warmup_start - 1, restart=False)
    top = float(inner(warmup_end - 1))
    warmup = Shift(Ramp(0.0, top, warmup_end - warmup_start), 1 - warmup_start)
    return warmup.then(inner, at=warmup_end - 1, restart=False)
