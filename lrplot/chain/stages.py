"""When a mover acts: the steps from one to another, on a clock shifted to match."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

from lrplot.chain.movers import SAME, Map, Mover
from lrplot.lazy import np
from lrplot.pieces import within
from lrplot.shapes import Array


@final
@dataclass(frozen=True)
class Stage:
    """A mover that acts from step `begin` on, before step `end`; all of its clock is shifted.

    In its first step it puts the rate on `value`, if there is one, whatever it was; `late`: it
    does not know that it is its first.
    """

    mover: Mover
    begin: float = 0.0
    end: float = math.inf
    value: float | None = None
    late: bool = False

    @property
    def first(self) -> Map:
        """The map of the step `begin`."""
        if self.value is not None:
            return 0.0, 0.0, self.value
        return self.mover.again if self.late else self.mover.first

    def between(self, s: Array, t: Array) -> Map:
        """Return the map from whole steps `s` to real steps `t`, `begin` not in between."""
        last = self.end - 1.0
        if last < self.begin:
            return SAME
        started, here = s >= self.begin, (s < self.begin) & (t >= self.begin)
        local = np.clip(s, self.begin, last) - self.begin
        maps = self.mover.between(local, np.clip(t, self.begin, last) - self.begin)
        # what has ended keeps still, and what gives the rate outright gives it up
        acting = started & (s < last)
        return tuple(  # type: ignore[return-value]
            np.where(acting, then, np.where(here, first, same))
            for then, first, same in zip(maps, self.first, SAME, strict=True)
        )

    @property
    def cuts(self) -> Iterator[float]:
        """The whole steps after which, or at which, it begins to act otherwise."""
        last = self.end - 1.0
        own = (self.begin + cut for cut in (*self.mover.cuts, self.mover.sets, self.mover.busy))
        for cut in (self.begin, *own, last):
            if cut <= last and math.isfinite(cut):
                yield cut - 1.0
                yield cut

    def acts(self, s: float, sets: bool = False) -> bool:
        """Tell whether it acts at any step after `s`; `sets`: and whether it gives the rate."""
        last = min(self.end - 1.0, self.begin + self.mover.busy)
        if sets:
            return self.begin + self.mover.sets <= s < self.end - 1.0
        return self.begin <= s < last

    @property
    def stop(self) -> float:
        """The step from which it does nothing any more."""
        return min(self.end - 1.0, self.begin + self.mover.end)

    def bends(self, edges: Array) -> Array:
        """Return the knots in the range of `edges`."""
        inside = np.clip(edges, self.begin, max(self.end - 1.0, self.begin))
        own = self.mover.bends(inside - self.begin) + self.begin
        return np.concatenate([own, within(edges, self.begin, min(self.end - 1.0, 1e300))])
