"""Schedulers without a warmup: a linear, exponential, polynomial or cosine decay, restarts."""

from __future__ import annotations

from lrplot.catalogue import schedule
from lrplot.parameters import EndRatio, Exponent, Growth, Pace, StartRatio
from lrplot.pieces import (
    LINEAR,
    Cosine,
    Decay,
    Geometric,
    Interpolant,
    Polynomial,
    Ramp,
    Schedule,
    WholeStepCycles,
)
from lrplot.schedules.composer.restarts import Restarts
from lrplot.schedules.composer.times import DecayEnd, Period, Run, Timescale, trained


def _ramp(
    run: Run, t_max: str, alpha_i: float, alpha_f: float, interpolant: Interpolant
) -> Schedule:
    """Return a ramp from one multiple of the rate to another."""
    length, unit = run.length("t_max", t_max)
    return run.paced(Ramp(alpha_i * run.lr, alpha_f * run.lr, length, interpolant), unit)


@schedule
@trained
def LinearScheduler(
    run: Run, alpha_i: StartRatio = 1.0, alpha_f: EndRatio = 0.0, t_max: DecayEnd = "1dur"
) -> Schedule:
    """A line from `alpha_i` to `alpha_f` times the optimizer's rate, then level.

    Differs: update n has the rate of time n - 1, update 0 that of time 0: the Trainer steps a
    scheduler before it counts the batch. It goes down by default, where torch's LinearLR goes up.
    Example: max_duration=1000ba
    Formula: lr * (alpha_i + (alpha_f - alpha_i) * min(1, t / t_max)).
    Source: composer/optim/scheduler.py, 0.32.1.
    """
    return _ramp(run, t_max, alpha_i, alpha_f, LINEAR)


@schedule
@trained
def ExponentialScheduler(run: Run, gamma: Growth, decay_period: Timescale = "1ep") -> Schedule:
    """An exponential decay: `gamma` is what is left after each `decay_period`.

    Differs: update n has the rate of time n - 1, update 0 that of time 0: the Trainer steps a
    scheduler before it counts the batch. It falls with every batch, not in steps of a period.
    Example: batches_per_epoch=1000
    Formula: lr * gamma ** (t / decay_period).
    Source: composer/optim/scheduler.py, 0.32.1.
    """
    period, unit = run.length("decay_period", decay_period)
    return run.paced(Decay(run.lr, Geometric(gamma), period), unit)


@schedule
@trained
def CosineAnnealingScheduler(
    run: Run, t_max: DecayEnd = "1dur", alpha_f: EndRatio = 0.0
) -> Schedule:
    """Half a cosine down to `alpha_f` times the optimizer's rate at `t_max`, then level.

    Differs: update n has the rate of time n - 1, update 0 that of time 0: the Trainer steps a
    scheduler before it counts the batch. It stays at its end, where torch's CosineAnnealingLR
    rises again.
    Example: max_duration=1000ba
    Formula: lr * (alpha_f + (1 - alpha_f) * (1 + cos(pi * u)) / 2), u = min(1, t / t_max).
    Source: composer/optim/scheduler.py, 0.32.1.
    """
    return _ramp(run, t_max, 1.0, alpha_f, Cosine())


@schedule
@trained
def CosineAnnealingWarmRestartsScheduler(
    run: Run, t_0: Period, t_mult: Pace = 1.0, alpha_f: EndRatio = 0.0
) -> Schedule:
    """Half cosines down to `alpha_f` times the rate, each `t_mult` times as long as the last.

    Keywords: SGDR, warm restarts.
    Differs: update n has the rate of time n - 1, update 0 that of time 0: the Trainer steps a
    scheduler before it counts the batch. Each length is cut to a whole number, so that a short
    cycle may not grow at all: int(1.5 * 1) is 1. Cycles that shrink come to a length of 0, where
    Composer raises an error; from that step on there is no rate here. The lowest rate is never
    reached: the restart comes in the step that would have it.
    Formula: lr * (alpha_f + (1 - alpha_f) * (1 + cos(pi * u)) / 2), u = (t - start of the cycle) /
    length; the next length is int(t_mult * length).
    Source: composer/optim/scheduler.py, 0.32.1.
    """
    first, unit = run.length("t_0", t_0)
    cycles = WholeStepCycles(int(first), t_mult)
    return run.paced(Restarts(run.lr, alpha_f * run.lr, cycles), unit)


@schedule
@trained
def PolynomialScheduler(
    run: Run, power: Exponent, t_max: DecayEnd = "1dur", alpha_f: EndRatio = 0.0
) -> Schedule:
    """A polynomial way down to `alpha_f` times the optimizer's rate at `t_max`, then level.

    Differs: update n has the rate of time n - 1, update 0 that of time 0: the Trainer steps a
    scheduler before it counts the batch. With a `power` of 0 the rate stays at its start.
    Example: max_duration=1000ba
    Formula: lr * (alpha_f + (1 - alpha_f) * (1 - min(1, t / t_max)) ** power).
    Source: composer/optim/scheduler.py, 0.32.1.
    """
    return _ramp(run, t_max, 1.0, alpha_f, Polynomial(power))
