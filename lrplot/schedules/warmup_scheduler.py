"""warmup_scheduler of PyPI: ildoonet's gradual warmup before a scheduler of torch's."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import Factor, Nested, Optimizer, WarmupCount, like
from lrplot.pieces import Annealing, Chain, KnownUntil, Ramp, Schedule, Sets, Stage, Update

FRAMEWORK = Framework(paths=("warmup_scheduler",))

Multiplier = Annotated[float, like(Factor, low=1.0, sample=1.0)]
Period = Annotated[int, like(WarmupCount, low=1, sample=5)]
After = Annotated[Schedule | None, Nested("schedule", "the scheduler after the warmup")]


@schedule
def GradualWarmupScheduler(
    optimizer: Optimizer,
    multiplier: Multiplier,
    total_epoch: Period,
    after_scheduler: After = None,
) -> Schedule:
    """A line up to `multiplier` times the rate, then a scheduler of torch's.

    Differs: with a `multiplier` of 1 the line begins at 0, with another at the optimizer's rate.
    The scheduler begins a step after the line has ended, from the rate that it finds there, and
    does not know its first step as such: ExponentialLR is a step ahead, CosineAnnealingLR starts
    above that rate.
    Keywords: gradual warmup, ildoonet.
    Where: total_epoch: how many steps the line takes.
    Example: multiplier=1, after_scheduler=CosineAnnealingLR(optimizer, 100)
    Formula: rate * t / total_epoch, or rate * (1 + (multiplier - 1) * t / total_epoch), up to
        total_epoch; then after_scheduler at t - total_epoch - 1.
    Source: warmup_scheduler/scheduler.py, 0.3.
    """
    peak = optimizer * multiplier
    up = Ramp(0.0 if multiplier == 1 else optimizer, peak, total_epoch)
    if after_scheduler is None:
        return up
    begin = total_epoch + 1.0
    then = Stage(_after(after_scheduler, peak, multiplier == 1), begin, late=True)
    return Chain(0.0, (Stage(Sets(up), end=begin), then))


def _after(scheduler: Schedule, peak: float, same: bool) -> Update:
    """Return what a scheduler does once it is given the rate `peak` for the optimizer's own."""
    if isinstance(scheduler, KnownUntil):
        raise LrplotError("after_scheduler: ReduceLROnPlateau, which wants a metric, is not read")
    if isinstance(scheduler, Chain) and (scheduler.nested or len(scheduler.stages) > 1):
        raise LrplotError("after_scheduler: must be a scheduler that holds no others")
    update = scheduler.stages[0].update if isinstance(scheduler, Chain) else Sets(scheduler)
    if isinstance(update, Annealing):
        return replace(update, base=peak)
    if isinstance(update, Sets) and (update.base != "given" or not same):
        raise LrplotError(
            "after_scheduler: one that sets the rate outright is read beside multiplier=1 alone, "
            "OneCycleLR and CyclicLR not at all"
        )
    return update
