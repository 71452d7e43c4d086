"""Counts the rates of a plot that no training can use: not a number, infinite, negative."""

from __future__ import annotations

import math
import mmap
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lrplot.arithmetic.arrays import Array, np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST = 1e250
"""Rates beyond it are not drawn, as infinite ones are not: matplotlib multiplies them."""

ROUNDING = 1e-15
"""What is below 0 by no more is 0, but for the rounding of float64."""

KINDS = ("not a number", "infinite", f"above {LARGEST}", "negative")

MOST_NAMED = 3
"""So many curves are named in a warning."""


class Tally:
    """How many rates of each curve were looked at, how many of each kind, and the first of these.

    A copy of this process may count too: each counts in a half of the memory that both have.
    """

    def __init__(self, curves: int) -> None:
        self._owner = os.getpid()
        self._row = 2 + len(KINDS)
        self._half = curves * self._row
        self._numbers = memoryview(mmap.mmap(-1, 2 * 8 * max(self._half, 1))).cast("d")

    def see(self, curve: int, steps: NDArray[Any], rates: Array) -> None:
        """Count the rates of a curve at steps that go up, none of them seen before."""
        numbers = self._numbers
        at = curve * self._row + self._half * (os.getpid() != self._owner)
        numbers[at] += rates.size
        # NaN is neither; two comparisons cost less than looking for each kind
        if not rates.size or (rates.min() >= -ROUNDING and rates.max() <= LARGEST):
            return
        kinds = (
            np.isnan(rates),
            np.isinf(rates),
            np.isfinite(rates) & (np.abs(rates) > LARGEST),
            (rates < -ROUNDING) & (rates >= -LARGEST),
        )
        first = float(steps[np.logical_or.reduce(kinds).argmax()]) + 1.0
        before = numbers[at + 1]
        numbers[at + 1] = min(before, first) if before else first
        for place, kind in enumerate(kinds, start=at + 2):
            numbers[place] += np.count_nonzero(kind)

    @property
    def seen(self) -> float:
        """How many rates were looked at."""
        return sum(self._numbers[:: self._row])

    def said(self, labels: Sequence[str], steps: int) -> str:
        """Return one line about the curves that have such rates; nothing if none has.

        `steps` is how many there are, of which a picture may show only some.
        """
        found = (self._of(number, name, steps) for number, name in enumerate(labels))
        parts = [part for part in found if part]
        more = f"; and {len(parts) - MOST_NAMED} more" if len(parts) > MOST_NAMED else ""
        return "; ".join(parts[:MOST_NAMED]) + more

    def _of(self, curve: int, label: str, steps: int) -> str:
        places = (curve * self._row, curve * self._row + self._half)
        rows = [self._numbers[at : at + self._row].tolist() for at in places]
        seen, _, *counts = map(sum, zip(*rows, strict=True))
        if not any(counts):
            return ""
        first = min(row[1] or math.inf for row in rows) - 1
        kinds = zip(KINDS, counts, strict=True)
        found = " and ".join(f"{kind} at {count:,.0f}" for kind, count in kinds if count)
        of = f"the {seen:,.0f} steps drawn" if seen < steps else f"{seen:,.0f} steps"
        return f"{label}: the rate is {found} of {of}, first at step {first:.0f}"
