"""Schedulers that lower the rate once: steps, and decays of many shapes."""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Boundaries,
    DecayLength,
    End,
    Exponent,
    Factor,
    Fraction,
    ModelSize,
    Pace,
    Peak,
    PeriodCount,
    Rates,
    Scale,
    Switch,
    Unused,
    Verbose,
    WarmupLength,
    like,
)
from lrplot.pieces import (
    CycleStretch,
    Decay,
    Geometric,
    InversePower,
    InverseTime,
    PiecewiseConstant,
    Polynomial,
    Ramp,
    Schedule,
    Stairs,
    warmed,
)

DecayCount = Annotated[int, like(DecayLength, low=1, above=False, whole=True)]


@schedule
def NoamDecay(
    d_model: ModelSize,
    warmup_steps: WarmupLength,
    learning_rate: Scale = 1.0,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """A linear warmup, then the inverse square root of the step.

    Keywords: inverse square root, rsqrt, Transformer schedule.
    Differs: the rate at step 0 is 0; many others count from 1.
    Formula: learning_rate * d_model ** -0.5 * min(t ** -0.5, t * warmup_steps ** -1.5).
    Source: paddle/optimizer/lr.py, 3.3.1; arXiv:1706.03762.
    """
    level = learning_rate * d_model**-0.5
    fall = Decay(level, InversePower(0.5))
    return warmed(warmup_steps, level * warmup_steps**-0.5, fall, restart=False)


@schedule
def PiecewiseDecay(
    boundaries: Boundaries,
    values: Rates,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """A value between each two boundaries; a boundary is the first step of its new value.

    Keywords: step decay.
    Differs: Keras changes one step later. Of more values than are needed the last is taken; a
    boundary that does not lie beyond those before it is skipped with its value.
    Formula: values[how many boundaries are <= t].
    Source: paddle/optimizer/lr.py, 3.3.1.
    """
    if boundaries and len(values) <= len(boundaries):
        raise LrplotError(
            f"values must be more than boundaries: {len(boundaries)} boundaries want at least "
            f"{len(boundaries) + 1} values, not {len(values)}"
        )
    return table(boundaries, values)


@schedule
def NaturalExpDecay(
    learning_rate: Peak, gamma: Pace, last_epoch: Unused = -1, verbose: Verbose = False
) -> Schedule:
    """An exponential decay to the base e.

    Formula: learning_rate * exp(-gamma * t).
    Source: paddle/optimizer/lr.py, 3.3.1.
    """
    if gamma == 0:
        raise LrplotError("gamma must be above 0")
    return Decay(learning_rate, Geometric(math.exp(-1.0)), 1.0 / gamma)


@schedule
def InverseTimeDecay(
    learning_rate: Peak, gamma: Pace, last_epoch: Unused = -1, verbose: Verbose = False
) -> Schedule:
    """The inverse of a line of the step.

    Differs: there are no decay steps, as Keras has them.
    Formula: learning_rate / (1 + gamma * t).
    Source: paddle/optimizer/lr.py, 3.3.1.
    """
    return Decay(learning_rate, InverseTime(gamma))


@schedule
def PolynomialDecay(
    learning_rate: Peak,
    decay_steps: DecayCount,
    end_lr: End = 0.0001,
    power: Exponent = 1.0,
    cycle: Switch = False,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """A polynomial decay to `end_lr` in `decay_steps`, then level, or with `cycle` anew.

    Where: cycle: whether it starts anew, longer, each time it has ended.
    Differs: with `cycle` it does not start anew: each time, the decay steps are drawn out to
    the next multiple of themselves.
    Formula: end_lr + (learning_rate - end_lr) * (1 - min(1, t / decay_steps)) ** power; with
    cycle, (1 - t / d) ** power, d = decay_steps * max(1, ceil(t / decay_steps)).
    Source: paddle/optimizer/lr.py, 3.3.1.
    """
    if power == 0:
        raise LrplotError("power must be above 0")
    decay = Ramp(learning_rate, end_lr, decay_steps, Polynomial(power))
    return CycleStretch(decay, decay_steps) if cycle else decay


@schedule
def ExponentialDecay(
    learning_rate: Peak, gamma: Factor, last_epoch: Unused = -1, verbose: Verbose = False
) -> Schedule:
    """The rate times `gamma` every step.

    Formula: learning_rate * gamma ** t.
    Source: paddle/optimizer/lr.py, 3.3.1.
    """
    if not 0 < gamma < 1:
        raise LrplotError("gamma must be above 0 and below 1")
    return Decay(learning_rate, Geometric(gamma))


@schedule
def MultiStepDecay(
    learning_rate: Peak,
    milestones: Boundaries,
    gamma: Factor = 0.1,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """The rate times `gamma` at each of `milestones`.

    Keywords: step decay.
    Formula: learning_rate * gamma ** (how many milestones are <= t).
    Source: paddle/optimizer/lr.py, 3.3.1.
    """
    if list(milestones) != sorted(set(milestones)):
        raise LrplotError("milestones must go up")
    _falls(gamma)
    levels = (learning_rate * gamma**count for count in range(len(milestones) + 1))
    return PiecewiseConstant(milestones, tuple(levels))


@schedule
def StepDecay(
    learning_rate: Peak,
    step_size: PeriodCount,
    gamma: Factor = 0.1,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """The rate times `gamma` every `step_size` steps.

    Formula: learning_rate * gamma ** floor(t / step_size).
    Source: paddle/optimizer/lr.py, 3.3.1.
    """
    _falls(gamma)
    return Stairs(Decay(learning_rate, Geometric(gamma), step_size), step_size)


@schedule
def LinearLR(
    learning_rate: Peak,
    total_steps: DecayCount,
    start_factor: Fraction = 1.0 / 3,
    end_factor: Fraction = 1.0,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """From `start_factor` to `end_factor` times the rate in `total_steps`, then level.

    Where: start_factor: what the rate is multiplied by at the start; end_factor: what it is
    multiplied by at the end.
    Formula: learning_rate * (start_factor + (end_factor - start_factor) *
    min(1, t / total_steps)).
    Source: paddle/optimizer/lr.py, 3.3.1.
    """
    if start_factor == 0:
        raise LrplotError("start_factor must be above 0")
    return Ramp(learning_rate * start_factor, learning_rate * end_factor, total_steps)


def _falls(gamma: float) -> None:
    if gamma >= 1:
        raise LrplotError("gamma must be below 1")


def table(boundaries: tuple[float, ...], values: tuple[float, ...]) -> Schedule:
    """Return the values between the boundaries; one that is not beyond those before it is none."""
    if not boundaries:
        raise LrplotError("boundaries cannot be empty")
    kept = [
        number
        for number, boundary in enumerate(boundaries)
        if all(boundary > other for other in boundaries[:number])
    ]
    levels = [values[number] for number in kept]
    return PiecewiseConstant(tuple(boundaries[number] for number in kept), (*levels, values[-1]))
