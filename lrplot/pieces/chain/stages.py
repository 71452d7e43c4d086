"""`Stage`: an update that acts from one step to another, on its own clock."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

from lrplot.arithmetic.arrays import Array, np
from lrplot.pieces.chain.updates import SAME, Affine, Update
from lrplot.pieces.describe import sparing
from lrplot.pieces.primitives import Constant
from lrplot.pieces.schedule import within


@final
@dataclass(frozen=True, repr=False)
class Stage:
    """An update that acts from step `begin` on, before step `end`; all of its clock is shifted.

    In its first step it puts the rate on `value`, if there is one, whatever it was; `late`: it
    does not know that it is its first; `begun`: that step has been taken already. Its steps are
    `every` so many of those of the chain, `begin` and `end` among them.
    """

    update: Update
    begin: float = 0.0
    end: float = math.inf
    value: float | None = None
    late: bool = False
    begun: bool = False
    every: float = 1.0

    def __repr__(self) -> str:
        return sparing(self).replace("update=", "", 1)

    @property
    def first(self) -> Affine:
        """The map of the step `begin`."""
        if self.begun:
            return SAME
        if self.value is not None:
            return 0.0, 0.0, self.value
        return self.update.again if self.late else self.update.first

    @property
    def last(self) -> float:
        """The last of its steps."""
        return self.end - 1.0

    def between(self, s: Array, t: Array) -> Affine:
        """Return the map from whole steps `s` to real steps `t`, `begin` not in between."""
        if self.last < self.begin:
            return SAME
        if self.every != 1:
            s, t = np.floor(s / self.every), np.floor(t / self.every)
        here = (s < self.begin) & (t >= self.begin)
        # what has ended keeps still, and what gives the rate outright gives it up
        acting = (s >= self.begin) & (s < self.last) & (t > s)
        s, t = (np.clip(x, self.begin, self.last) - self.begin for x in (s, t))
        maps = self.update.between(s, t)
        return tuple(  # type: ignore[return-value]
            np.where(acting, then, np.where(here, first, same))
            for then, first, same in zip(maps, self.first, SAME, strict=True)
        )

    @property
    def cuts(self) -> Iterator[float]:
        """The steps of the chain after which, or at which, it begins to act otherwise."""
        own = (self.begin + cut for cut in (*self.update.cuts, self.update.sets, self.update.busy))
        for cut in (self.begin, *own, self.last):
            if cut <= self.last and math.isfinite(cut):
                yield cut * self.every - 1.0
                yield cut * self.every

    def acts(self, s: float) -> bool:
        """Tell whether it may act at any step of the chain after `s`."""
        until = min(self.last, self.begin + self.update.busy)
        return self.begin * self.every <= s < until * self.every

    def sets(self, s: float) -> bool:
        """Tell whether it gives the rate outright at every step of the chain after `s`."""
        return self.every == 1 and self.begin + self.update.sets <= s < self.last

    def zero(self, s: float) -> float:
        """Return the first step of the chain, `s` or later, at which it forgets the rate."""
        zero, period = self.begin + self.update.zero, self.update.period
        if math.isfinite(zero):
            zero += max(0, math.ceil((s / self.every - zero) / period)) * period
        return zero * self.every

    @property
    def stop(self) -> float:
        """The step of the chain from which it does nothing any more."""
        return min(self.last, self.begin + self.update.end) * self.every

    @property
    def span(self) -> float:
        """How many steps of the chain show all that it does."""
        return min(self.end, self.begin + self.update.span) * self.every

    def breaks(self, edges: Array) -> Array:
        """Return the breakpoints in the range of `edges`."""
        first, last = self.begin * self.every, max(self.last, self.begin) * self.every
        inside = np.clip(edges, first, last)
        if self.every == 1:
            own = self.update.breaks(inside - first) + first
        elif self.update.busy <= 0:
            # it acts at a few steps only
            own = np.array([(self.begin + cut) * self.every for cut in self.update.cuts])
        else:
            from lrplot.pieces.clocks import Stairs

            own = Stairs(Constant(1.0), self.every).breaks(inside)
        return within(edges, first, min(last, 1e300), *own)
