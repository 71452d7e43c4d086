"""Functions of a number that a list of numbers makes: a table's items, interpolation, a search."""

from __future__ import annotations

import bisect
from typing import Any, Literal

from lrplot.arithmetic.arrays import EXACT, Array, Truths, np
from lrplot.arithmetic.graph import Node
from lrplot.arithmetic.operators import Call, Failure


def plain(nodes: list[Node]) -> list[Any] | None:
    """Return the numbers that nodes are; None if one is none, or float64 does not hold it."""
    values = [node.value for node in nodes]
    if not all(node.constant for node in nodes) or any(
        isinstance(value, Failure | complex) or (isinstance(value, int) and abs(value) > EXACT)
        for value in values
    ):
        return None
    return values


def table(nodes: list[Node]) -> Call | None:
    """Return the function that has the item of a list at a place, if it is one of numbers."""
    values = plain(nodes)
    if not values:
        return None
    count = len(values)

    def many(place: Array) -> Array:
        inside = (place >= -count) & (place < count)
        here: Array = np.array([float(value) for value in values])[
            np.where(inside, place, 0).astype(int)
        ]
        return here

    def outside(out: Array, place: Array) -> Truths:
        found: Truths = (place < -count) | (place >= count)
        return found

    kinds = "".join({kind for node in nodes for kind in node.kinds})
    return Call(values.__getitem__, many, "pick", fails=outside, bends="table", kinds=kinds,
                ends=(count, -count - 1))  # fmt: skip


def interpolation(xp: list[Any], fp: list[Any]) -> Call:
    """Return the function that is on a line between points, as `np.interp` has it."""
    xp, fp = [float(x) for x in xp], [float(y) for y in fp]

    def many(x: Array) -> Array:
        out: Array = np.interp(x, xp, fp)
        return out

    return Call(lambda x: np.interp(float(x), xp, fp), many, style="framework", bends="interp",
                cost=40, piece=search(xp, False, True), ends=(xp[-1], xp[0]))  # fmt: skip


def search(values: list[Any], right: bool, numpy: bool) -> Call:
    """Return the function that has how many of a sorted list lie before a number."""
    floats = [float(value) for value in values]
    side: Literal["left", "right"] = "right" if right else "left"
    find = bisect.bisect_right if right else bisect.bisect_left

    def many(x: Array) -> Array:
        found = np.searchsorted(floats, x, side=side).astype(np.float64)
        # NaN is before nothing for `bisect_left`, as no number is less
        out: Array = found if right or numpy else np.where(np.isnan(x), 0.0, found)
        return out

    def one(x: Any) -> Any:
        return np.searchsorted(floats, float(x), side=side) if numpy else find(values, x)

    return Call(one, many, "pick", bends="itself", kinds="i" if numpy else "I", cost=40,
                ends=(values[-1], values[0]))  # fmt: skip
