"""Ranges of steps and lengths of a training, read from text such as `100:200:10` or `10ep`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lrplot.arithmetic import numbers
from lrplot.arithmetic.arrays import Array, np
from lrplot.errors import LrplotError, shown

if TYPE_CHECKING:
    from fractions import Fraction

EPOCHS, PERCENT = "ep", "%"
UNIT = " *(?:ep|epochs?|%)"
"""What stands behind the number, as a regular expression."""

_form = re.compile(f"({numbers.NUMBER})({UNIT})")


@dataclass(frozen=True)
class Length:
    """So many epochs, or percent of the whole."""

    amount: Fraction
    unit: str

    def of(self, whole: float) -> int:
        """Return the steps, where an epoch, or all of the training, has `whole` of them.

        A step that is begun counts, as transformers counts a warmup that is a part of the total.
        """
        part = self.amount / 100 if self.unit == PERCENT else self.amount
        return math.ceil(part * type(part)(whole))

    def __str__(self) -> str:
        return f"{numbers.text(float(self.amount))}{self.unit}"


def length(given: object) -> Length | None:
    """Return the length that text says, or nothing if it has no unit."""
    found = _form.fullmatch(given.strip()) if isinstance(given, str) else None
    if not found or not isinstance(given, str) or len(given) > numbers.LONGEST:
        return None
    # slow to import, and seldom needed
    from fractions import Fraction

    # the shortest decimal, so that 10% of 4,000 is no hair above 400
    amount = Fraction(repr(numbers.number(found[1])))
    if amount < 0:
        raise LrplotError(f"must be at least 0, not {shown(given)}")
    return Length(amount, PERCENT if found[2].strip() == PERCENT else EPOCHS)


@dataclass(frozen=True)
class Range:
    """The steps `start`, `start + stride` … below `stop`, as Python's `range` counts them."""

    start: int
    stop: int
    stride: int = 1

    def __post_init__(self) -> None:
        if self.start < 0:
            raise LrplotError(f"steps count from 0, not from {self.start}")
        if self.stride < 1:
            raise LrplotError(f"the stride must be at least 1, not {self.stride}")
        if self.stop <= self.start:
            raise LrplotError(f"no steps from {self.start} to {self.stop}: the range is empty")
        if self.stop > numbers.EXACT:
            raise LrplotError(f"steps beyond 2**53 ({numbers.EXACT}) cannot be told apart")

    def __len__(self) -> int:
        return -(-(self.stop - self.start) // self.stride)

    @property
    def last(self) -> int:
        """The last step of the range."""
        return self.start + (len(self) - 1) * self.stride

    def at(self, indices: Array) -> Array:
        """Return the steps at the given places in the range."""
        return self.start + indices * self.stride

    def block(self, first: int, count: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """Return up to `count` steps from the place `first` on."""
        stop = min(first + count, len(self))
        return np.arange(first, stop, dtype=np.int64) * self.stride + self.start

    def __str__(self) -> str:
        tail = f":{self.stride}" if self.stride != 1 else ""
        return f"{self.start}:{self.stop}{tail}" if self.start or tail else str(self.stop)


@dataclass(frozen=True)
class Stretch:
    """A range of steps in epochs or parts of the whole: `10ep`, `50%:100%`, `0:3ep:10`."""

    start: int | Length
    stop: int | Length
    stride: int | Length = 1

    def range(self, steps_per_epoch: float | None, whole: int) -> Range:
        """Return the steps, where an epoch and all of the training have so many."""

        def steps(of: int | Length) -> int:
            if not isinstance(of, Length):
                return of
            unit = whole if of.unit == PERCENT else steps_per_epoch
            if unit is None:
                raise LrplotError(f"{of} wants --steps-per-epoch N, the updates of an epoch")
            return of.of(unit)

        return Range(steps(self.start), steps(self.stop), steps(self.stride))

    def __str__(self) -> str:
        return f"{self.start}:{self.stop}:{self.stride}"


def parse(text: str) -> Range | Stretch:
    """Return the range that `N` or `START:STOP[:STRIDE]` says.

    Each number may be `10k`, so many epochs, `10ep`, or a part of the whole, `10%`.
    """
    parts = text.split(":")
    if len(parts) > 3:
        raise LrplotError(f"{shown(text)} is not N or START:STOP[:STRIDE]")
    values = [_bound(text, part) if part.strip() else None for part in parts]
    start, stop, stride = [0, *values, 1] if len(values) == 1 else [*values, 1][:3]
    if stop is None:
        raise LrplotError(f"{shown(text)} does not say where to stop")
    found = Stretch(start or 0, stop, 1 if stride is None else stride)
    counted = all(isinstance(part, int) for part in (found.start, found.stop, found.stride))
    return found.range(None, 0) if counted else found


def _bound(text: str, part: str) -> int | Length:
    if found := length(part):
        return found
    plain = part.strip().replace("_", "")
    if plain.isascii() and plain.isdigit() and len(plain) < numbers.LONGEST:
        # float64 would round what lies beyond its whole numbers
        return int(plain)
    value = numbers.number(part)
    if value != math.floor(value):
        raise LrplotError(f"{shown(text)}: steps are whole numbers")
    return int(value)


def nice(steps: float) -> int:
    """Return `steps` rounded up to a number that people like: 1, 1.2, 1.5, 2 … times a power."""
    if not steps <= numbers.EXACT:
        raise LrplotError(
            f"more than 2**53 ({numbers.EXACT}) steps would show all that happens; "
            "--steps says how many to show"
        )
    if steps <= 10:
        return max(2, math.ceil(steps))
    power: float = 10 ** math.floor(math.log10(steps) + 1e-12)
    for digit in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8):
        if digit * power >= steps * (1 - 1e-9):
            return math.ceil(digit * power)
    return int(10 * power)
