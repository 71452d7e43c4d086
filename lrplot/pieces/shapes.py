"""Interpolants, which go from 0 to 1, and decay laws, which never end.

An interpolant maps progress u in [0, 1] to [0, 1], with 0 at 0 and 1 at 1, never turning back.
A decay law maps x >= 0 to a factor, with no end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from lrplot.arithmetic.arrays import Array, np, powers


class Interpolant(Protocol):
    """A monotone map of [0, 1] onto itself."""

    def __call__(self, u: Array) -> Array:
        """Return how much of the way is done at progress `u`, in the same shape."""
        ...


class DecayLaw(Protocol):
    """A factor over x >= 0 that has no end."""

    def __call__(self, x: Array) -> Array:
        """Return the factor at `x`, in the same shape."""
        ...


@dataclass(frozen=True)
class Linear:
    """u."""

    def __call__(self, u: Array) -> Array:
        return u


LINEAR = Linear()


@dataclass(frozen=True)
class Cosine:
    """(1 - cos(pi u)) / 2."""

    def __call__(self, u: Array) -> Array:
        half: Array = 0.5 - 0.5 * np.cos(np.pi * u)
        return half


@dataclass(frozen=True)
class Power:
    """u ** exponent: the square root gives the "1-sqrt" cooldown its shape."""

    exponent: float

    def __call__(self, u: Array) -> Array:
        out: Array = u**self.exponent
        return out


@dataclass(frozen=True)
class Polynomial:
    """1 - (1 - u) ** power: falling, it is the polynomial decay of the frameworks."""

    power: float

    def __call__(self, u: Array) -> Array:
        return 1.0 - (1.0 - u) ** self.power


@dataclass(frozen=True)
class CosinePower:
    """1 - ((1 + cos(pi u)) / 2) ** exponent: falling, it is a half cosine raised to a power."""

    exponent: float

    def __call__(self, u: Array) -> Array:
        out: Array = 1.0 - (0.5 + 0.5 * np.cos(np.pi * u)) ** self.exponent
        return out


@dataclass(frozen=True)
class Rex:
    """1 - z / (a + (1 - a) z), z = 1 - u: falling, it is the reflected exponential (REX)."""

    a: float = 0.5

    def __call__(self, u: Array) -> Array:
        left = 1.0 - u
        return 1.0 - left / (self.a + (1.0 - self.a) * left)


@dataclass(frozen=True)
class Exponential:
    """(ratio ** u - 1) / (ratio - 1): from a to a * ratio, every step by the same factor."""

    ratio: float

    def __call__(self, u: Array) -> Array:
        log = np.log(self.ratio)
        out: Array = np.expm1(log * u) / np.expm1(log) if log else u
        return out


@dataclass(frozen=True)
class Logarithm:
    """log(1 + (ratio - 1) u) / log(ratio), the inverse of `Exponential`: steep, then flatter."""

    ratio: float

    def __call__(self, u: Array) -> Array:
        # log1p below the line too: exactly 1 at 1
        out: Array = np.log1p((self.ratio - 1.0) * u) / np.log1p(self.ratio - 1.0)
        return out


@dataclass(frozen=True)
class Geometric:
    """rate ** x."""

    rate: float

    def __call__(self, x: Array) -> Array:
        return powers(self.rate, x)


@dataclass(frozen=True)
class InverseTime:
    """1 / (1 + rate * x)."""

    rate: float

    def __call__(self, x: Array) -> Array:
        below = self.rate * x
        # in place: a new array costs as much as the sum
        below += 1.0
        return 1.0 / below


@dataclass(frozen=True)
class InversePower:
    """x ** -power, for x > 0: the inverse square root of Noam and its relatives."""

    power: float

    def __call__(self, x: Array) -> Array:
        out: Array = 1.0 / (np.sqrt(x) if self.power == 0.5 else x**self.power)
        return out


@dataclass(frozen=True)
class Line:
    """1 + slope * x: a fall that rises."""

    slope: float

    def __call__(self, x: Array) -> Array:
        return 1.0 + self.slope * x


@dataclass(frozen=True)
class Rectification:
    """The factor by which RAdam rectifies the rate of its update number x, from 1."""

    beta: float

    def rho(self, x: Array) -> Array:
        """Return how many numbers the moving average of x updates is worth."""
        power = powers(self.beta, x)
        return self.most - 2 * x * power / (1 - power)

    @property
    def most(self) -> float:
        """How many numbers the moving average is worth in the end."""
        return 2.0 / (1 - self.beta) - 1

    @property
    def first(self) -> int:
        """The first update that RAdam rectifies."""
        count = 1
        while self.rho(np.asarray(float(count))) <= 4:
            count += 1
        return count

    def __call__(self, x: Array) -> Array:
        rho, most = self.rho(x), self.most
        out: Array = np.sqrt((rho - 4) * (rho - 2) * most / ((most - 4) * (most - 2) * rho))
        return out
