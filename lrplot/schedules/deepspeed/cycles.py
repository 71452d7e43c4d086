"""One cycle, or part of it for ever: OneCycle and the test of a range of rates."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import companion, schedule
from lrplot.parameters import (
    CycleMomentum,
    Length,
    Momentum,
    Number,
    Pace,
    Peak,
    Rate,
    Staircase,
    Start,
    Unused,
)
from lrplot.pieces import (
    Constant,
    Decay,
    InverseTime,
    Line,
    PiecewiseConstant,
    Ramp,
    Schedule,
    Stairs,
)

Width = Annotated[
    int,
    Number("width", "how many steps it lasts", low=1, whole=True, meta="STEPS", sample=2000),
]
Second = Annotated[
    int,
    Number("width", "how many steps it lasts", low=0, whole=True, meta="STEPS", sample=2000),
]
Stair = Annotated[
    int,
    Number("stairs", "in how many stairs; 0 is none", low=0, high=10_000, whole=True, sample=4),
]
Slope = Annotated[float, Number("slope", "how much of the start is added every step size", low=0.0)]


def _stairs(start: float, stop: float, steps: int, count: int, closed: bool) -> Schedule:
    """Return a half cycle in equal stairs; `closed`: a stair's last step is the one on its edge."""
    if not count or not steps:
        return Ramp(start, stop, steps)
    edges = range(count) if closed else range(1, count + 1)
    values = tuple(start + (stop - start) * (stair / count) for stair in range(count + 1))
    # multiplied first: an edge on a whole step is that step, without rounding
    return PiecewiseConstant(tuple(edge * steps / count for edge in edges), values, closed)


@schedule
def OneCycle(
    optimizer: Unused,
    cycle_min_lr: Rate,
    cycle_max_lr: Peak,
    decay_lr_rate: Pace = 0.0,
    cycle_first_step_size: Width = 2000,
    cycle_second_step_size: Second | None = None,
    cycle_first_stair_count: Stair = 0,
    cycle_second_stair_count: Stair | None = None,
    decay_step_size: Length = 0.0,
    cycle_momentum: CycleMomentum = True,
    cycle_min_mom: Momentum = 0.8,
    cycle_max_mom: Momentum = 0.9,
    decay_mom_rate: Momentum = 0.0,
    last_batch_iteration: Unused = -1,
) -> Schedule:
    """One triangle from `cycle_min_lr` to `cycle_max_lr` and back, then an inverse time decay.

    Keywords: 1cycle, super-convergence.
    Where: cycle_min_lr: the rate that the cycle starts from and comes back to;
    cycle_first_step_size: how many steps the rate rises for; cycle_second_step_size: how many steps
    it falls for, as many as it rises for if not given; cycle_first_stair_count: in how many stairs
    it rises, 0 is none; cycle_second_stair_count: in how many stairs it falls, as many as it rises
    in if not given; decay_step_size: how many steps `decay_lr_rate` is for, 0 is no decay.
    Differs: after the cycle the rate falls from `cycle_min_lr`, and only if both
    `decay_lr_rate` and `decay_step_size` are above 0. The stairs down leave the peak at once:
    each stair ends on its edge. With a `cycle_second_step_size` of 0 the peak is never reached:
    its step is back at the minimum. The optimizer's own rate plays no part.
    Example: cycle_min_lr=0.0001
    Formula: min + (max - min) * u, u from 0 to 1 in cycle_first_step_size and back to 0 in
    cycle_second_step_size, in stairs floor(u * count) / count on the way up; after the cycle min /
    (1 + decay_lr_rate * x / decay_step_size), x the steps since its end.
    Source: deepspeed/runtime/lr_schedules.py, 0.19.8; arXiv:1803.09820.
    """
    first, second = _halves(cycle_first_step_size, cycle_second_step_size)
    stairs = cycle_first_stair_count, cycle_second_stair_count
    cycle = _cycle(cycle_min_lr, cycle_max_lr, first, second, *stairs)
    if decay_lr_rate == 0 or decay_step_size == 0:
        return cycle
    decay = Decay(cycle_min_lr, InverseTime(decay_lr_rate), decay_step_size)
    return cycle.then(decay, at=first + second)


@companion(OneCycle, "beta1")
def _beta1(
    cycle_first_step_size: int,
    cycle_second_step_size: int | None,
    cycle_first_stair_count: int,
    cycle_second_stair_count: int | None,
    decay_step_size: float,
    cycle_momentum: bool,
    cycle_min_mom: float,
    cycle_max_mom: float,
    decay_mom_rate: float,
    kind: str | None,
) -> Schedule | None:
    """From `cycle_max_mom` to `cycle_min_mom` and back, then up by `decay_mom_rate`.

    The first update has `cycle_min_mom`. An optimizer without betas is left as it is.
    """
    if not cycle_momentum or kind not in (None, "beta1"):
        return None
    first, second = _halves(cycle_first_step_size, cycle_second_step_size)
    stairs = cycle_first_stair_count, cycle_second_stair_count
    cycle = _cycle(cycle_max_mom, cycle_min_mom, first, second, *stairs)
    if decay_mom_rate and decay_step_size:
        rise = Decay(cycle_max_mom, Line(decay_mom_rate), decay_step_size)
        cycle = cycle.then(rise, at=first + second)
    return Constant(cycle_min_mom).then(cycle, at=1, restart=False)


def _halves(first: int, second: int | None) -> tuple[int, int]:
    return first, first if second is None else second


def _cycle(
    start: float, top: float, first: int, second: int, stairs: int, later: int | None
) -> Schedule:
    """Return the way from the first of two levels to the second, and back."""
    up = _stairs(start, top, first, stairs, closed=False)
    down = _stairs(top, start, second, stairs if later is None else later, closed=True)
    return up.then(down, at=first)


@schedule
def LRRangeTest(
    optimizer: Unused,
    lr_range_test_min_lr: Start = 1e-3,
    lr_range_test_step_size: Width = 2000,
    lr_range_test_step_rate: Slope = 1.0,
    lr_range_test_staircase: Staircase = False,
    last_batch_iteration: Unused = -1,
) -> Schedule:
    """A line that rises without end, smoothly or in stairs, to find the rate that is too high.

    Keywords: learning rate finder.
    Where: lr_range_test_step_size: how many steps a stair lasts.
    Differs: `lr_range_test_step_rate` is a multiple of the first rate, added every
    `lr_range_test_step_size`. The optimizer's own rate plays no part.
    Formula: min_lr * (1 + step_rate * t / step_size), t / step_size rounded down for stairs.
    Source: deepspeed/runtime/lr_schedules.py, 0.19.8; arXiv:1803.09820.
    """
    line = Decay(lr_range_test_min_lr, Line(lr_range_test_step_rate), lr_range_test_step_size)
    return Stairs(line, lr_range_test_step_size) if lr_range_test_staircase else line
