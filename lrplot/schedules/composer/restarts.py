"""Cosines whose lengths are cut to whole numbers, one by one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import final

from lrplot import units
from lrplot.errors import LrplotError
from lrplot.lazy import np
from lrplot.pieces import Schedule, within
from lrplot.shapes import Array

MOST = 100_000
"""The most cycles of different lengths."""

FEW = 2048
"""Up to so many cycles, `knots` names all of them."""


@lru_cache(maxsize=64)
def _lengths(first: int, stretch: float) -> Array:
    """Return the lengths of cycles until they stay the same, fall to 0, or leave float64."""
    lengths, spent = [first], first
    while lengths[-1] and spent < units.EXACT:
        if len(lengths) > MOST:
            raise LrplotError(f"more than {MOST:,} cycles of different lengths cannot be drawn")
        following = int(min(stretch * lengths[-1], 4.0 * units.EXACT))
        if following == lengths[-1]:
            break
        lengths.append(following)
        spent += following
    return np.array(lengths, dtype=np.float64)


@final
@dataclass(frozen=True)
class Restarts(Schedule):
    """Half cosines from `high` to `low`, the first `first` long, each int(`stretch` * the last).

    The last length goes on for ever; where it is 0, there is no rate (NaN).
    """

    high: float
    low: float
    first: int
    stretch: float

    def __post_init__(self) -> None:
        _lengths(self.first, self.stretch)

    def rates(self, x: Array) -> Array:
        lengths, cycle = _lengths(self.first, self.stretch), self._cycle(x)
        length = lengths[np.minimum(cycle, lengths.size - 1).astype(int)]
        done = np.clip((x - self._start(cycle)) / length, 0.0, 1.0)
        rates = self.low + (self.high - self.low) * (0.5 + 0.5 * np.cos(np.pi * done))
        return np.where(length > 0, rates, np.nan)

    def _cycle(self, x: Array) -> Array:
        """Return the number of the cycle that each step lies in."""
        lengths = _lengths(self.first, self.stretch)
        starts = np.append(0.0, np.cumsum(lengths[:-1]))
        cycle = np.searchsorted(starts[1:], x, side="right").astype(np.float64)
        if lengths[-1]:
            cycle += np.floor(np.maximum(x - starts[-1], 0.0) / lengths[-1])
        return cycle

    def _start(self, cycle: Array) -> Array:
        """Return the steps at which cycles start."""
        lengths = _lengths(self.first, self.stretch)
        last = lengths.size - 1
        starts: Array = np.append(0.0, np.cumsum(lengths[:-1]))
        known: Array = starts[np.minimum(cycle, last).astype(int)]
        return known + np.maximum(cycle - last, 0.0) * float(lengths[-1])

    def bends(self, edges: Array) -> Array:
        near = self._cycle(np.maximum(edges, 0.0))
        low, high = near[0], near[-1] + 1
        if high - low <= FEW:
            return within(edges, *self._start(np.arange(low, high + 1)))
        # the first and the last of each cell, where the lengths are most apart
        near = np.unique(np.concatenate([near - 1, near, near + 1, near + 2]))
        return within(edges, *self._start(near[(near >= low) & (near <= high)]))

    @property
    def end(self) -> float:
        lengths = _lengths(self.first, self.stretch)
        return math.inf if lengths[-1] else float(lengths.sum())

    @property
    def span(self) -> float:
        return min(1.1 * self.end, float(self._start(np.array([4.0]))[0]))
