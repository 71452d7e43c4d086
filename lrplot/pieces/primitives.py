"""Pieces with no schedule inside: constant, ramp, decay, piecewise constant."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import final

from lrplot.arithmetic import numbers
from lrplot.arithmetic.arrays import Array, np
from lrplot.errors import LrplotError
from lrplot.pieces.schedule import Schedule, Shift, within
from lrplot.pieces.shapes import LINEAR, DecayLaw, Interpolant, InversePower


class Delegate(Schedule):
    """A schedule that tells more than a curve; its rates are those of `drawn`."""

    @property
    @abstractmethod
    def drawn(self) -> Schedule:
        """The curve."""

    def values(self, x: Array) -> Array:
        return self.drawn.values(x)

    def breaks(self, edges: Array) -> Array:
        return self.drawn.breaks(edges)

    @property
    def end(self) -> float:
        return self.drawn.end

    @property
    def span(self) -> float:
        return self.drawn.span


@final
@dataclass(frozen=True)
class Constant(Schedule):
    """The same rate at every step; `steps` is how long it is meant to last before the next."""

    value: float
    steps: float = 0.0

    def __eq__(self, other: object) -> bool:
        # in a tuple NaN, which is no rate, equals itself
        mine = self.value, self.steps
        return isinstance(other, Constant) and mine == (other.value, other.steps)

    def values(self, x: Array) -> Array:
        return np.asarray(self.value, dtype=np.float64)

    def breaks(self, edges: Array) -> Array:
        return np.empty(0)

    @property
    def end(self) -> float:
        return self.steps


@final
@dataclass(frozen=True)
class Ramp(Schedule):
    """From `start` to `stop` in `steps`, along an interpolant; level before and after."""

    start: float
    stop: float
    steps: float
    interpolant: Interpolant = LINEAR

    def values(self, x: Array) -> Array:
        if self.steps == 0:
            return np.where(x < 0, self.start, self.stop)
        if x.size and x.min() >= self.steps:
            x = np.array([self.steps])
        done = self.interpolant(np.clip(x / self.steps, 0.0, 1.0))
        # a sum of two products, not start + difference * done: exact at both ends
        if self.start == 0:
            return self.stop * done
        if self.stop == 0:
            return self.start * (1.0 - done)
        return self.start * (1.0 - done) + self.stop * done

    def breaks(self, edges: Array) -> Array:
        return within(edges, 0.0, self.steps)

    @property
    def end(self) -> float:
        return self.steps


@final
@dataclass(frozen=True)
class Decay(Schedule):
    """`value` times a fall over x / `scale`: it has no end."""

    value: float
    fall: DecayLaw
    scale: float = 1.0

    def values(self, x: Array) -> Array:
        return self.value * self.fall(x / self.scale)

    def breaks(self, edges: Array) -> Array:
        return np.empty(0)

    @property
    def end(self) -> float:
        return math.inf

    @property
    def span(self) -> float:
        return 10 * self.scale


@final
@dataclass(frozen=True)
class PiecewiseConstant(Schedule):
    """A value between each two boundaries; a boundary is the first step of its new value.

    `closed`: a boundary is the last step of its old value.
    """

    boundaries: tuple[float, ...]
    levels: tuple[float, ...]
    closed: bool = False

    def __post_init__(self) -> None:
        for before, after in zip(self.boundaries, self.boundaries[1:], strict=False):
            if before > after:
                pair = f"{numbers.text(before)} is followed by {numbers.text(after)}"
                raise LrplotError(f"boundaries must go up, but {pair}")
        if len(self.levels) != len(self.boundaries) + 1:
            raise LrplotError(
                f"values must be one more than boundaries: {len(self.boundaries)} boundaries "
                f"want {len(self.boundaries) + 1} values, not {len(self.levels)}"
            )

    def values(self, x: Array) -> Array:
        side = np.searchsorted(self.boundaries, x, side="left" if self.closed else "right")
        return np.asarray(self.levels)[side]

    def breaks(self, edges: Array) -> Array:
        return within(edges, *self.boundaries)

    @property
    def end(self) -> float:
        return max(self.boundaries, default=0.0)


def through(
    joints: Sequence[float], rates: Sequence[float], interpolant: Interpolant = LINEAR
) -> Schedule:
    """Return ramps, one after another, through the given rates at the given steps."""
    for before, after in pairwise(joints):
        if before >= after:
            pair = f"from step {numbers.text(before)} to step {numbers.text(after)}"
            raise LrplotError(f"there is no room for a phase {pair}")
    curve: Schedule = Ramp(rates[0], rates[1], joints[1] - joints[0], interpolant)
    for i in range(1, len(joints) - 1):
        phase = Ramp(rates[i], rates[i + 1], joints[i + 1] - joints[i], interpolant)
        curve = curve.then(phase, joints[i])
    return curve


def one_cycle(
    total: float,
    part: float,
    rates: Sequence[float],
    interpolant: Interpolant = LINEAR,
    three: bool = False,
) -> Schedule:
    """Return torch's one cycle from a start up to a top and down to an end, which are `rates`.

    The top is at part * total - 1 and the end at total - 1; with `three` phases it is back at
    the start in between. A phase that lies before step 0, or after the end, is none.
    """
    if total < 1:
        raise LrplotError(f"one cycle takes at least 1 step, not {numbers.text(total)}")
    start, top, end = rates
    first, last = part * total - 1.0, total - 1.0
    joints, levels = [0.0, first, last], [start, top, end]
    if three:
        joints, levels = [0.0, first, 2.0 * first, last], [start, top, start, end]
    while joints[1] < 0:
        del joints[0], levels[0]
    while len(joints) > 2 and joints[-2] >= last:
        del joints[-1], levels[-1]
    curve = through([joint - joints[0] for joint in joints], levels, interpolant)
    return Shift(curve, -joints[0]) if joints[0] else curve


def warmed(
    warmup: float,
    peak: float,
    rest: Schedule,
    *,
    start: float = 0.0,
    interpolant: Interpolant = LINEAR,
    closed: bool = False,
    restart: bool = True,
) -> Schedule:
    """Return `rest` after a warmup along an interpolant from `start` to `peak`, if there is one.

    `closed` and `restart` are those of `then`: without `restart` the clock runs from step 0.
    """
    if not warmup:
        return rest
    return Ramp(start, peak, warmup, interpolant).then(
        rest, at=warmup, closed=closed, restart=restart
    )


def rsqrt(level: float) -> Schedule:
    """Return 1 / sqrt(max(x, level)): level until then."""
    fall = Decay(1.0, InversePower(0.5))
    return Constant(1 / math.sqrt(level)).then(fall, at=level, restart=False)


def product(factors: str, known: Mapping[str, Schedule]) -> Schedule:
    """Return the product of the factors that a text names: `constant * linear_warmup`."""
    curve: Schedule | None = None
    for name in filter(None, map(str.strip, factors.split("*"))):
        if name not in known:
            raise LrplotError(f"{name}: a parameter that this factor needs is not given, or is 0")
        curve = known[name] if curve is None else curve * known[name]
    return Constant(1.0) if curve is None else curve
