"""Rounding in a static graph: how it counts the whole periods of a training.

It multiplies the step by the inverse of a length, both in float32. The product may lie beside a
whole number that the quotient would be: 41 / 41 is below 1, and 21 / 7 is above 3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import final

from lrplot.pieces import Array, Constant, CycleStretch, Schedule, Stairs, np


def parts(x: Array, length: float) -> Array:
    """Return how many times `length` each step is; a graph has only whole steps."""
    inverse = float(np.float32(1.0 / length))
    # the product of two float32 is exact until it is rounded to one
    counted = (x * inverse).astype(np.float32).astype(np.float64)
    return np.where(x % 1 == 0, counted, x / length)


@final
@dataclass(frozen=True)
class Floored(Schedule):
    """`inner`, which has no end, at the number of whole parts of `width` that are over."""

    inner: Schedule
    width: float

    def values(self, x: Array) -> Array:
        return self.inner.values(np.floor(parts(x, self.width)))

    def breaks(self, edges: Array) -> Array:
        return Stairs(Constant(0.0), self.width).breaks(edges)

    @property
    def end(self) -> float:
        return math.inf

    @property
    def span(self) -> float:
        return self.inner.span * self.width


@final
@dataclass(frozen=True)
class Drawn(Schedule):
    """`inner`, its clock drawn out to 2, 3, 4 … times `length` each time `length` is over."""

    inner: Schedule
    length: float

    def values(self, x: Array) -> Array:
        return self.inner.values(x / np.maximum(1.0, np.ceil(parts(x, self.length))))

    def breaks(self, edges: Array) -> Array:
        return CycleStretch(self.inner, self.length).breaks(edges)

    @property
    def end(self) -> float:
        return math.inf

    @property
    def span(self) -> float:
        return CycleStretch(self.inner, self.length).span
