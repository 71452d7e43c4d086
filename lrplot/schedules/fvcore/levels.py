"""Schedulers in steps: a few levels, one after another."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Boundaries,
    Factor,
    Peak,
    Rates,
    Times,
    Total,
    like,
)
from lrplot.pieces import PiecewiseConstant, Rescale, Schedule, Shift
from lrplot.schedules.fvcore.where import EARLY, over

Decays = Annotated[int, like(Times, "decays", "how many decays there are", low=0, high=10_000)]
Updates = Annotated[float, like(Total, "updates", "of how many updates it is thought")]


def _table(boundaries: Sequence[float], values: tuple[float, ...], updates: float) -> Schedule:
    """Return levels over `where` that change at boundaries counted in updates."""
    # fvcore counts whole updates
    whole = tuple(float(math.ceil(boundary)) for boundary in boundaries)
    return Shift(Rescale(PiecewiseConstant(whole, values), units=updates), EARLY)


def _steps(values: tuple[float, ...]) -> Schedule:
    return _table(range(1, len(values)), values, len(values))


@schedule
def MultiStepParamScheduler(
    values: Rates,
    num_updates: Updates | None = None,
    milestones: Boundaries = (),
    max_iter: Total | None = None,
) -> Schedule:
    """One of `values` after the other, changing at `milestones` out of `num_updates`.

    Keywords: step decay.
    Differs: milestones are fractions of `num_updates`, not updates, if `max_iter` is another
    number; it is `num_updates` if not given. Without `num_updates` the last milestone is it,
    without `milestones` the parts are equally wide, rounded up. A milestone acts as soon as
    where + 1e-6 has come to it: with 1,000,000 updates or more that is one or more too early.
    Example: num_updates=40000
    Formula: values[number of milestones <= floor((where + 1e-6) * num_updates)]
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    count = len(values)
    if not values:
        raise LrplotError("values must be a list of at least one number")
    if not milestones:
        if num_updates is None:
            raise LrplotError("num_updates or milestones must be given")
        width = math.ceil(num_updates / count)
        milestones = tuple(float(width * part) for part in range(1, count))
    elif num_updates is None:
        milestones, num_updates = milestones[:-1], milestones[-1]
    if len(milestones) != count - 1:
        raise LrplotError(f"milestones: {count} values do not want {len(milestones)} of them")
    if num_updates < count:
        raise LrplotError("num_updates must be at least the number of values, as fvcore asks")
    if any(before >= after for before, after in itertools.pairwise((0.0, *milestones))):
        raise LrplotError("milestones must go up, from above 0")
    if milestones and milestones[-1] >= num_updates:
        raise LrplotError("milestones must be below num_updates, as fvcore asks")
    total = num_updates if max_iter is None else max_iter
    return over(_table(milestones, values, num_updates), total)


@schedule
def StepParamScheduler(
    num_updates: Updates, values: Rates, max_iter: Total | None = None
) -> Schedule:
    """One of `values` after the other, for equal parts of the training.

    Keywords: step decay.
    Differs: `num_updates` does not matter to fvcore; here it is what `max_iter` is if not given.
    Formula: values[floor((where + 1e-6) * len(values))]
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    if not values:
        raise LrplotError("values must have at least one value, as fvcore asks")
    return over(_steps(values), num_updates if max_iter is None else max_iter)


@schedule
def StepWithFixedGammaParamScheduler(
    base_value: Peak,
    num_decays: Decays,
    gamma: Factor,
    num_updates: Times,
    max_iter: Total | None = None,
) -> Schedule:
    """A rate that is multiplied by `gamma` so many times, at equal distances.

    Keywords: step decay.
    Where: num_updates: how many updates there are in all.
    Differs: `num_updates` does not matter to fvcore; here it is what `max_iter` is if not given.
    Formula: base_value * gamma ** floor((where + 1e-6) * (num_decays + 1))
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    if not base_value or not gamma:
        raise LrplotError("base_value and gamma must be above 0, as fvcore asks")
    values = tuple(base_value * gamma**count for count in range(num_decays + 1))
    return over(_steps(values), num_updates if max_iter is None else max_iter)
