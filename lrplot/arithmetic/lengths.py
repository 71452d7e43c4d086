"""Lengths in epochs or in parts of the whole training: `10ep`, `2.5 epochs`, `10%`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, shown

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
        return math.ceil(part * Fraction(whole))

    def __str__(self) -> str:
        return f"{numbers.text(float(self.amount))}{self.unit}"


def length(given: object) -> Length | None:
    """Return the length that text says, or nothing if it has no unit."""
    found = _form.fullmatch(given.strip()) if isinstance(given, str) else None
    if not found or not isinstance(given, str) or len(given) > numbers.LONGEST:
        return None
    # the shortest decimal, so that 10% of 4,000 is no hair above 400
    amount = Fraction(repr(numbers.number(found[1])))
    if amount < 0:
        raise LrplotError(f"must be at least 0, not {shown(given)}")
    return Length(amount, PERCENT if found[2].strip() == PERCENT else EPOCHS)
