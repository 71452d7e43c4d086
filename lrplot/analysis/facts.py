"""What there is to say of a schedule over some steps: telling rates, its peak, its mean."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lrplot.arithmetic.arrays import Array, np
from lrplot.arithmetic.steps import Range
from lrplot.pieces import Schedule
from lrplot.plots.sampling import peak, sample
from lrplot.specs.spec import Spec

MOST_SUMMED = 10_000_000
"""The most steps whose rates are all looked at."""

BLOCK = 1 << 18
"""Steps whose rates are looked at together."""

MOST_SHOWN = 6
"""The most breakpoints that are telling steps too."""


@dataclass(frozen=True)
class Point:
    """A step, the rate at it, and what is told of it."""

    step: int
    rate: float
    what: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What a schedule does from the first to the last of some steps."""

    steps: Range
    points: tuple[Point, ...]
    """The telling steps, in order."""
    peak: Point
    """The first step with the highest rate."""
    last: Point
    half: Point | None
    """The first step after the peak with at most half its rate, if one is known."""
    mean: float | None
    """The mean of the rates of all steps; None, if they are too many or their sum no number."""
    breakpoints: tuple[float, ...]
    """The steps after the first where the formula changes; of very many, some."""

    @property
    def area(self) -> float | None:
        """The sum of the rates of all steps."""
        return None if self.mean is None else self.mean * (self.steps.last - self.steps.start + 1)


def facts(spec: Spec, steps: Range) -> Facts:
    """Return what there is to say of the schedule of a spec over some steps."""
    schedule = spec.curve()
    step, height = peak(schedule, steps)
    top, last = Point(step, height), _point(schedule, steps.last)
    mean, half = _summed(schedule, steps, top)
    breakpoints = schedule.breakpoints(np.linspace(steps.start, steps.last, 65))
    breakpoints = breakpoints[breakpoints > steps.start]
    told: dict[int, list[str]] = {}
    for at, what in _telling(spec, steps, top, half, breakpoints):
        told.setdefault(at, []).append(what)
    points = (
        Point(at, _point(schedule, at).rate, tuple(what)) for at, what in sorted(told.items())
    )
    return Facts(steps, tuple(points), top, last, half, mean, tuple(map(float, breakpoints)))


def _telling(
    spec: Spec, steps: Range, top: Point, half: Point | None, breakpoints: Array
) -> Iterator[tuple[int, str]]:
    """Yield the steps that tell most about a curve, and why."""
    yield steps.start, "first"
    for param in spec.entry.params:
        value = spec.value(param)
        if param.role.name == "warmup" and isinstance(value, int | float) and value > 0:
            at = math.ceil(spec.pace.length(value) if spec.pace else value)
            if steps.start < at < steps.last:
                yield at, "warmup over"
    if math.isfinite(top.rate):
        yield top.step, "peak"
    if half:
        yield half.step, "half the peak"
    if breakpoints.size <= MOST_SHOWN:
        for breakpoint in breakpoints:
            yield math.ceil(breakpoint), "changes"
    yield (steps.start + steps.last) // 2, "half-way"
    yield steps.last, "last"


def _summed(schedule: Schedule, steps: Range, top: Point) -> tuple[float | None, Point | None]:
    """Return the mean rate, if all steps can be seen, and where it has halved after its peak."""
    half = top.rate / 2 if top.rate > 0 else math.nan
    if steps.last - steps.start >= MOST_SUMMED:
        return None, _first_below(schedule, Range(top.step, steps.last + 1), half)
    total, found = 0.0, None
    for first in range(steps.start, steps.last + 1, BLOCK):
        at = np.arange(first, min(first + BLOCK, steps.last + 1))
        rates = schedule(at.astype(np.float64))
        with np.errstate(over="ignore", invalid="ignore"):
            total += float(rates.sum())
        if found is None:
            low = np.flatnonzero((rates <= half) & (at > top.step))
            found = Point(int(at[low[0]]), float(rates[low[0]])) if low.size else None
    mean = total / (steps.last - steps.start + 1)
    return mean if math.isfinite(mean) else None, found


def _first_below(schedule: Schedule, steps: Range, level: float) -> Point | None:
    """Return the first of very many steps whose rate is at most a level that the first exceeds."""
    while True:
        curve = sample("", schedule, steps)
        low = np.flatnonzero(curve.rates <= level)
        if not low.size:
            return None
        before, at = curve.steps[max(low[0] - 1, 0)], curve.steps[low[0]]
        if at - before in (0, 1, steps.last - steps.start):
            return _point(schedule, int(at))
        steps = Range(int(before), int(at) + 1)


def _point(schedule: Schedule, step: int) -> Point:
    return Point(step, float(schedule(step)))
