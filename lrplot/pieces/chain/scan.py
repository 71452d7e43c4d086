"""Computes many steps of a recursion at once."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lrplot.arithmetic.arrays import Array, np
from lrplot.pieces.chain.updates import SAME, Affine, moved


def scan(start: float, maps: Sequence[Affine], count: int) -> Array:
    """Return the rates to which so many steps, each of all the maps, move a rate.

    The steps stand in rows, and all rows are gone through at once: first from where each would
    be if the rate before it were a centre, then from where it is.
    """
    rows = math.isqrt(count - 1) + 1
    columns = -(-count // rows)
    tables = np.empty((columns, len(maps), 3, rows))
    for number, by in enumerate(maps):
        for part, (values, same) in enumerate(zip(by, SAME, strict=True)):
            table = np.full(rows * columns, same)
            table[:count] = values
            tables[:, number, part] = table.reshape(rows, columns).T
    guess = tables[0, :, 1].max(axis=0)
    reached, scale = guess, np.ones(rows)
    for column in tables:
        for by in column:
            reached = moved(reached, by)
            scale = scale * by[0]
    rate = np.empty(rows)
    for row in range(rows):
        rate[row] = start
        start = float(moved(start, (scale[row], guess[row], reached[row])))
    out = np.empty((columns, rows))
    for number, column in enumerate(tables):
        for by in column:
            rate = moved(rate, by)
        out[number] = rate
    return out.T.reshape(-1)[:count]
