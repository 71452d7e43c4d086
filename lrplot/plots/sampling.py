"""Samples a schedule so that a picture looks as if every step had been drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lrplot.arithmetic.arrays import Array, np
from lrplot.arithmetic.steps import Range
from lrplot.pieces import Schedule
from lrplot.pieces.shown import Shown

if TYPE_CHECKING:
    from numpy.typing import NDArray

CELLS = 2048
"""Into how many cells a range is cut unless the picture says how many columns it has."""


FINE = 4
"""Steps taken from each cell: with fewer, the edge of a line shows its corners."""

CROWD = 24
"""Points in a cell that show no more than its lowest and highest do."""


TURNS = 8
"""Turns of a line within a cell that show no more either: it fills what is between."""


@dataclass(frozen=True)
class Curve(Shown):
    """A labelled polyline: steps, never falling, and the rate at each; both of one length.

    Two neighbours at the same step are a jump, drawn vertical.
    """

    label: str
    steps: Array
    rates: Array


def every(label: str, schedule: Schedule, steps: Range) -> Curve:
    """Return the curve through every step of the range.

    >>> import lrplot
    >>> ramp = lrplot.read("ramp(0, 1, 4)").schedule()
    >>> lrplot.every("up", ramp, lrplot.Range(0, 6)).rates.tolist()
    [0.0, 0.25, 0.5, 0.75, 1.0, 1.0]
    """
    at = steps.at(np.arange(len(steps), dtype=np.float64))
    return _upright(label, schedule, steps, at, schedule(at), schedule.breakpoints(_ends(steps)))


def sample(
    label: str,
    schedule: Schedule,
    steps: Range,
    cells: int = CELLS,
    log: bool = False,
    stroke: int = 1,
    fine: int = FINE,
) -> Curve:
    """Return a curve that looks like the one through every step, at a cost set by `cells`.

    A cell is what one column of pixels shows; `log` spaces them for a logarithmic axis. Up to
    `fine` steps a cell, every step is taken. Beyond, so many of each cell and, for every
    breakpoint, the step on it and its neighbours; of cells crowded with cycles, so many together
    as a line `stroke` cells wide covers, the lowest and the highest.

    >>> import lrplot
    >>> noam = lrplot.read("noam").schedule()
    >>> lrplot.sample("noam", noam, lrplot.Range(0, 10**12)).steps.size < 10_000
    True
    """
    count = len(steps)
    if count <= fine * cells:
        return every(label, schedule, steps)
    if log:
        edges = np.geomspace(1, count, fine * cells + 1) - 1
    else:
        edges = np.linspace(0, count - 1, fine * cells + 1)
    edges = np.floor(edges)
    dense = np.arange(64.0) if log else edges[:1]
    columns = steps.at(np.unique(edges[::fine]))
    breakpoints = schedule.breakpoints(columns)
    # rounded, since a breakpoint that should be whole may lie a hair beside it
    on = np.round((breakpoints - steps.start) / steps.stride)
    index = np.unique(np.concatenate([dense, edges, on - 1, on, on + 1]))
    at = steps.at(index[(index >= 0) & (index < count)])
    rates = schedule(at)
    column = np.searchsorted(columns, at, side="right")
    crowded = np.bincount(column, minlength=columns.size + 1) > CROWD
    with np.errstate(invalid="ignore"):
        ways = np.sign(np.diff(rates))
    turns = np.flatnonzero(ways[:-1] * ways[1:] < 0) + 1
    crowded |= np.bincount(column[turns], minlength=columns.size + 1) > TURNS
    if crowded.any():
        full = crowded[column]
        # half the line's width apart, neighbouring strokes leave no gap
        together = max(1, stroke // 2)
        keep = ~full
        keep[np.flatnonzero(full)[_extremes((column[full] - 1) // together, rates[full])]] = True
        keep[[0, -1]] = True
        at, rates = at[keep], rates[keep]
        breakpoints = breakpoints[~crowded[np.searchsorted(columns, breakpoints, side="right")]]
    return _upright(label, schedule, steps, at, rates, breakpoints)


def peak(schedule: Schedule, steps: Range, drawn: Curve | None = None) -> tuple[int, float]:
    """Return the first step of the range with the highest rate, and that rate.

    `drawn` is a curve of these steps that has been sampled already.

    >>> import lrplot
    >>> lrplot.peak(lrplot.read("ramp(0, 1, 4)").schedule(), lrplot.Range(0, 10))
    (4, 1.0)
    """
    curve = drawn or sample("", schedule, steps)
    while True:
        if not np.isfinite(curve.rates).any():
            return steps.start, float("nan")
        top = int(np.nanargmax(curve.rates))
        if not drawn and len(steps) <= FINE * CELLS:
            return int(curve.steps[top]), float(curve.rates[top])
        around = curve.steps[[max(top - 2, 0), min(top + 2, curve.steps.size - 1)]]
        if around[1] - around[0] >= steps.last - steps.start:
            return int(curve.steps[top]), float(curve.rates[top])
        steps = Range(int(around[0]), int(around[1]) + 1, steps.stride)
        curve, drawn = sample("", schedule, steps), None


def _ends(steps: Range) -> Array:
    return np.array([steps.start, steps.last], dtype=np.float64)


def _upright(
    label: str, schedule: Schedule, steps: Range, at: Array, rates: Array, breakpoints: Array
) -> Curve:
    """Return the curve with every jump drawn vertical, at the first step of its new value."""
    near = np.maximum(2.0**-20, 4 * np.spacing(breakpoints))
    whole = np.round(breakpoints)
    around = (breakpoints - near, whole, breakpoints + near)
    sides = (
        np.maximum(whole - steps.stride, steps.start),
        np.minimum(whole + steps.stride, steps.last),
    )
    before, on, after, earlier, later = schedule(np.array([*around, *sides]))
    # what a breakpoint changes by less than a thousandth is a bend, or cannot be seen; a bend that
    # leaves 0 changes all of that, but little beside what a whole step changes
    with np.errstate(all="ignore"):
        change, step = np.abs(after - before), np.abs(later - earlier)
        jumps = change > 1e-3 * np.fmax(np.maximum(np.abs(after), np.abs(before)), step)
        late = np.abs(on - before) < np.abs(on - after)
    first = np.where(np.abs(breakpoints - whole) > near, np.ceil(breakpoints), whole + late)[jumps]
    first = steps.at(np.ceil((first - steps.start) / steps.stride))
    first = np.unique(first[(first > steps.start) & (first <= steps.last)])
    if not first.size:
        return Curve(label, at, rates)
    all_steps = np.concatenate([at, first, first])
    all_rates = np.concatenate([rates, schedule(first - steps.stride), schedule(first)])
    turn = np.concatenate([np.full(at.size, 2), np.zeros(first.size), np.ones(first.size)])
    order = np.lexsort((turn, all_steps))
    return Curve(label, all_steps[order], all_rates[order])


def _extremes(cell: NDArray[np.intp], rates: Array) -> NDArray[np.intp]:
    """Return the places of a lowest and a highest rate of each cell; `cell` never falls.

    Where there are several, so that one cell is drawn upwards and the next downwards: a line
    that goes back and forth half as often costs half the memory to draw.
    """
    start = np.flatnonzero(np.append(True, np.diff(cell) != 0))
    number = np.repeat(np.arange(start.size), np.diff(np.append(start, cell.size)))
    low, high = np.fmin.reduceat(rates, start), np.fmax.reduceat(rates, start)
    # a thousandth of the height is less than a pixel; divided first, so as not to overflow
    with np.errstate(invalid="ignore"):
        slack = high / 1000 - low / 1000
        near_low, near_high = low + slack, high - slack
    place, none = np.arange(rates.size), rates.size
    lowest, highest = rates <= near_low[number], rates >= near_high[number]
    rising = np.arange(start.size) % 2 == 0
    first_low, first_high = (
        np.minimum.reduceat(np.where(which, place, none), start) for which in (lowest, highest)
    )
    last_low, last_high = (
        np.maximum.reduceat(np.where(which, place, -1), start) for which in (lowest, highest)
    )
    picked = np.concatenate(
        [np.where(rising, first_low, last_low), np.where(rising, last_high, first_high)]
    )
    return picked[(picked >= 0) & (picked < none)]
