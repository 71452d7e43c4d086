"""The functions of lists that a formula may call: `sum`, `len`, `max`, `zip`, `bisect` …"""

from __future__ import annotations

import ast
import itertools
from typing import Any

from lrplot.arithmetic import tables
from lrplot.arithmetic.graph import Graph, Node
from lrplot.arithmetic.operators import ADD, TIMES, TRUTH, Call, Failure
from lrplot.arithmetic.series import (
    LONGEST,
    PLACES,
    Item,
    Kind,
    Series,
    Value,
    length,
    looked_up,
    needs,
    numbers,
    sure,
)
from lrplot.errors import LrplotError


def operated(graph: Graph, op: ast.operator, left: Value, right: Value) -> Series | None:
    """Return lists put together by `+`, or a list repeated by `*`; None for anything else."""
    if isinstance(left, Series) and isinstance(right, Series):
        if isinstance(op, ast.Add) and left.kind == right.kind and left.kind in ("list", "tuple"):
            return Series(left.items + right.items, left.kind, left.more + right.more)
        return None
    series, count = (left, right) if isinstance(left, Series) else (right, left)
    if not isinstance(series, Series) or not isinstance(op, ast.Mult):
        return None
    times = count.value if isinstance(count, Node) and count.constant else None
    if not isinstance(times, int) or len(series.items) * times > LONGEST:
        return None
    if series.kind not in ("list", "tuple"):
        return None
    return Series(series.items * times, series.kind, needs(graph, series))


def total(graph: Graph, series: Series, start: Node | None = None) -> Node:
    """Return the sum of a list, which begins with 0."""
    return _folded(graph, series, ADD, start or graph.number(0))


def product(graph: Graph, series: Series) -> Node:
    """Return the product of a list, which begins with 1."""
    return _folded(graph, series, TIMES, graph.number(1))


def _folded(graph: Graph, series: Series, call: Call, start: Node) -> Node:
    found = start
    for there, value in numbers(series.counted()):
        found = sure(graph, there, graph.apply(call, found, value), found)
    return graph.after(found, needs(graph, series))


def count(graph: Graph, series: Series) -> Node:
    """Return how many items there are."""
    if series.kind in ("generator", "iterator"):
        raise LrplotError(f"no len of the {series.kind}; put it in [ ]")
    return graph.after(length(graph, series.counted()), needs(graph, series))


def extreme(call: Call, graph: Graph, series: Series, otherwise: Node | None = None) -> Node:
    """Return the item that compares so with all before it: the least or the most."""
    found, has = otherwise or graph.number(Failure("no item")), graph.number(False)
    for there, value in numbers(series):
        better = graph.choose(has, graph.apply(call, value, found), graph.number(True))
        taken = sure(graph, there, better, graph.number(False))
        found = graph.choose(taken, value, found)
        has = graph.choose(has, has, there or graph.number(True))
    return graph.after(found, [*needs(graph, series), *_given(otherwise)])


def quantified(stops: bool, graph: Graph, series: Series) -> Node:
    """Return whether any item is true, or all are; the first that `stops` ends a generator."""
    found = graph.number(not stops)
    for there, value in reversed(numbers(series)):
        truth = sure(graph, there, graph.apply(TRUTH, value), graph.number(not stops))
        stop = graph.number(stops)
        found = graph.choose(truth, *((stop, found) if stops else (found, stop)))
    return graph.after(found, needs(graph, series))


def first(graph: Graph, series: Series, otherwise: Node | None = None) -> Node:
    """Return the first item of a generator, or else what is given."""
    if series.kind not in ("generator", "iterator"):
        raise LrplotError("next takes a generator: next(a for a in [1, 2])")
    found = otherwise or graph.number(Failure("no item"))
    for there, value in reversed(numbers(series)):
        found = sure(graph, there, value, found)
    return graph.after(found, [*needs(graph, series), *_given(otherwise)])


def _given(node: Node | None) -> list[Node]:
    return [node] if node else []


def listed(kind: Kind, graph: Graph, series: Series) -> Series:
    """Return the items, and of a table the keys, as a list or the like."""
    items = series.counted().items
    if series.table:
        items = [(there, key) for there, key in numbers(series)]
    return Series(items, kind, needs(graph, series))


