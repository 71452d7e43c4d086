"""What schedules are made of: frozen values that know their rate at any step.

Steps are real numbers here, so that the two sides of a joint can be told apart. A piece
evaluates any step directly: its cost never depends on how large the step numbers are, nor on
how many cycles lie before them. Pieces are final; to vary one, wrap it.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar, Literal, final

from lrplot.arithmetic import numbers
from lrplot.arithmetic.arrays import Array, np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

BLOCK = 1 << 15
"""Steps evaluated at a time: temporaries stay in the processor's cache."""


class Schedule(ABC):
    """A learning rate for every step; frozen, comparable, printable."""

    exact: ClassVar[bool] = False
    """Whether its span is neither more nor less than what there is to show."""

    @abstractmethod
    def rates(self, x: Array) -> Array:
        """Return the rates at real steps `x`, of the same shape or one rate for all of them.

        Both are float64 in one dimension; `x` is left as it is.
        """

    @abstractmethod
    def bends(self, edges: Array) -> Array:
        """Return the knots in the range of `edges`, in any order, some perhaps twice."""

    @property
    @abstractmethod
    def end(self) -> float:
        """The step from which nothing happens any more; infinite for an endless schedule."""

    @property
    def span(self) -> float:
        """How many steps show all that happens, or ten time scales of what never ends."""
        return 1.1 * self.end

    @final
    def __call__(self, steps: ArrayLike) -> Array:
        """Return the learning rate at `steps` (update numbers from 0), of the same shape."""
        x = np.asarray(steps, dtype=np.float64)
        # always in one dimension: numpy's scalars round otherwise than its arrays
        flat = x.reshape(-1)
        out = np.empty_like(flat)
        # what float64 cannot hold is infinite or NaN, and is shown as that
        with np.errstate(all="ignore"):
            for i in range(0, flat.size, BLOCK):
                out[i : i + BLOCK] = self.rates(flat[i : i + BLOCK])
        # () of an array without dimensions is a scalar
        shaped: Array = out.reshape(x.shape)[()]
        return shaped

    @final
    def knots(self, edges: ArrayLike) -> Array:
        """Return the steps from the first to the last of `edges` where the formula changes.

        They are real numbers, in order; between two of them the curve does not jump. `edges`
        cuts the range into cells (the columns of a picture): where there are too many cycles
        to name every knot, those of some cycles of each cell are named, its first and last
        among them.
        """
        with np.errstate(all="ignore"):
            return np.unique(self.bends(np.asarray(edges, dtype=np.float64)))

    @final
    def then(self, after: Schedule, at: float, closed: bool = False) -> Schedule:
        """Return this until step `at`, then `after` with a clock that starts there."""
        return Then(self, at, Skip(after, -at), closed)

    @final
    def atop(self, under: Schedule, until: float, closed: bool = False) -> Schedule:
        """Return this until step `until`, then `under`, whose clock has run from step 0."""
        return Then(self, until, under, closed)

    @final
    def __add__(self, other: Schedule) -> Schedule:
        return Mix("sum", self, other)

    @final
    def __mul__(self, other: Schedule) -> Schedule:
        return Mix("product", self, other)

    def __str__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(_brief, _parts(self)))})"


def _parts(piece: Schedule) -> list[object]:
    values = [getattr(piece, field.name) for field in fields(piece)]  # type: ignore[arg-type]
    defaults = [field.default for field in fields(piece)]  # type: ignore[arg-type]
    while values and values[-1] == defaults[-1]:
        values.pop()
        defaults.pop()
    return values


def _brief(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return numbers.text(value) if math.isfinite(value) else str(value)
        case tuple():
            return f"[{', '.join(map(_brief, value))}]"
    return str(value)


def sparing(value: Any) -> str:
    """Return the text of a dataclass that says only what is no default, or has none."""
    given = [(field, getattr(value, field.name)) for field in fields(value)]
    said = [f"{field.name}={it!r}" for field, it in given if it != field.default]
    return f"{type(value).__name__}({', '.join(said)})"


def within(edges: Array, *steps: float) -> Array:
    """Return those of `steps` that lie in the range of `edges`."""
    at = np.asarray(steps, dtype=np.float64)
    inside: Array = at[(at >= edges[0]) & (at <= edges[-1])]
    return inside


@final
@dataclass(frozen=True)
class Then(Schedule):
    """`first` until the step `at`, then `second` on the same clock.

    `closed`: the step `at` itself still belongs to `first`.
    """

    first: Schedule
    at: float
    second: Schedule
    closed: bool = False

    def rates(self, x: Array) -> Array:
        before = x <= self.at if self.closed else x < self.at
        if before.all():
            return self.first.rates(x)
        if not before.any():
            return self.second.rates(x)
        out = np.empty(x.shape)
        out[before] = self.first.rates(x[before])
        out[~before] = self.second.rates(x[~before])
        return out

    def bends(self, edges: Array) -> Array:
        parts = [within(edges, self.at)]
        if edges[0] < self.at:
            parts.append(self.first.bends(np.minimum(edges, self.at)))
        if edges[-1] > self.at:
            parts.append(self.second.bends(np.maximum(edges, self.at)))
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
class Skip(Schedule):
    """`inner` with its clock set `steps` ahead; negative: it starts that much later."""

    inner: Schedule
    steps: float

    def rates(self, x: Array) -> Array:
        return self.inner.rates(x + self.steps)

    def bends(self, edges: Array) -> Array:
        return self.inner.bends(edges + self.steps) - self.steps

    @property
    def end(self) -> float:
        return self.inner.end - self.steps

    @property
    def span(self) -> float:
        left = self.inner.span - self.steps
        # of what never ends, as much is left however far it is along
        return left if math.isfinite(self.end) else max(left, self.inner.span / 2)


@final
@dataclass(frozen=True)
class Mix(Schedule):
    """Two schedules taken together step by step: `sum`, `product`, `least` or `most`."""

    how: Literal["sum", "product", "least", "most"]
    one: Schedule
    other: Schedule

    def rates(self, x: Array) -> Array:
        one, other = self.one.rates(x), self.other.rates(x)
        match self.how:
            case "sum":
                return one + other
            case "product":
                return one * other
            case "least":
                return np.minimum(one, other)
            case _:
                return np.maximum(one, other)

    def bends(self, edges: Array) -> Array:
        return np.concatenate([self.one.bends(edges), self.other.bends(edges)])

    @property
    def end(self) -> float:
        return max(self.one.end, self.other.end)

    @property
    def span(self) -> float:
        return max(self.one.span, self.other.span)
