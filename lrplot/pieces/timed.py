"""A schedule on a clock that is known update by update, as a training loop runs it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import final

from lrplot.arithmetic.arrays import Array, np
from lrplot.pieces.clocks import between, jumps, passed
from lrplot.pieces.schedule import Schedule, within

MANY = 4000
"""The most places of a clock that are looked at as they are; of more, two in every cell."""


@final
@dataclass(frozen=True)
class Timed(Schedule):
    """`inner` on a clock that has `counts` from the steps `starts` on.

    From each of them on it goes on by `slopes` at every step, until the next; up to `last`. Between
    two steps it goes on evenly, where it does not jump.
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

    def counts_at(self, step: Array) -> Array:
        """Return what the inner clock has at each update."""
        starts, counts, slopes = self._arrays
        step = np.clip(step, 0.0, self.last)
        place = np.searchsorted(starts, step, side="right") - 1
        done: Array = counts[place] + slopes[place] * (step - starts[place])
        return done

    def clock(self, x: Array) -> Array:
        """Return the same between updates too, for a line through them."""
        return between(self.counts_at, x)

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
        high = np.maximum.accumulate(self.counts_at(self._arrays[0]))
        place = np.clip(np.searchsorted(high, inside, side="right") - 1, 0, high.size - 1)
        slope = np.where(slopes[place] > 0, slopes[place], 1.0)
        near = self._arrays[0][place] + np.ceil((inside - counts[place]) / slope)
        own = jumps(self.counts_at, np.concatenate([starts, near, near + 1]))
        return within(edges, *own, *np.concatenate([*passed(self.counts_at, inside, near)]))

    @property
    def exact(self) -> bool:
        return self.inner.exact

    @property
    def end(self) -> float:
        return self.last

    @property
    def span(self) -> float:
        return self.last + 1