def backwards(graph: Graph, series: Series) -> Series:
    """Return the items from the last to the first."""
    if series.kind in ("set", "generator", "iterator", "view"):
        raise LrplotError(f"the {series.kind} cannot be reversed; a list can")
    return Series(listed("list", graph, series).items[::-1], "iterator", needs(graph, series))


def in_order(graph: Graph, series: Series) -> Series:
    """Return the items from the least to the most."""
    values = tables.plain([value for _, value in numbers(series)])
    if series.gaps or values is None:
        raise LrplotError("what depends on the step cannot be sorted")
    return Series([(None, graph.number(value)) for value in sorted(values)])


def zipped(graph: Graph, *many: Series) -> Series:
    """Return the first items of all lists, the second …"""
    if any(series.gaps for series in many):
        raise LrplotError("zip and enumerate take lists without a condition")
    rows = zip(*(listed("list", graph, series).items for series in many), strict=False)
    needed = [need for series in many for need in needs(graph, series)]
    return Series([(None, Series([*row], "tuple")) for row in rows], "iterator", needed)


def numbered(graph: Graph, series: Series, start: Node | None = None) -> Series:
    """Return each item behind its number."""
    first = graph.number(0) if start is None else start
    places = [graph.number(place) for place in range(len(series.items))]
    count: list[Item] = [(None, graph.apply(ADD, first, place)) for place in places]
    return zipped(graph, Series(count), series)


def counted(graph: Graph, *ends: Node) -> Series:
    """Return the whole numbers of a range."""
    if not ends or not all(end.constant and type(end.value) is int for end in ends):
        raise LrplotError("range takes whole numbers that do not depend on the step")
    try:
        values = range(*(end.value for end in ends))
    except ValueError as error:
        raise LrplotError(str(error)) from None
    # its length may be too much for len
    some = itertools.islice(values, LONGEST + 1)
    return Series([(None, graph.number(value)) for value in some], "range")


def _rising(series: Series, what: str) -> list[Any]:
    values = None if series.gaps else tables.plain([value for _, value in numbers(series)])
    if not values or series.kind not in PLACES or any(b < a for a, b in itertools.pairwise(values)):
        raise LrplotError(f"{what} takes a list of rising numbers, which do not depend on the step")
    return values


def interpolated(graph: Graph, x: Node, xp: Series, fp: Series) -> Node:
    """Return what is on the lines between points at x."""
    places = _rising(xp, "interp")
    values = None if fp.gaps else tables.plain([value for _, value in numbers(fp)])
    if not values or fp.kind not in PLACES or len(values) != len(places):
        raise LrplotError("interp takes two lists of numbers, one as long as the other")
    return graph.apply(tables.interpolation(places, values), x)


def bisected(right: bool, graph: Graph, series: Series, x: Node) -> Node:
    """Return how many items are before a number, as `bisect` has it."""
    return graph.apply(tables.search(_rising(series, "bisect"), right, False), x)


def searched(right: bool, graph: Graph, series: Series, x: Node) -> Node:
    """Return how many items are before a number, as numpy's `searchsorted` has it."""
    return graph.apply(tables.search(_rising(series, "searchsorted"), right, True), x)


def _table(series: Series) -> Series:
    if not series.table:
        raise LrplotError("get, keys, items and values are of a table such as {1: 2}")
    return series


def got(graph: Graph, series: Series, key: Node, otherwise: Node | None = None) -> Node:
    """Return what a table has for a key, or else what is given."""
    if otherwise is None:
        raise LrplotError("get takes the key, and what there is without it: .get(t, 0.1)")
    return looked_up(graph, _table(series), key, otherwise)


def keys(graph: Graph, series: Series) -> Series:
    """Return the keys of a table."""
    return listed("view", graph, _table(series))


def pairs(graph: Graph, series: Series) -> Series:
    """Return the keys of a table with their values."""
    return Series(_table(series).counted().items, "view", needs(graph, series))


def values(graph: Graph, series: Series) -> Series:
    """Return the values of a table."""
    items: list[Item] = [
        (there, pair.items[1][1])
        for there, pair in _table(series).counted().items
        if isinstance(pair, Series)
    ]
    return Series(items, "view", needs(graph, series))
