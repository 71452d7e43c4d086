"""Schedulers that lower or raise the rate once: steps, a constant, lines, polynomials."""

from __future__ import annotations

from lrplot.catalogue import schedule
from lrplot.parameters import (
    Boundaries,
    DecayEnd,
    End,
    Exponent,
    Factor,
    Fraction,
    Optimizer,
    Period,
    Unused,
    Verbose,
)
from lrplot.pieces import Schedule
from lrplot.schedules.mmengine import kinds
from lrplot.schedules.mmengine.clock import (
    ALWAYS,
    Begin,
    ByEpoch,
    Clock,
    Clocked,
    Converted,
    EpochLength,
    clocked,
)
from lrplot.schedules.mmengine.kinds import INF


@schedule
@clocked
def StepLR(
    optimizer: Optimizer,
    step_size: Period,
    gamma: Factor = 0.1,
    clock: Clock = ALWAYS,
) -> Schedule:
    """The rate times `gamma` every `step_size` steps.

    Keywords: step decay.
    Differs: the steps count from `begin`; from `end` on the rate stays.
    Formula: rate * gamma ** floor(s / step_size), s = t - begin.
    Source: mmengine/optim/scheduler/param_scheduler.py, 0.10.7.
    """
    return Clocked(optimizer, kinds.Step(step_size, gamma), clock)


@schedule
def MultiStepLR(
    optimizer: Optimizer,
    milestones: Boundaries,
    gamma: Factor = 0.1,
    last_step: Unused = -1,
    begin: Begin = 0.0,
    end: DecayEnd = INF,
    by_epoch: ByEpoch = True,
    verbose: Verbose = False,
    convert_to_iter_based: Converted = False,
    epoch_length: EpochLength | None = None,
) -> Schedule:
    """The rate times `gamma` at each of `milestones`.

    Keywords: step decay.
    Differs: the milestones count from `begin`, and one that is named twice counts twice.
    Formula: rate * gamma ** (how many milestones are <= s), s = t - begin.
    Source: mmengine/optim/scheduler/param_scheduler.py, 0.10.7.
    """
    clock = Clock(
        begin,
        end,
        by_epoch=by_epoch,
        convert_to_iter_based=convert_to_iter_based,
        epoch_length=epoch_length,
    )
    return Clocked(optimizer, kinds.MultiStep(milestones, gamma), clock)


@schedule
@clocked
def ConstantLR(
    optimizer: Optimizer,
    factor: Fraction = 1.0 / 3,
    clock: Clock = ALWAYS,
) -> Schedule:
    """The rate times `factor`, then the rate itself.

    Where: factor: what the rate is multiplied by at first.
    Differs: the rate is back one step before `end`. From `begin` to `end` being a single step,
    it stays at `factor`. A `factor` of 0 divides by zero, and is refused here.
    Example: end=5
    Formula: rate * factor for begin <= t < end - 1, else rate.
    Source: mmengine/optim/scheduler/param_scheduler.py, 0.10.7.
    """
    return Clocked(optimizer, kinds.Constant(factor), clock)


@schedule
@clocked
def LinearLR(
    optimizer: Optimizer,
    start_factor: Fraction = 1.0 / 3,
    end_factor: Fraction = 1.0,
    clock: Clock = ALWAYS,
) -> Schedule:
    """From `start_factor` to `end_factor` times the rate, in a line.

    Where: start_factor: what the rate is multiplied by at the start; end_factor: what it is
    multiplied by at the end.
    Differs: `end_factor` is reached one step before `end`. A `start_factor` of 0 divides by
    zero, and is refused here.
    Formula: rate * (start_factor + (end_factor - start_factor) * s / T), s = t - begin,
    T = end - begin - 1.
    Source: mmengine/optim/scheduler/param_scheduler.py, 0.10.7.
    """
    return Clocked(optimizer, kinds.Linear(start_factor, end_factor), clock)


@schedule
@clocked
def ExponentialLR(
    optimizer: Optimizer,
    gamma: Factor,
    clock: Clock = ALWAYS,
) -> Schedule:
    """The rate times `gamma` every step.

    Keywords: exponential decay.
    Differs: `gamma` is the same per iteration as per epoch: `convert_to_iter_based` leaves it.
    Formula: rate * gamma ** (t - begin).
    Source: mmengine/optim/scheduler/param_scheduler.py, 0.10.7.
    """
    return Clocked(optimizer, kinds.Exponential(gamma), clock)


@schedule
@clocked
def PolyLR(
    optimizer: Optimizer,
    eta_min: End = 0.0,
    power: Exponent = 1.0,
    clock: Clock = ALWAYS,
) -> Schedule:
    """From the rate to `eta_min`, along a polynomial.

    Keywords: polynomial decay.
    Differs: `eta_min` is reached one step before `end`.
    Formula: eta_min + (rate - eta_min) * (1 - s / T) ** power, s = t - begin,
    T = end - begin - 1.
    Source: mmengine/optim/scheduler/param_scheduler.py, 0.10.7.
    """
    return Clocked(optimizer, kinds.Poly(eta_min, power), clock)
