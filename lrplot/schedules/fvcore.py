"""fvcore: the parameter schedulers of `fvcore.common.param_scheduler`.

They know only the fraction of training done, `where`, and give a rate, or a factor for an
optimizer's (see detectron2's LRMultiplier). `max_iter` is lrplot's own: the number of updates
that `where` is a fraction of, where = t / max_iter. In a schedule around them that one's counts.
fvcore wants `where` below 1; from `max_iter` on, where some of its schedulers raise an error and
others go on, the rate stays here.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from lrplot.arithmetic.arrays import Array, np
from lrplot.cycles import Clock, Wave, progress
from lrplot.errors import LrplotError
from lrplot.kinds import Choice, Number
from lrplot.leaves import Falling, Hold, Table
from lrplot.lists import Numbers, Words
from lrplot.pieces import Schedule, Skip
from lrplot.registry import NestedList, schedule
from lrplot.roles import Boundaries, End, Exponent, Factor, Growth, Peak, Rate, Rates, Times, Total
from lrplot.shapes import Decay

PATHS = ("fvcore.common.param_scheduler",)

EARLY = 1e-6
"""By so much of the training fvcore lets every boundary act early (`WHERE_EPSILON`)."""

Updates = Annotated[
    float,
    Number(
        "updates",
        "of how many updates it is thought",
        low=0.0,
        above=True,
        meta="STEPS",
        sample=40_000,
    ),
]
Lengths = Annotated[
    tuple[float, ...],
    Numbers(
        "fractions",
        "the part of the training that each schedule takes; their sum is 1",
        Number("fraction", "a part of the whole, from 0 to 1", low=0.0, high=1.0, sample=0.5),
        (0.3, 0.7),
    ),
]
Scalings = Annotated[
    tuple[str, ...],
    Words(
        "scaling",
        "whether each schedule runs in full in its part, or on the clock of the whole",
        Choice("scaling", "in full, or on the clock of the whole", ("rescaled", "fixed")),
        ("rescaled", "rescaled"),
    ),
]


@dataclass(frozen=True)
class _Left:
    """(1 - x) ** power."""

    power: float

    def __call__(self, x: Array) -> Array:
        out: Array = np.maximum(1.0 - x, 0.0) ** self.power
        return out


def _over(of: Schedule, max_iter: float) -> Schedule:
    """Return a schedule over `where`, drawn over the updates."""
    return Clock(of, max_iter, limit=1.0)


def _table(boundaries: Sequence[float], values: tuple[float, ...], updates: float) -> Schedule:
    """Return levels over `where` that change at boundaries counted in updates."""
    # fvcore counts whole updates
    whole = tuple(float(math.ceil(boundary)) for boundary in boundaries)
    return Skip(Clock(Table(whole, values), units=updates), EARLY)


def _steps(values: tuple[float, ...]) -> Schedule:
    return _table(range(1, len(values)), values, len(values))


@schedule
def ConstantParamScheduler(value: Rate, max_iter: Total = 40_000.0) -> Schedule:
    """The same rate for all of the training.

    Formula: value
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    return _over(Hold(value), max_iter)


@schedule
def CosineParamScheduler(start_value: Peak, end_value: End, max_iter: Total = 40_000.0) -> Schedule:
    """Half a cosine from `start_value` to `end_value` over the whole training.

    Formula: end_value + (start_value - end_value) * (1 + cos(pi * where)) / 2
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221; arXiv:1608.03983.
    """
    return _over(Wave(start_value, end_value, 1.0), max_iter)


@schedule
def ExponentialParamScheduler(
    start_value: Peak, decay: Growth, max_iter: Total = 40_000.0
) -> Schedule:
    """A fall by the factor `decay` over the whole training, every update by the same part.

    Formula: start_value * decay ** where
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    return _over(Falling(start_value, Decay(decay)), max_iter)


@schedule
def LinearParamScheduler(start_value: Peak, end_value: End, max_iter: Total = 40_000.0) -> Schedule:
    """A line from `start_value` to `end_value` over the whole training, up or down.

    Formula: start_value * (1 - where) + end_value * where
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    return _over(Hold(end_value) + Falling(start_value - end_value, _Left(1.0)), max_iter)


