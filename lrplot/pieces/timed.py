"""A schedule on a clock that is known update by update, as a training loop runs it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import final

from lrplot.arithmetic.arrays import Array, np
from lrplot.pieces.schedule import Schedule, within

MANY = 4000
"""The most places of a clock that are looked at as they are; of more, two in every cell."""


@final
@dataclass(frozen=True)
class Timed(Schedule):
    """`inner` on a clock that has `counts` from the steps `starts` on.

    From each of them on it goes on by `slopes` at every step, until the next; up to `last`.
    """

    inner: Schedule
    starts: tuple[float, ...]
    counts: tuple[float, ...]
    slopes: tuple[float, ...]
    last: float

    @cached_property
    def _arrays(self) -> tuple[Array, Array, Array]:
        starts, counts, slopes = map(np.asarray, (self.starts, self.counts, self.slopes))
        return starts, counts, slopes

    def clock(self, x: Array) -> Array:
        """Return what the inner clock has at each step."""
        starts, counts, slopes = self._arrays
        step = np.clip(np.floor(x), 0.0, self.last)
        place = np.searchsorted(starts, step, side="right") - 1
        done: Array = counts[place] + slopes[place] * (step - starts[place])
        return done

    def values(self, x: Array) -> Array:
        return self.inner.values(self.clock(x))

    def breaks(self, edges: Array) -> Array:
        starts, counts, slopes = self._arrays
        if starts.size > MANY:
            around = np.searchsorted(starts, edges)
            starts = starts[np.unique(np.clip([around - 1, around], 0, starts.size - 1))]
        clock = self.clock(edges)
        inside = self.inner.breaks(np.unique(clock))
        # where the clock comes to what changes inside, in the cell where it does
        high = np.maximum.accumulate(self.clock(self._arrays[0]))
        place = np.clip(np.searchsorted(high, inside, side="right") - 1, 0, high.size - 1)
        slope = np.where(slopes[place] > 0, slopes[place], 1.0)
        near = self._arrays[0][place] + np.ceil((inside - counts[place]) / slope)
        return within(edges, *np.concatenate([starts, near, near + 1]))

    @property
    def exact(self) -> bool:
        return self.inner.exact

    @property
    def end(self) -> float:
        return self.last

    @property
    def span(self) -> float:
        return self.last + 1
