"""Lines through given rates, and schedulers that hold other schedulers."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from lrplot.catalogue import LrplotError, NestedSchedule, NestedSchedules, schedule
from lrplot.parameters import At, Numbers, Pairs, Peak, Rate, Start, Unused, WarmupCount, like
from lrplot.pieces import Constant, Ramp, Schedule, Shift

Short = Annotated[int, like(WarmupCount, low=2, sample=100)]
_whole = like(At, low=0, whole=True, sample=10)
Milestones = Annotated[
    tuple[tuple[float, float], ...],
    Pairs(
        "milestones",
        "the rates at some steps",
        _whole,
        like(Rate, sample=1.0),
        ((0, 0.0), (100, 0.1), (1000, 0.0)),
    ),
]
Durations = Annotated[
    tuple[float, ...],
    Numbers("durations", "how long each scheduler but the last one lasts", _whole, (100,)),
]


@schedule
def PiecewiseLinear(
    optimizer: Unused,
    param_name: Unused,
    milestones_values: Milestones,
    save_history: Unused = False,
    param_group_index: Unused = None,
) -> Schedule:
    """Lines between given rates at given steps; level before the first and after the last.

    Differs: of two rates at one step the second counts. The optimizer's own rate plays no part.
    Formula: v0 + (v1 - v0) * (t - m0) / (m1 - m0) between milestones m0 and m1.
    Source: ignite/handlers/param_scheduler.py, 0.5.5.
    """
    if not milestones_values:
        raise LrplotError("milestones_values must have at least one pair")
    (at, value), *_ = milestones_values
    curve: Schedule = Constant(value)
    for (start, before), (stop, after) in pairwise(milestones_values):
        if stop < start:
            raise LrplotError("milestones_values: the steps must not go down")
        curve = curve.then(Ramp(before, after, stop - start), at=start - at)
    return Shift(curve, -at) if at else curve


@schedule
def ConcatScheduler(
    schedulers: NestedSchedules, durations: Durations, save_history: Unused = False
) -> Schedule:
    """One scheduler after another, each from its own beginning, for as long as `durations` say.

    Differs: `durations` are lengths, not steps. A first duration of 0 skips the first scheduler;
    a later one of 0 makes its scheduler last for ever.
    Formula: the scheduler i at t - (durations[0] + … + durations[i - 1]).
    Source: ignite/handlers/param_scheduler.py, 0.5.5.
    """
    if len(schedulers) < 2 or len(durations) != len(schedulers) - 1:
        raise LrplotError("two schedulers or more are wanted, and one duration for each joint")
    curve, joint = schedulers[0], 0.0
    for number, (duration, after) in enumerate(zip(durations, schedulers[1:], strict=True)):
        if number and not duration:
            break
        joint += duration
        curve = curve.then(after, joint)
    return curve


@schedule
def LRScheduler(
    lr_scheduler: NestedSchedule, save_history: Unused = False, use_legacy: Unused = False
) -> Schedule:
    """A scheduler of torch's, as it is.

    Differs: drawn is what use_legacy=True gives, attached to ITERATION_COMPLETED, and what
    schedulers of torch's that compute their rate anew give without. Those of torch 2.13 that
    multiply the current rate take their first step too often without it: ExponentialLR and
    CosineAnnealingWarmRestarts are one step ahead, LinearLR, ConstantLR and PolynomialLR have
    their first factor twice, in all their rates. SequentialLR fails.
    Formula: that of the scheduler.
    Source: ignite/handlers/param_scheduler.py, 0.5.5.
    """
    return lr_scheduler


@schedule
def create_lr_scheduler_with_warmup(
    lr_scheduler: NestedSchedule,
    warmup_start_value: Start,
    warmup_duration: Short,
    warmup_end_value: Peak | None = None,
    save_history: Unused = False,
    output_simulated_values: Unused = None,
) -> Schedule:
    """A line up to the first rate of a scheduler, and that scheduler after it.

    Differs: the line ends at update warmup_duration - 1, where the scheduler begins. With another
    `warmup_end_value` than its first rate it begins one update later. Without one the line ends
    at the scheduler's first rate; ignite ends it at the optimizer's rate, which is the same for
    schedulers of torch's.
    Formula: start + (end - start) * t / (warmup_duration - 1), then the scheduler from its step 0.
    Source: ignite/handlers/param_scheduler.py, 0.5.5.
    """
    first = float(lr_scheduler(0.0))
    end = first if warmup_end_value is None else warmup_end_value
    line = Ramp(warmup_start_value, end, warmup_duration - 1)
    return line.then(lr_scheduler, at=warmup_duration - (end == first))
