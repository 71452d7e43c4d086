"""A schedule that is known only until a step, such as one that follows a metric."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import final

from lrplot.arithmetic.arrays import Array, np
from lrplot.pieces.primitives import Constant, PiecewiseConstant
from lrplot.pieces.schedule import Schedule, within


@final
@dataclass(frozen=True)
class KnownUntil(Schedule):
    """A rate that is known until a step, as a metric that it follows may be; then it is NaN."""

    curve: Schedule
    until: float

    @property
    def exact(self) -> bool:
        return True

    def values(self, x: Array) -> Array:
        return np.where(x < self.until, self.curve.values(x), np.nan)

    def breaks(self, edges: Array) -> Array:
        return np.concatenate([self.curve.breaks(edges), within(edges, self.until)])

    @property
    def end(self) -> float:
        return self.until

    @property
    def span(self) -> float:
        return self.until


def levels(rates: Iterable[float], width: float = 1.0) -> Schedule:
    """Return the schedule with the given rates, one after another, for `width` steps each."""
    boundaries: list[float] = []
    values: list[float] = []
    count = 0
    for count, rate in enumerate(rates, start=1):
        if not values or rate != values[-1]:
            boundaries.append((count - 1) * width)
            values.append(rate)
    known = (
        PiecewiseConstant(tuple(boundaries[1:]), tuple(values))
        if boundaries[1:]
        else Constant(values[0])
    )
    return KnownUntil(known, count * width)
