"""A list of schedulers that act on one rate, as a config has it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from lrplot.catalogue import LrplotError, NestedSchedules, schedule
from lrplot.parameters import Number, Optimizer, Total
from lrplot.pieces import KnownUntil, Schedule
from lrplot.schedules.mmengine.clock import Clocked, EpochLength
from lrplot.schedules.mmengine.plateau import Plateau, together

Epochs = Annotated[
    int, Number("epochs", "how many epochs the training has", low=1, whole=True, sample=12)
]


@schedule
def param_scheduler(
    schedulers: NestedSchedules,
    optimizer: Optimizer,
    epoch_length: EpochLength | None = None,
    max_epochs: Epochs | None = None,
    max_iters: Total | None = None,
) -> Schedule:
    """A list of schedulers, each changing the rate that the others have left, in its own steps.

    Differs: where their steps overlap it is the product of the schedules only if all of them
    multiply; where there is a gap, the rate stays. What is not of the list but of the runner
    can be given too: `epoch_length` is how many iterations an epoch has, and must be given
    where some schedulers are by epoch and others are not, as a warmup by iteration often is;
    `max_epochs` and `max_iters` are the `end` of the schedulers that have none. Iterations are
    counted before the epoch that they end, and a metric is measured after it.
    Formula: rate[t] = step_n(t, ... step_1(t, rate[t - 1])).
    Source: mmengine/optim/scheduler/param_scheduler.py, hooks/param_scheduler_hook.py and
    runner/runner.py, 0.10.7.
    """
    if any(isinstance(one, KnownUntil) for one in schedulers):
        raise LrplotError(
            "schedulers: of those that follow a metric, only ReduceOnPlateauLR can stand in a list"
        )
    if max_iters is None and max_epochs and epoch_length:
        max_iters = max_epochs * epoch_length
    listed = [
        replace(one, clock=one.clock.within(max_epochs, max_iters))
        if isinstance(one, Clocked | Plateau)
        else one
        for one in schedulers
    ]
    return together(optimizer, listed, epoch_length)
