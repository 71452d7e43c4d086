"""A schedule of which every rate is given, as a function of the user's own may return them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import final

from lrplot.arithmetic.arrays import Array, np
from lrplot.pieces.walk import Opaque


@final
@dataclass(frozen=True)
class Recorded(Opaque):
    """The rates of the steps 0, 1 …; there is none (NaN) before and behind them."""

    rates: tuple[float, ...]

    def values(self, x: Array) -> Array:
        steps = np.floor(x)
        there = (steps >= 0) & (steps < len(self.rates))
        out = np.full(steps.shape, np.nan)
        out[there] = self._array[steps[there].astype(np.int64)]
        return out

    @property
    def span(self) -> float:
        return float(len(self.rates) - 1)

    def __str__(self) -> str:
        return f"{len(self.rates)} rates"

    @cached_property
    def _array(self) -> Array:
        return np.array(self.rates)
