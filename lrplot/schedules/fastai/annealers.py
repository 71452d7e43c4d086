"""Schedules as functions of the fraction of training done, alone and one after another."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import NestedSchedules, schedule
from lrplot.parameters import (
    End,
    Exponent,
    Fraction,
    Numbers,
    Peak,
    Rate,
    Start,
    Total,
    Unused,
    like,
)
from lrplot.pieces import LINEAR, Constant, Cosine, Interpolant, Power, Ramp, Schedule, progress
from lrplot.schedules.fastai import combined, cosines, exponential, over

Parts = Annotated[
    tuple[float, ...],
    Numbers(
        "fractions",
        "the part of the training that each schedule takes; their sum is 1",
        like(Fraction),
        (0.3, 0.7),
    ),
]


def _annealed(start: float, end: float, total: float, interpolant: Interpolant) -> Schedule:
    return over(Ramp(start, end, 1.0, interpolant), total)


@schedule
def SchedNo(start: Rate, end: Unused, total: Total = 40_000.0) -> Schedule:
    """The rate `start` all the time.

    Where: start: the rate, at every step.
    Formula: start
    Source: fastai/callback/schedule.py, 2.8.12.
    """
    return over(Constant(start), total)


@schedule
def SchedLin(start: Start, end: End, total: Total = 40_000.0) -> Schedule:
    """A line from `start` to `end`.

    Differs: `end` is never reached: the last update is one before it.
    Formula: start + pos * (end - start), pos = t / total
    Source: fastai/callback/schedule.py, 2.8.12.
    """
    return _annealed(start, end, total, LINEAR)


@schedule
def SchedCos(start: Start, end: End, total: Total = 40_000.0) -> Schedule:
    """Half a cosine from `start` to `end`.

    Keywords: cosine annealing, cosine decay.
    Differs: `end` is never reached: the last update is one before it.
    Formula: start + (end - start) * (1 - cos(pi * pos)) / 2, pos = t / total
    Source: fastai/callback/schedule.py, 2.8.12.
    """
    return _annealed(start, end, total, Cosine())


@schedule
def SchedExp(start: Start, end: End, total: Total = 40_000.0) -> Schedule:
    """From `start` to `end`, every update by the same factor.

    Keywords: exponential decay.
    Differs: `start` must not be 0, which fastai divides by; to an `end` of 0 the rate is 0 from
    the second update on.
    Formula: start * (end / start) ** pos, pos = t / total
    Source: fastai/callback/schedule.py, 2.8.12.
    """
    return over(exponential(start, end), total)


@schedule
def SchedPoly(start: Start, end: End, power: Exponent, total: Total = 40_000.0) -> Schedule:
    """From `start` to `end`, as a power of the fraction done.

    Keywords: polynomial.
    Differs: downwards this is no polynomial decay of other frameworks: it is a power of what is
    done, not of what is left.
    Formula: start + (end - start) * pos ** power, pos = t / total
    Source: fastai/callback/schedule.py, 2.8.12.
    """
    return _annealed(start, end, total, Power(power))


@schedule
def combine_scheds(pcts: Parts, scheds: NestedSchedules, total: Total = 40_000.0) -> Schedule:
    """One schedule after another, each running in full in its part of the training.

    Differs: `pcts` must have exactly the sum 1 in floating point: [0.7, 0.2, 0.1] has not, and
    fastai refuses it. Positions are float32 numbers, which shows in the 7th digit. A schedule of
    steps, of another framework, is looked at on the same fraction of `total`.
    Formula: scheds[i]((pos - start[i]) / pcts[i]), pos = t / total, start[i] the sum of pcts
    before
    Source: fastai/callback/schedule.py, 2.8.12.
    """
    return over(combined(pcts, tuple(progress(part, total) for part in scheds)), total)


@schedule
def combined_cos(
    pct: Fraction, start: Start, middle: Peak, end: End, total: Total = 40_000.0
) -> Schedule:
    """Half a cosine from `start` to `middle` for `pct` of the training, then one to `end`.

    Where: pct: the part of the training that the first half cosine takes.
    Differs: `end` is never reached: the last update is one before it. Positions are float32
    numbers, which shows in the 7th digit.
    Formula: a + (b - a) * (1 - cos(pi * u)) / 2, u = pos / pct or (pos - pct) / (1 - pct)
    Source: fastai/callback/schedule.py, 2.8.12.
    """
    return over(cosines(pct, start, middle, end), total)
