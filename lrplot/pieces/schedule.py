"""`Schedule`, the base of all pieces; join, shift, sum, product, minimum and maximum.

Steps are real numbers here, so that the two sides of a joint can be told apart. A piece
evaluates any step directly: its cost never depends on how large the step numbers are, nor on
how many cycles lie before them. Pieces are final; to vary one, wrap it.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, final, overload

from lrplot.arithmetic.arrays import Array, np
from lrplot.pieces.describe import described
from lrplot.pieces.shown import Shown

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

BLOCK = 1 << 15
"""Steps evaluated at a time: temporaries stay in the processor's cache."""


class Schedule(Shown, ABC):
    """A learning rate for every step; frozen, comparable, printable."""

    @property
    def exact(self) -> bool:
        """Whether its span is neither more nor less than what there is to show."""
        return False

    @abstractmethod
    def values(self, x: Array) -> Array:
        """Return the rates at real steps `x`, of the same shape or one rate for all of them.

        Both are float64 in one dimension; `x` is left as it is.
        """

    @abstractmethod
    def breaks(self, edges: Array) -> Array:
        """Return the breakpoints in the range of `edges`, in any order, some perhaps twice."""

    @property
    @abstractmethod
    def end(self) -> float:
        """The step from which nothing happens any more; infinite for an endless schedule."""

    @property
    def span(self) -> float:
        """How many steps show all that happens, or ten time scales of what never ends."""
        return 1.1 * self.end

    @overload
    def __call__(self, steps: float) -> float: ...
    @overload
    def __call__(self, steps: ArrayLike) -> Array: ...
    @final
    def __call__(self, steps: Any) -> Any:
        """Return the learning rate at `steps` (update numbers from 0), of the same shape.

        That of a Python number is a Python float; of what has a shape, a float64 array.

        >>> import lrplot
        >>> line = lrplot.read("ramp(0, 1, 4)").schedule()
        >>> line(1), line([[0, 2], [4, 6]]).tolist()
        (0.25, [[0.0, 0.5], [1.0, 1.0]])
        """
        x = np.asarray(steps, dtype=np.float64)
        # always in one dimension: numpy's scalars round otherwise than its arrays
        flat = x.reshape(-1)
        out = np.empty_like(flat)
        # what float64 cannot hold is infinite or NaN, and is shown as that
        with np.errstate(all="ignore"):
            for i in range(0, flat.size, BLOCK):
                out[i : i + BLOCK] = self.values(flat[i : i + BLOCK])
        # () of an array without dimensions is a scalar
        return float(out[0]) if type(steps) in (int, float) else out.reshape(x.shape)[()]

    @final
    def breakpoints(self, edges: ArrayLike) -> Array:
        """Return the steps from the first to the last of `edges` where the formula changes.

        They are real numbers, in order; between two of them the curve does not jump. `edges`
        cuts the range into cells (the columns of a picture): where there are too many cycles
        to name every breakpoint, those of some cycles of each cell are named, its first and last
        among them.
        """
        with np.errstate(all="ignore"):
            return np.unique(self.breaks(np.asarray(edges, dtype=np.float64)))

    knots = breakpoints
    """The same, by its former name."""

    @final
    def then(
        self, after: Schedule, at: float, closed: bool = False, restart: bool = True
    ) -> Schedule:
        """Return this until step `at`, then `after`.

        The clock of `after` starts there, or without `restart` has run from step 0. `closed`: the
        step `at` itself still belongs to this.
        """
        return Join(self, at, Shift(after, -at) if restart else after, closed)

    @final
    def __add__(self, other: Schedule) -> Schedule:
        return Sum(self, other)

    @final
    def __mul__(self, other: Schedule) -> Schedule:
        return Product(self, other)

    def __str__(self) -> str:
        return described(self)


def within(edges: Array, *steps: float) -> Array:
    """Return those of `steps` that lie in the range of `edges`."""
    at = np.asarray(steps, dtype=np.float64)
    inside: Array = at[(at >= edges[0]) & (at <= edges[-1])]
    return inside


@final
@dataclass(frozen=True)
class Join(Schedule):
    """`first` until the step `at`, then `second` on the same clock.

    `closed`: the step `at` itself still belongs to `first`.
    """

    first: Schedule
    at: float
    second: Schedule
    closed: bool = False

    def values(self, x: Array) -> Array:
        before = x <= self.at if self.closed else x < self.at
        if before.all():
            return self.first.values(x)
        if not before.any():
            return self.second.values(x)
        out = np.empty(x.shape)
        out[before] = self.first.values(x[before])
        out[~before] = self.second.values(x[~before])
        return out

    def breaks(self, edges: Array) -> Array:
        parts = [within(edges, self.at)]
        if edges[0] < self.at:
            parts.append(self.first.breaks(np.minimum(edges, self.at)))
        if edges[-1] > self.at:
            parts.append(self.second.breaks(np.maximum(edges, self.at)))
        return np.concatenate(parts)

    @property
    def end(self) -> float:
        return max(self.at, self.second.end)

    @property
    def span(self) -> float:
        # a fall without a scale of its own goes by the step that it begins at
        late = math.isinf(self.second.end) and self.second.span <= self.at
        return 10 * self.at if late else max(1.1 * self.at, self.second.span)


@final
@dataclass(frozen=True)
class Shift(Schedule):
    """`inner` with its clock set `steps` ahead; negative: it starts that much later."""

    inner: Schedule
    steps: float

    def values(self, x: Array) -> Array:
        return self.inner.values(x + self.steps)

    def breaks(self, edges: Array) -> Array:
        return self.inner.breaks(edges + self.steps) - self.steps

    @property
    def end(self) -> float:
        return self.inner.end - self.steps

    @property
    def span(self) -> float:
        left = self.inner.span - self.steps
        # of what never ends, as much is left however far it is along
        return left if math.isfinite(self.end) else max(left, self.inner.span / 2)


@dataclass(frozen=True)
class _Combined(Schedule):
    """Two schedules taken together, step by step."""

    one: Schedule
    other: Schedule

    def breaks(self, edges: Array) -> Array:
        return np.concatenate([self.one.breaks(edges), self.other.breaks(edges)])

    @property
    def end(self) -> float:
        return max(self.one.end, self.other.end)

    @property
    def span(self) -> float:
        return max(self.one.span, self.other.span)


@final
@dataclass(frozen=True)
class Sum(_Combined):
    """The sum of two schedules at each step."""

    def values(self, x: Array) -> Array:
        return self.one.values(x) + self.other.values(x)


@final
@dataclass(frozen=True)
class Product(_Combined):
    """The product of two schedules at each step."""

    def values(self, x: Array) -> Array:
        return self.one.values(x) * self.other.values(x)


@final
@dataclass(frozen=True)
class Minimum(_Combined):
    """The smaller of two schedules at each step."""

    def values(self, x: Array) -> Array:
        return np.minimum(self.one.values(x), self.other.values(x))


@final
@dataclass(frozen=True)
class Maximum(_Combined):
    """The larger of two schedules at each step."""

    def values(self, x: Array) -> Array:
        return np.maximum(self.one.values(x), self.other.values(x))
