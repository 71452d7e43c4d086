"""Pieces that come again: cycles and waves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import final

from lrplot.arithmetic import numbers
from lrplot.arithmetic.arrays import Array, np, powers
from lrplot.pieces.schedule import Schedule, within

FEW = 64
"""Up to so many cycles in a block of steps, each one's start is worked out once."""

MANY = 2048
"""From this many cycles on, `breakpoints` names only some of each cell."""


@final
@dataclass(frozen=True)
class Repeat(Schedule):
    """`inner` again and again, from its start every `period` steps, at most `times`.

    Each cycle is `stretch` times as long as the last, with the clock of `inner` slowed to
    match, and its rates are `fade` times those of the last. Where shrinking cycles have used
    up their sum, there is no rate (NaN).
    """

    inner: Schedule
    period: float
    stretch: float = 1.0
    fade: float = 1.0
    times: float = math.inf

    def start(self, cycle: Array | float) -> Array | float:
        """Return the steps at which the given cycles start."""
        if self.stretch == 1:
            start = cycle * self.period
            if self.period % 1 == 0:
                return start
        else:
            start = self.period * (self.stretch**cycle - 1.0) / (self.stretch - 1.0)
        # a start on a whole step must not miss it by the rounding of 1.1 - 1, or of 18 / 14
        whole = np.rint(start)
        return np.where(np.abs(start - whole) <= 4e-15 * start, whole, start)

    def cycle(self, x: Array) -> Array:
        """Return the number of the cycle that each step lies in, from 0."""
        if self.stretch == 1:
            number = np.floor(x / self.period)
        else:
            spent = x / self.period * (self.stretch - 1.0)
            number = np.floor(np.log1p(spent) / np.log(self.stretch))
        # the logarithm or the quotient may round to the wrong side of a start
        number += self.start(number + 1.0) <= x
        number -= self.start(number) > x
        number = np.maximum(number, 0.0)
        # fmin: where shrinking cycles have no number any more, the last of those counted goes on
        return np.fmin(number, self.times - 1.0) if math.isfinite(self.times) else number

    def values(self, x: Array) -> Array:
        first, last = self.cycle(np.array([x.min(), x.max()])) if x.size else (0.0, 0.0)
        few = last - first < FEW and last < numbers.EXACT
        cycles = np.arange(first, last + 1) if few else self.cycle(x)
        starts, longer = np.asarray(self.start(cycles)), self.stretch**cycles
        faded = powers(self.fade, cycles)
        if few:
            # steps mostly come in order: the powers of the few cycles they lie in are enough
            at = np.searchsorted(starts[1:], x, side="right")
            starts, longer, faded = starts[at], longer[at], faded[at]
        local = x - starts if self.stretch == 1 else (x - starts) / longer
        if math.isfinite(self.times):
            local = np.minimum(local, self.period)
        out = self.inner.values(local)
        return out if self.fade == 1 else out * faded

    def breaks(self, edges: Array) -> Array:
        number = some(self.cycle(np.clip(edges, 0.0, self.end)))
        inside = np.append(self.inner.breaks(np.array([0.0, self.period])), [0.0, self.period])
        local = np.outer(self.stretch**number, inside)
        return within(edges, *(np.asarray(self.start(number))[:, None] + local).ravel())

    @property
    def end(self) -> float:
        if math.isfinite(self.times):
            return self._start(self.times)
        return self.period / (1.0 - self.stretch) if self.stretch < 1 else math.inf

    @property
    def span(self) -> float:
        return min(1.1 * self.end, self._start(4.0))

    def _start(self, cycle: float) -> float:
        # as an array, which becomes infinite where a float raises OverflowError
        with np.errstate(all="ignore"):
            return float(np.asarray(self.start(np.array([cycle])))[0])


@final
@dataclass(frozen=True)
class Wave(Schedule):
    """A cosine from `high` down to `low` in `length` steps, and up again, without end.

    An infinite `length` is a level.
    """

    high: float
    low: float
    length: float

    def values(self, x: Array) -> Array:
        # a whole period taken off first, the cosine is as exact at step 1e12 as at step 0
        turn = np.cos(np.pi * np.fmod(x, 2 * self.length) / self.length)
        return self.low + (self.high - self.low) * (0.5 + 0.5 * turn)

    def breaks(self, edges: Array) -> Array:
        return within(edges, *some(np.floor(edges / self.length)) * self.length)

    @property
    def end(self) -> float:
        return math.inf if math.isfinite(self.length) else 0.0

    @property
    def span(self) -> float:
        return 2 * self.length if math.isfinite(self.length) else 0.0


def waves(high: float, low: float, length: float, count: float) -> Schedule:
    """Return so many whole waves in `length` steps, and on without end; 0 waves are a level."""
    return Wave(high, low, length / (2 * count) if count else math.inf)


def some(edge_cycles: Array) -> Array:
    """Return the numbers of the cycles to look at, from the cycle that each edge lies in.

    All of them while they are few; else some of each cell: the first and the last two, where
    extremes are when cycles fade or grow, and a few between them.
    """
    cycles = np.asarray(edge_cycles)
    cycles = cycles[np.isfinite(cycles)]
    if not cycles.size:
        return np.empty(0)
    first, last = cycles[0], cycles[-1]
    if last - first < MANY:
        return np.arange(first, last + 1)
    low, high = cycles[:-1], cycles[1:]
    between = [np.floor(low + (high - low) * part) for part in (0.25, 0.5, 0.75)]
    picked = np.concatenate([low, low + 1, *between, high - 1, high])
    return np.unique(picked[(picked >= first) & (picked <= last)])
