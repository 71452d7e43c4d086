"""What one step of a scheduler does to the rate: an affine map, for each kind of scheduler.

An update has a clock of its own, whose first step is 0. It knows the map between any two of its
steps as long as nothing else moves the rate in between, so that alone it needs no recursion.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Literal, final

from lrplot.arithmetic.arrays import Array, np, powers
from lrplot.pieces.primitives import Constant
from lrplot.pieces.schedule import Schedule, within
from lrplot.pieces.shapes import LINEAR, Interpolant

Affine = tuple[Array | float, Array | float, Array | float]
"""(factor, centre, image): a rate becomes factor * (rate - centre) + image."""

SAME: Affine = (1.0, 0.0, 0.0)


def moved(rate: Array | float, by: Affine) -> Array:
    """Return a rate moved by a map; what is given outright is that, even after infinity."""
    factor, centre, image = by
    out: Array = np.where(factor == 0, image, factor * (rate - centre) + image)
    return out


class Update(ABC):
    """What one scheduler does to the current rate; frozen."""

    plain = False
    """Whether it does nothing but multiply: then the order of updates does not matter."""
    sets = math.inf
    """From which step on it gives the rate outright, whatever it was."""
    cuts: tuple[float, ...] = ()
    """The few whole steps at which it acts at once."""
    period = 1
    """After how many steps an endless one does the same again."""
    zero = math.inf
    """The first of the steps, two lengths apart, at which it forgets what the rate was."""

    @property
    def first(self) -> Affine:
        """The map of step 0, from the rate before any scheduler was there."""
        return SAME

    @property
    def again(self) -> Affine:
        """The map of step 0 where the scheduler does not know that it is its first."""
        return self.first

    @property
    def fresh(self) -> Affine:
        """The map of step 0 as a closed form has it."""
        return self.first

    @abstractmethod
    def between(self, s: Array, t: Array) -> Affine:
        """Return the map from whole steps `s`, 0 or later, to later real steps `t`.

        Of its `cuts`, no more than one lies in between.
        """

    @property
    @abstractmethod
    def busy(self) -> float:
        """Until which step it may act at any step, not only at its `cuts`."""

    @property
    def end(self) -> float:
        """The step from which it does nothing any more."""
        return max([self.busy, *self.cuts])

    @property
    def span(self) -> float:
        """How many steps show all that it does."""
        return 1.1 * self.end

    def breaks(self, edges: Array) -> Array:
        """Return the breakpoints in the range of `edges`."""
        return within(edges, *self.cuts, self.busy)


@final
@dataclass(frozen=True)
class Scaled(Update):
    """The distance from `target` times a factor, from `start` to `stop` in `length` steps.

    `keeps`: from then on the rate is put on the target at every step.
    """

    start: float
    stop: float
    length: float
    interpolant: Interpolant = LINEAR
    target: float = 0.0
    keeps: bool = False

    @property
    def plain(self) -> bool:  # type: ignore[override]
        return self.target == 0 and not self.keeps

    @property
    def sets(self) -> float:  # type: ignore[override]
        return self.busy if self.keeps else math.inf

    @property
    def busy(self) -> float:
        return math.floor(self.length)

    @property
    def first(self) -> Affine:
        factor = self._factor(np.zeros(1))
        return (factor, self.target, self.target) if factor[0] != 1 else SAME

    @property
    def again(self) -> Affine:
        if self.start != 1 or self.keeps:
            return self.first
        return self._factor(np.zeros(1)) / self._factor(np.full(1, -1.0)), self.target, self.target

    def between(self, s: Array, t: Array) -> Affine:
        idle = s >= self.busy
        if self.keeps:
            factor = np.where(idle, 0.0, self._factor(t) / self._factor(s))
            return factor, self.target, self.target
        factor = np.where(idle, 1.0, self._factor(np.minimum(t, self.busy)) / self._factor(s))
        centre = np.where(idle, 0.0, self.target)
        return factor, centre, centre

    def _factor(self, x: Array) -> Array:
        if self.length == 0:
            return np.full(x.shape, self.stop if self.keeps else self.start)
        left = self.interpolant(np.maximum(self.length - x, 0.0) / self.length)
        return self.stop + (self.start - self.stop) * left if self.stop else self.start * left


@final
@dataclass(frozen=True)
class Powers(Update):
    """The rate times `gamma` every `width` steps; in stairs, or a little at any real step."""

    gamma: float
    width: float = 1.0
    stairs: bool = False
    plain = True

    @property
    def again(self) -> Affine:
        return SAME if self.stairs else (self.gamma, 0.0, 0.0)

    @property
    def period(self) -> int:  # type: ignore[override]
        return int(self.width)

    @property
    def busy(self) -> float:
        return math.inf

    @property
    def span(self) -> float:
        return 10 * self.width

    def between(self, s: Array, t: Array) -> Affine:
        if self.stairs:
            s, t = np.floor(s / self.width), np.floor(t / self.width)
            return powers(self.gamma, t - s), 0.0, 0.0
        return powers(self.gamma, (t - s) / self.width), 0.0, 0.0

    def breaks(self, edges: Array) -> Array:
        from lrplot.pieces.clocks import Stairs

        return Stairs(Constant(1.0), self.width).breaks(edges) if self.stairs else np.empty(0)


@final
@dataclass(frozen=True)
class Jumps(Update):
    """The rate times a factor at each of a few steps, which go up; plus an image, if there are."""

    at: tuple[float, ...]
    factors: tuple[float, ...]
    images: tuple[float, ...] = ()
    busy = 0.0

    @property
    def plain(self) -> bool:  # type: ignore[override]
        return not any(self.images)

    @property
    def cuts(self) -> tuple[float, ...]:  # type: ignore[override]
        return self.at

    @property
    def first(self) -> Affine:
        return (self.factors[0], 0.0, 0.0) if self.at and self.at[0] == 0 else SAME

    @property
    def fresh(self) -> Affine:
        return (
            math.prod(f for at, f in zip(self.at, self.factors, strict=True) if at == 0),
            0.0,
            0.0,
        )

    def between(self, s: Array, t: Array) -> Affine:
        if not self.at:
            return SAME
        last = np.searchsorted(self.at, t, side="right") - 1
        jumps = (last >= 0) & (np.asarray(self.at)[last] > s)
        images = np.where(jumps, np.asarray(self.images)[last], 0.0) if self.images else 0.0
        return np.where(jumps, np.asarray(self.factors)[last], 1.0), 0.0, images


@final
@dataclass(frozen=True)
class Sets(Update):
    """The rate of a schedule, whatever it was.

    `base`: whether the schedule is scaled by the rate that is "given", or has its "own", which
    becomes the given one for others; "first": only if it is the first of them.
    """

    curve: Schedule
    base: Literal["given", "own", "first"] = "given"
    sets = 0.0
    busy = math.inf

    @property
    def first(self) -> Affine:
        return 0.0, 0.0, self.curve.values(np.zeros(1))

    def between(self, s: Array, t: Array) -> Affine:
        return 0.0, 0.0, self.curve.values(t)

    @property
    def end(self) -> float:
        return self.curve.end

    @property
    def span(self) -> float:
        return self.curve.span

    def breaks(self, edges: Array) -> Array:
        return self.curve.breaks(edges)