@schedule
def MultiStepParamScheduler(
    values: Rates,
    num_updates: Updates | None = None,
    milestones: Boundaries = (),
    max_iter: Total | None = None,
) -> Schedule:
    """One of `values` after the other, changing at `milestones` out of `num_updates`.

    Differs: milestones are fractions of `num_updates`, not updates, if `max_iter` is another
    number; it is `num_updates` if not given. Without `num_updates` the last milestone is it,
    without `milestones` the parts are equally wide, rounded up. A milestone acts as soon as
    where + 1e-6 has come to it: with 1,000,000 updates or more that is one or more too early.
    Example: num_updates=40000
    Formula: values[number of milestones <= floor((where + 1e-6) * num_updates)]
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    count = len(values)
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
    return _over(_table(milestones, values, num_updates), total)


@schedule
def StepParamScheduler(
    num_updates: Updates, values: Rates, max_iter: Total | None = None
) -> Schedule:
    """One of `values` after the other, for equal parts of the training.

    Differs: `num_updates` does not matter to fvcore; here it is what `max_iter` is if not given.
    Formula: values[floor((where + 1e-6) * len(values))]
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    if not values:
        raise LrplotError("values must have at least one value, as fvcore asks")
    return _over(_steps(values), num_updates if max_iter is None else max_iter)


@schedule
def StepWithFixedGammaParamScheduler(
    base_value: Peak,
    num_decays: Times,
    gamma: Factor,
    num_updates: Times,
    max_iter: Total | None = None,
) -> Schedule:
    """A rate that is multiplied by `gamma` so many times, at equal distances.

    Differs: `num_updates` does not matter to fvcore; here it is what `max_iter` is if not given.
    Formula: base_value * gamma ** floor((where + 1e-6) * (num_decays + 1))
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    if not base_value or not gamma:
        raise LrplotError("base_value and gamma must be above 0, as fvcore asks")
    values = tuple(base_value * gamma**count for count in range(num_decays + 1))
    return _over(_steps(values), num_updates if max_iter is None else max_iter)


@schedule
def PolynomialDecayParamScheduler(
    base_value: Peak, power: Exponent, max_iter: Total = 40_000.0
) -> Schedule:
    """Down to 0 at the end of the training, as a power of what is left of it.

    Formula: base_value * (1 - where) ** power
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    return _over(Falling(base_value, _Left(power)), max_iter)


@schedule
def CompositeParamScheduler(
    schedulers: NestedList,
    lengths: Lengths,
    interval_scaling: Scalings,
    max_iter: Total = 40_000.0,
) -> Schedule:
    """One scheduler after another, each for its part of the training.

    Differs: a "rescaled" one runs from its start to its end in its part, a "fixed" one is where
    it would be if it had run all the time. Each begins 1e-6 of the training early. The last
    length is what the others leave. A schedule of steps, of another framework, is looked at on
    the same fraction of `max_iter`.
    Formula: schedulers[i](where), or of (where - start[i]) / lengths[i], i from the lengths
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    if len(schedulers) != len(lengths) or len(interval_scaling) < len(lengths):
        raise LrplotError("schedulers, lengths and interval_scaling must be equally many")
    if abs(sum(lengths) - 1.0) >= 1e-3:
        raise LrplotError("lengths must have the sum 1")
    last = lengths[-1] if sum(lengths) == 1 else 1.0 - sum(lengths[:-1])
    curve: Schedule = Hold(0.0)
    stop = 0.0
    for part, length, scaling in zip(
        schedulers, (*lengths[:-1], last), interval_scaling, strict=False
    ):
        of, joint, stop = progress(part, max_iter), stop, stop + length
        if scaling == "rescaled" and length:
            # the start as fvcore has it: the end, less the length
            of = Skip(Clock(of, length), length - stop)
        curve = curve.atop(of, joint - EARLY, closed=True) if joint else of
    return _over(curve, max_iter)
