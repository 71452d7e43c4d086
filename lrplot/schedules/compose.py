"""Pieces to make a schedule of your own from: levels and ramps, joined, repeated, bounded.

then([ramp(0, 0.001, 2k), hold(0.001, 20k), ramp(0.001, 0, 8k, shape='cosine')])
"""

from __future__ import annotations

import functools
import itertools
import math
from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, NestedSchedule, NestedSchedules, schedule
from lrplot.parameters import Boundaries, Choice, Factor, Length, Period, Rate, Stretch, Times
from lrplot.pieces import (
    LINEAR,
    Constant,
    Cosine,
    Interpolant,
    Maximum,
    Minimum,
    Power,
    Product,
    Ramp,
    Repeat,
    Schedule,
    Shift,
    Stairs,
    Sum,
)

FRAMEWORK = Framework()


# a square sets out flat and a root sets out steep, up or down
SHAPES: dict[str, Interpolant] = {
    "linear": LINEAR,
    "cosine": Cosine(),
    "sqrt": Power(0.5),
    "square": Power(2.0),
}

Shape = Annotated[str, Choice("shape", "the way from start to end", tuple(SHAPES))]


@schedule
def hold(value: Rate, length: Length = 0.0) -> Schedule:
    """The same rate; in `then`, for `length` steps.

    Where: value: the rate; length: how many steps it lasts, in `then`.
    """
    return Constant(value, length)


@schedule
def ramp(start: Rate, end: Rate, length: Length, shape: Shape = "linear") -> Schedule:
    """From `start` to `end` in `length` steps, then level.

    Where: start: the rate that it starts from; end: the rate that it ends at.
    Example: start=0
    Formula: start + (end - start) * g(u), u = t / length from 0 to 1; g is u,
    (1 - cos(pi * u)) / 2, sqrt(u) (downwards, the "1-sqrt" cooldown) or u * u.
    """
    return Ramp(start, end, length, SHAPES[shape])


@schedule
def then(parts: NestedSchedules, at: Boundaries = ()) -> Schedule:
    """One part after the other, each on a clock that starts with it.

    A part lasts until nothing happens in it any more, or until the step that `at` names:
    one step for each joint.

    Keywords: join, concatenate.
    """
    if at and len(at) != len(parts) - 1:
        raise LrplotError(
            f"at: {len(parts)} parts have {len(parts) - 1} joints, but {len(at)} steps are given"
        )
    curve, joint = parts[0], 0.0
    for number, (before, after) in enumerate(itertools.pairwise(parts), start=1):
        if at and at[number - 1] < joint:
            raise LrplotError("at: the steps must increase")
        joint = at[number - 1] if at else joint + before.end
        if math.isinf(joint):
            raise LrplotError(f"part {number} never ends; say in `at` where the next one starts")
        curve = curve.then(after, joint)
    return curve


@schedule
def repeat(
    of: NestedSchedule,
    period: Period | None = None,
    times: Times | None = None,
    stretch: Stretch = 1.0,
    fade: Factor = 1.0,
) -> Schedule:
    """A schedule again and again from its start: every `period` steps, or when it has ended.

    Each cycle is `stretch` times as long and `fade` times as high as the last.

    Where: times: how many times it is run; fade: how high each cycle is beside the last.
    """
    length = of.end if period is None else period
    if not 0 < length < math.inf:
        raise LrplotError("period must be given for a schedule that has no end")
    return Repeat(of, length, stretch, fade, math.inf if times is None else times)


@schedule
def floor(of: NestedSchedule, value: Rate) -> Schedule:
    """A schedule that never falls below `value`.

    Where: value: the lowest rate.
    Example: value=0.0002
    """
    return Maximum(of, Constant(value))


@schedule
def ceiling(of: NestedSchedule, value: Rate) -> Schedule:
    """A schedule that never rises above `value`.

    Where: value: the highest rate.
    Example: value=0.0008
    """
    return Minimum(of, Constant(value))


@schedule
def scale(of: NestedSchedule, factor: Factor) -> Schedule:
    """A schedule times a factor."""
    return of * Constant(factor)


@schedule
def stairs(of: NestedSchedule, width: Period) -> Schedule:
    """A schedule looked at every `width` steps, an epoch for instance, and kept in between."""
    return Stairs(of, width)


@schedule
def skip(of: NestedSchedule, length: Length) -> Schedule:
    """A schedule from its step `length` on, as after a resumed run.

    Where: length: how many steps are left out at its beginning.
    Example: length=1000
    """
    return Shift(of, length)


@schedule
def plus(parts: NestedSchedules) -> Schedule:
    """The sum of several schedules."""
    return functools.reduce(Sum, parts)


@schedule
def times(parts: NestedSchedules) -> Schedule:
    """The product of several schedules."""
    return functools.reduce(Product, parts)
