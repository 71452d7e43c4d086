"""Finds the steps where a formula jumps or bends."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from lrplot.arithmetic.arrays import Array, Places, np
from lrplot.arithmetic.evaluate import Program
from lrplot.arithmetic.functions import LEAST, MOST as LARGEST
from lrplot.arithmetic.graph import TRUE, Graph, Node
from lrplot.arithmetic.operators import OPERATORS, SUBTRACT, Call
from lrplot.errors import LrplotError

MOST = 100_000_000
"""The most work, in additions of numbers, that is spent on finding them at a time."""

CALL = 5000
"""What it costs to add two arrays, however short, in additions of numbers."""


def _least(*args: Any) -> int:
    return args.index(min(args))


def _most(*args: Any) -> int:
    return args.index(max(args))


TOGETHER = 1000
"""How many cells of several causes are halved together: it costs little more than a few do."""

HALVES = 64
"""How often a cell is halved at most: float64 has 53 halves, and some for the numbers near 0."""

FLOOR = OPERATORS[ast.FloorDiv]
WHICH = {
    LEAST: Call(_least, lambda *args: np.argmin(np.stack(np.broadcast_arrays(*args)), 0), "whole"),
    LARGEST: Call(_most, lambda *args: np.argmax(np.stack(np.broadcast_arrays(*args)), 0), "whole"),
}


class Level(NamedTuple):
    """A cause of changes: a number that is the same as long as one formula holds."""

    node: Node
    signed: bool
    """Whether only its sign counts."""


def levels(graph: Graph, nodes: list[Node]) -> list[Level]:
    """Return all causes of changes in some nodes."""
    return list(dict.fromkeys(level for node in nodes for level in _of(graph, node)))


def between(every: list[Level], edges: Array) -> Array:
    """Return where a formula changes, in a jump or a bend, in the cells between `edges`.

    Of each cause of changes the first two in a cell that halving it finds are named.
    """
    work = _Work(every)
    cells = [
        _Cells(level, edges[:-1][changed], edges[1:][changed])
        for level, values in zip(every, work.at(edges), strict=True)
        if (changed := values[:-1] != values[1:]).any()
    ]
    found = [np.empty(0)]
    for group in _groups(cells):
        work = _Work([each.level for each in group], work.left)
        which = np.repeat(np.arange(len(group)), [each.low.size for each in group])
        low = np.concatenate([each.low for each in group])
        high = np.concatenate([each.high for each in group])
        for _ in range(2):
            low = work.halved(which, low, high)
            found.append(low)
            changed = work.of(which, low) != work.of(which, high)
            which, low, high = which[changed], low[changed], high[changed]
    at = np.concatenate(found)
    # what happens on a whole step must not miss it by the rounding of 0.1 * 3
    whole = np.rint(at)
    return np.where(np.abs(at - whole) <= 4e-15 * np.maximum(at, 1.0), whole, at)


class _Cells(NamedTuple):
    """The cells in which a level changes."""

    level: Level
    low: Array
    high: Array


class _Work:
    """Evaluates some levels, and counts what that takes: the same each time, unlike a clock."""

    def __init__(self, every: list[Level], left: float = MOST) -> None:
        self.every = every
        self.program = Program(level.node for level in every)
        self.left = left

    def at(self, x: Array) -> list[Array]:
        """Return the values of all levels at steps `x`."""
        self.left -= self.program.cost * x.size + len(self.program.nodes) * CALL
        if self.left < 0:
            raise LrplotError("a formula that changes at so many steps takes too long to draw")
        out = []
        for level, values in zip(self.every, self.program.values(x), strict=True):
            numbers = np.sign(values.numbers) if level.signed else values.numbers
            lost = np.isnan(numbers) if values.error is False else np.isnan(numbers) | values.error
            out.append(np.broadcast_to(np.where(lost, -0.5, numbers), x.shape))
        return out

    def of(self, which: Places, x: Array) -> Array:
        """Return the value of one level at each step, those of the same level in a row."""
        out = np.empty(x.shape)
        if x.size:
            splits = np.searchsorted(which, np.arange(len(self.every) + 1)).tolist()
            for value, start, stop in zip(self.at(x), splits, splits[1:], strict=False):
                out[start:stop] = value[start:stop]
        return out

    def halved(self, which: Places, low: Array, high: Array) -> Array:
        """Return the place in each cell where a level has just changed."""
        low, high = low.copy(), high.copy()
        first = self.of(which, low)
        some = np.arange(low.size)
        for turn in range(HALVES):
            some = some[low[some] < np.nextafter(high[some], -np.inf)]
            if not some.size:
                break
            # what is so on one step alone ends right behind it
            next_to = np.nextafter(low[some], np.inf)
            middle = _middle(low[some], high[some]) if turn else next_to
            same = self.of(which[some], middle) == first[some]
            low[some] = np.where(same, middle, low[some])
            high[some] = np.where(same, high[some], middle)
        return high


def _middle(low: Array, high: Array) -> Array:
    """Return a place in each cell; most changes are on a whole step, which is soon found so."""
    middle = low + (high - low) / 2
    whole = np.rint(middle)
    middle = np.where((low < whole) & (whole < high), whole, middle)
    below = np.nextafter(high, -np.inf)
    out: Array = np.where((high == np.ceil(low)) & (high > low), below, middle)
    return out


def _groups(cells: list[_Cells]) -> Iterator[list[_Cells]]:
    """Yield the levels to evaluate together."""
    group: list[_Cells] = []
    for each in cells:
        if group and sum(other.low.size for other in group) + each.low.size > TOGETHER:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _of(graph: Graph, node: Node) -> Iterator[Level]:
    """Yield the levels of the changes that a node makes itself."""
    args = node.args
    match node.call.bends if node.call else "":
        case "compare":
            yield Level(graph.apply(SUBTRACT, *args), True)
        case "floor":
            yield Level(graph.apply(FLOOR, *args), False)
        case "divide" if not args[1].constant:
            yield Level(args[1], True)
        case "choose" | "where" | "zero" if args[0].kinds != {TRUE}:
            # a truth changes where its own parts do
            yield Level(args[0], True)
        case "pick" if len(args) == 2:
            yield Level(graph.apply(SUBTRACT, *args), True)
        case "pick":
            assert node.call
            yield Level(graph.apply(WHICH[node.call], *args), False)
        case "clip":
            yield Level(graph.apply(SUBTRACT, node, args[0]), True)
        case "itself":
            yield Level(node, False)
        case "table":
            yield Level(args[0], False)
        case "interp":
            assert node.call
            assert node.call.piece
            yield Level(graph.apply(node.call.piece, args[0]), False)
