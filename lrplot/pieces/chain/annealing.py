"""The half cosine of CosineAnnealingLR, as an update of any rate that it finds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import final

from lrplot.arithmetic.arrays import Array, np
from lrplot.pieces.chain.updates import Affine, Update
from lrplot.pieces.cycles import Wave


@dataclass(frozen=True)
class HalfWave:
    """sin(pi u / 2) ** 2: a half cosine, exact to the last digit where it is almost 0."""

    def __call__(self, u: Array) -> Array:
        out: Array = np.sin(np.pi / 2 * u) ** 2
        return out


@final
@dataclass(frozen=True)
class Annealing(Update):
    """The distance from `low` follows a cosine, down in `length` steps and up again, endlessly.

    At the bottom the rate is `low`, whatever it was; from there it climbs towards `base`.
    """

    base: float
    low: float
    length: float

    @property
    def zero(self) -> float:  # type: ignore[override]
        return self.length if self.length % 1 == 0 else math.inf

    @property
    def period(self) -> int:  # type: ignore[override]
        return (2 * self.length).as_integer_ratio()[0]

    @property
    def again(self) -> Affine:
        if self.length == 1:
            return 1.0, 0.0, self.base - self.low
        return 1.0 / math.cos(math.pi / 2 / self.length) ** 2, self.low, self.low

    @property
    def busy(self) -> float:
        return math.inf

    @property
    def span(self) -> float:
        return 2 * self.length

    def between(self, s: Array, t: Array) -> Affine:
        if self.length % 1:
            return self._left(t) / self._left(s), self.low, self.low
        turn = np.floor((t - self.length) / (2 * self.length))
        bottom = np.where(turn < 0, -1.0, self.length + 2 * self.length * turn)
        fresh, up = bottom > s, bottom == s
        # out of the bottom the first step adds what the cosine rises by
        factor = self._left(t) / self._left(np.where(up, s + 1.0, s))
        factor = np.where(fresh, 0.0, np.where(up & (t < s + 1.0), 1.0, factor))
        climbed = self.low + (self.base - self.low) * self._left(t)
        return factor, self.low, np.where(fresh | up, climbed, self.low)

    def _left(self, x: Array) -> Array:
        # not 1 + cos, whose digits are gone near the bottom
        turn = np.fmod(x, 2 * self.length)
        return HalfWave()((self.length - turn) / self.length)

    def breaks(self, edges: Array) -> Array:
        return Wave(1.0, 0.0, self.length).breaks(edges)
