"""Schedulers with one constant rate or several, and what a list of schedulers comes to."""

from __future__ import annotations

from lrplot.catalogue import NestedSchedules, schedule
from lrplot.parameters import Factor, Optimizer
from lrplot.pieces import Constant, Decay, Geometric, PiecewiseConstant, Schedule, Stairs
from lrplot.schedules.composer.times import DecayEnd, Milestones, Period, Run, trained


def stepped(run: Run, milestones: tuple[str, ...], gamma: float) -> Schedule:
    """Return a rate that falls at each milestone, each on the clock of its own unit."""
    times = (run.time("milestones", milestone) for milestone in milestones)
    joints = tuple(sorted(run.steps(time) for time in times))
    return PiecewiseConstant(
        joints, tuple(run.lr * gamma**count for count in range(len(joints) + 1))
    )


@schedule
@trained
def StepScheduler(run: Run, step_size: Period, gamma: Factor = 0.1) -> Schedule:
    """A fall by the factor `gamma` every `step_size`.

    Keywords: step decay.
    Differs: update n has the rate of time n - 1, update 0 that of time 0: the Trainer steps a
    scheduler before it counts the batch.
    Formula: lr * gamma ** floor(t / step_size).
    Source: composer/optim/scheduler.py, 0.32.1.
    """
    size, unit = run.length("step_size", step_size)
    return run.paced(Stairs(Decay(run.lr, Geometric(gamma), size), size), unit)


@schedule
@trained
def MultiStepScheduler(run: Run, milestones: Milestones, gamma: Factor = 0.1) -> Schedule:
    """A fall by the factor `gamma` at each of the `milestones`.

    Keywords: step decay.
    Differs: update n has the rate of time n - 1, update 0 that of time 0: the Trainer steps a
    scheduler before it counts the batch. A milestone is the first step of the new rate. They may
    come in any order and in different units.
    Formula: lr * gamma ** (how many milestones are at most t).
    Source: composer/optim/scheduler.py, 0.32.1.
    """
    return stepped(run, milestones, gamma)


@schedule
@trained
def ConstantScheduler(run: Run, alpha: Factor = 1.0, t_max: DecayEnd = "1dur") -> Schedule:
    """`alpha` times the optimizer's rate until `t_max`; then the rate itself.

    Where: alpha: what the optimizer's rate is multiplied by.
    Differs: update n has the rate of time n - 1, update 0 that of time 0: the Trainer steps a
    scheduler before it counts the batch. From `t_max` on the factor is 1, not `alpha`.
    Example: max_duration=1000ba
    Formula: lr * alpha for t < t_max, then lr.
    Source: composer/optim/scheduler.py, 0.32.1.
    """
    end, unit = run.time("t_max", t_max)
    return run.paced(Constant(alpha * run.lr).then(Constant(run.lr), at=end), unit)


@schedule
def schedulers(schedulers: NestedSchedules, *, lr: Optimizer) -> Schedule:
    """Several schedulers that the Trainer is given in a list: the last one says the rate.

    Differs: Composer's documentation says that their effects multiply. Each becomes a LambdaLR
    of torch, though, which sets the rate anew from the one that the optimizer began with, so
    that the last one overwrites the others. `times([...])` draws a product.
    Formula: the last one's rate.
    Source: composer/trainer/trainer.py (_compile_schedulers), 0.32.1, with torch 2.13.
    """
    return schedulers[-1]
