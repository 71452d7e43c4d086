"""Draws lines in dots, two by four a letter, as braille has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.lines import Line2D
    from numpy.typing import NDArray

WIDE, HIGH = 2, 4
"""Dots of a letter beside and above each other."""

BITS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]], dtype=np.uint8)
"""What each dot of a letter, from the top, adds to its number."""

BRAILLE = 0x2800
"""The letter without a dot; the others follow it by their numbers."""

APART = 16
"""Columns from one mark of a line to the next."""


def dotted(line: Line2D, columns: int, rows: int) -> NDArray[np.uint8]:
    """Return the letters of a line, each by its number, for axes of so many."""
    assert line.axes is not None
    box = line.axes.bbox
    path = line.get_transform().transform_path(line.get_path())
    # half a dot more, for what rounding takes over the edge
    clip = (box.x0 - 0.5, box.y0 - 0.5, box.x1 + 0.5, box.y1 + 0.5)
    path = path.cleaned(remove_nans=True, clip=clip)
    most = np.array([WIDE * columns - 1, HIGH * rows - 1])
    points = (np.asarray(path.vertices) - (box.x0, box.y0)) * (most / (box.width, box.height))
    codes = np.asarray(path.codes)
    drawn = codes == path.LINETO
    here = drawn | (codes == path.MOVETO)
    ends = np.flatnonzero(drawn)
    steps = points[ends] - points[ends - 1]
    # so many dots that none is left out on the way
    many = np.ceil(np.abs(steps).max(axis=1, initial=0.0)).astype(int)
    of = np.repeat(np.arange(ends.size), many)
    part = (np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)) / many[of]
    between = points[ends - 1][of] + part[:, np.newaxis] * steps[of]
    dots = np.concatenate([points[here], between]).round().astype(int)
    dots = dots[((dots >= 0) & (dots <= most)).all(axis=1)]
    x, y = dots[:, 0], HIGH * rows - 1 - dots[:, 1]
    letters = np.zeros((rows, columns), dtype=np.uint8)
    np.bitwise_or.at(letters, (y // HIGH, x // WIDE), BITS[y % HIGH, x % WIDE])
    return letters


def marked(letters: NDArray[np.uint8], number: int, count: int) -> list[tuple[int, int]]:
    """Return the rows and columns where a line, by its number of so many, has its mark."""
    apart = max(APART, 2 * count)
    columns = np.flatnonzero(letters.any(axis=0))
    chosen = columns[columns % apart == apart * (2 * number + 1) // (2 * count)]
    if not chosen.size:
        chosen = columns[columns.size // 2 :][:1]
    rows = [np.flatnonzero(letters[:, column]) for column in chosen]
    return [(int(row[row.size // 2]), int(at)) for row, at in zip(rows, chosen, strict=True)]
