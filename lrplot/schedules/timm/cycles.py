"""The pieces behind the decays that restart: the cycles, and the curve of one cycle."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import final

from lrplot.pieces import Array, Constant, DecayLaw, Repeat, Schedule, np, powers


@final
@dataclass(frozen=True)
class Cycles(Schedule):
    """`peak` times a fall over each cycle, down to `floor`; the floor after the last cycle.

    Each cycle is `stretch` times as long as the last and its peak `fade` times as high. The
    cycle is found by a logarithm that is not exact: a restart may come one step late.
    """

    peak: float
    floor: float
    fall: DecayLaw
    length: float
    stretch: float
    fade: float
    times: int

    def cycle(self, x: Array) -> Array:
        """Return the number of the cycle as timm reckons it; NaN where it has none."""
        if self.stretch == 1:
            return np.floor_divide(x, self.length)
        left = 1 - x / self.length * (1 - self.stretch)
        number = np.where(left > 0, np.log(left) / math.log(self.stretch), np.nan)
        # numpy's logarithm may round otherwise than Python's, which counts next to a restart
        near = np.abs(number - np.rint(number)) <= 1e-9 * (1 + np.abs(number))
        number[near] = [math.log(each, self.stretch) for each in left[near].tolist()]
        return np.floor(number)

    def values(self, x: Array) -> Array:
        number = self.cycle(x)
        if self.stretch == 1:
            local = (x - self.length * number) / self.length
        else:
            longer = self.stretch**number
            start = (1 - longer) / (1 - self.stretch) * self.length
            local = (x - start) / (longer * self.length)
        left = self.fall(np.maximum(local, 0.0))
        rate = self.floor * (1 - left) + self.peak * powers(self.fade, number) * left
        return np.where(number < self.times, rate, self.floor)

    def breaks(self, edges: Array) -> Array:
        return self._plain.breaks(edges)

    @property
    def _plain(self) -> Repeat:
        return Repeat(Constant(0.0), self.length, self.stretch, times=max(self.times, 1))

    @property
    def end(self) -> float:
        return self._plain.end

    @property
    def span(self) -> float:
        return self._plain.span


@final
@dataclass(frozen=True)
class CosineFall:
    """(1 + cos(pi u ** k)) / 2."""

    k: float

    def __call__(self, x: Array) -> Array:
        half: Array = 0.5 + 0.5 * np.cos(np.pi * x**self.k)
        return half


@final
@dataclass(frozen=True)
class PowerFall:
    """(1 - u ** k) ** power."""

    k: float
    power: float

    def __call__(self, x: Array) -> Array:
        left: Array = np.maximum(1.0 - x**self.k, 0.0) ** self.power
        return left


@final
@dataclass(frozen=True)
class TanhFall:
    """(1 - tanh(low (1 - u) + high u)) / 2."""

    low: float
    high: float

    def __call__(self, x: Array) -> Array:
        left: Array = 0.5 - 0.5 * np.tanh(self.low * (1.0 - x) + self.high * x)
        return left
