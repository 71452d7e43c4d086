"""Curves, and the sampling that makes a picture as true as if every step had been drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lrplot.lazy import np
from lrplot.pieces import Schedule
from lrplot.shapes import Array
from lrplot.steps import Range

if TYPE_CHECKING:
    from numpy.typing import NDArray

CELLS = 2048
"""Into how many cells a range is cut unless the picture says how many columns it has."""


@dataclass(frozen=True)
class Curve:
    """A labelled polyline: steps, never falling, and the rate at each; both of one length.

    Two neighbours at the same step are a jump, drawn vertical.
    """

    label: str
    steps: Array
    rates: Array


def every(label: str, schedule: Schedule, steps: Range) -> Curve:
    """Return the curve through every step of the range."""
    at = steps.at(np.arange(len(steps), dtype=np.float64))
    return _upright(label, schedule, steps, at, schedule(at), schedule.knots(_ends(steps)))


def sample(
    label: str, schedule: Schedule, steps: Range, cells: int = CELLS, log: bool = False
) -> Curve:
    """Return a curve that looks like the one through every step, at a cost set by `cells`.

    A cell is what one column of pixels shows; `log` spaces them for a logarithmic axis. Up to
    two steps a cell, every step is taken. Beyond, the edges of the cells and, for every knot,
    the step on it and its neighbours; where that is more than a column can show, the first,
    last, lowest and highest of each cell.
    """
    count = len(steps)
    if count <= 2 * cells:
        return every(label, schedule, steps)
    if log:
        edges = np.geomspace(1, count, cells + 1) - 1
        edges = np.unique(np.append(np.arange(min(count, 64)), np.floor(edges)))
    else:
        edges = np.floor(np.linspace(0, count - 1, cells + 1))
    knots = schedule.knots(steps.at(edges))
    places = (knots - steps.start) / steps.stride
    around = [np.ceil(places) - 1, np.ceil(places), np.floor(places) + 1]
    index = np.unique(np.concatenate([edges, *around]))
    at = steps.at(index[(index >= 0) & (index < count)])
    rates = schedule(at)
    if at.size > 8 * cells:
        keep = _telling(np.searchsorted(steps.at(edges), at, side="right"), rates)
        return Curve(label, at[keep], rates[keep])
    return _upright(label, schedule, steps, at, rates, knots)


def peak(schedule: Schedule, steps: Range) -> tuple[int, float]:
    """Return the first step of the range with the highest rate, and that rate."""
    while True:
        curve = sample("", schedule, steps)
        if not np.isfinite(curve.rates).any():
            return steps.start, float("nan")
        top = int(np.nanargmax(curve.rates))
        if len(steps) <= 2 * CELLS:
            return int(curve.steps[top]), float(curve.rates[top])
        around = curve.steps[[max(top - 2, 0), min(top + 2, curve.steps.size - 1)]]
        if around[1] - around[0] >= steps.stop - steps.start - 1:
            return int(curve.steps[top]), float(curve.rates[top])
        steps = Range(int(around[0]), int(around[1]) + 1)


def _ends(steps: Range) -> Array:
    return np.array([steps.start, steps.last], dtype=np.float64)


def _upright(
    label: str, schedule: Schedule, steps: Range, at: Array, rates: Array, knots: Array
) -> Curve:
    """Return the curve with every jump drawn vertical, at the first step of its new value."""
    near = np.maximum(2.0**-20, 4 * np.spacing(knots))
    before, on, after = schedule(knots - near), schedule(knots), schedule(knots + near)
    # what a knot changes by less than a thousandth is a bend, or cannot be seen
    jumps = np.abs(after - before) > 1e-3 * np.maximum(np.abs(after), np.abs(before))
    late = np.abs(on - before) < np.abs(on - after)
    first = np.where(late, np.floor(knots) + 1, np.ceil(knots))[jumps]
    first = np.unique(first[(first > steps.start) & (first <= steps.last)])
    if not first.size:
        return Curve(label, at, rates)
    all_steps = np.concatenate([at, first, first])
    all_rates = np.concatenate([rates, schedule(first - 1), schedule(first)])
    turn = np.concatenate([np.full(at.size, 2), np.zeros(first.size), np.ones(first.size)])
    order = np.lexsort((turn, all_steps))
    return Curve(label, all_steps[order], all_rates[order])


def _telling(cell: NDArray[np.intp], rates: Array) -> Array:
    """Return the places of the first, last, lowest and highest of each cell, in order."""
    first = np.flatnonzero(np.append(True, np.diff(cell) != 0))
    last = np.append(first[1:], cell.size) - 1
    by_rate = np.lexsort((rates, cell))
    return np.unique(np.concatenate([first, last, by_rate[first], by_rate[last]]))
