"""Writes a legend in letters, and finds it a place where it covers no curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lrplot.writers.figure.legend import INSIDE
from lrplot.writers.figure.wrap import wrapped
from lrplot.writers.terminal.page import Page, cells

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EM = 2
"""Columns of the widest letters, by which texts are wrapped."""

GAP = 3
"""Columns between two entries beside each other."""

LARGEST = 0.6
"""How much of the axes, on either side, a legend inside takes at the most."""


@dataclass(frozen=True)
class Entry:
    """What a legend says of a curve: a piece of its line, the colour of that, and its label."""

    sample: str
    code: str
    label: str


def legend(entries: Sequence[Entry], heading: str, width: int, beside: bool) -> Page:
    """Return the legend on a page of its own; `beside`: with entries beside each other."""
    page = Page(width)
    for line in wrapped(heading, width / EM).split("\n") if heading else ():
        page.put(len(page.rows), 0, line)
    made = [_entry(entry, width) for entry in entries]
    step = max(one.widest for one in made) + GAP
    many = max(1, (width + GAP) // step) if beside else 1
    for first in range(0, len(made), many):
        row = len(page.rows)
        for place, one in enumerate(made[first : first + many]):
            page.paste(row, place * step, one)
    return page


def _entry(entry: Entry, width: int) -> Page:
    page, indent = Page(width), len(cells(entry.sample)) + 1
    page.put(0, 0, entry.sample, entry.code)
    for row, line in enumerate(wrapped(entry.label, (width - indent) / EM).split("\n")):
        page.put(row, indent, line)
    return page


def inside(of: Page, covered: NDArray[np.bool_], place: str) -> tuple[int, int] | None:
    """Return the row and the column between the axes where a legend covers no curve, if any.

    `place` is what is asked for: `auto`, or one of the places between the axes, where it may.
    """
    (rows, columns), high, wide = covered.shape, len(of.rows), of.widest
    if place == "auto" and (high > LARGEST * rows or wide > LARGEST * columns):
        return None
    for name in INSIDE if place == "auto" else (place,):
        up, across = _part(name, "upper", "lower"), _part(name, "left", "right")
        # a column is left free on either side
        row, column = round(up * (rows - high)), 1 + round(across * (columns - wide - 2))
        around = covered[max(0, row) : row + high, max(0, column - 1) : column + wide + 1]
        if place != "auto" or not around.any():
            return max(0, row), max(0, column)
    return None


def _part(name: str, low: str, high: str) -> float:
    """Return how far a place is from one side to the other, from 0 to 1."""
    return 0.0 if low in name else 1.0 if high in name else 0.5
