"""Lists, tables and what is made of them in a formula, as far as their length is known.

They are taken apart when a formula is read: `sum` becomes additions, a table comparisons. An
item may be there at some steps only, where a comprehension has a condition.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from lrplot.arithmetic import tables
from lrplot.arithmetic.functions import INDEX, KEY
from lrplot.arithmetic.graph import INT, Graph, Node
from lrplot.arithmetic.operators import ADD, EQUAL, LESS, TRUTH, Failure
from lrplot.errors import LrplotError, shown

PLACES = ("list", "tuple", "range")
"""What has a first and a last item, and can be cut."""

LONGEST = 10_000
"""The most items that a list may have."""


class Series:
    """What a list, or the like, has in it, one after the other."""

    def __init__(
        self, items: list[Item], kind: Kind = "list", more: Iterable[Node] = (), loose: bool = False
    ) -> None:
        if len(items) > LONGEST:
            raise LrplotError(f"a list of more than {LONGEST:,} items is not read")
        if any(isinstance(value, Series) and value.lazy for _, value in items):
            raise LrplotError("a generator in a list cannot be read; put it in [ ]")
        self.items = items
        """Each with the node that tells where it is there; None where it always is."""
        self.kind = kind
        self.more = list(more)
        """What has been worked out besides, and may fail."""
        self.loose = loose
        """Whether it is a set or a table in which two keys may turn out to be the same."""

    @property
    def lazy(self) -> bool:
        """Whether an item is worked out only when it is taken."""
        return self.kind == "generator"

    @property
    def table(self) -> bool:
        """Whether its items are pairs of keys and values."""
        return self.kind == "dict"

    @property
    def gaps(self) -> bool:
        """Whether some items are not always there."""
        return any(there for there, _ in self.items)

    def counted(self) -> Series:
        """Return it; `LrplotError` if what is in it depends on the step."""
        if self.loose:
            raise LrplotError("which keys a set or a table has must not depend on the step")
        return self


Kind: TypeAlias = Literal["list", "tuple", "range", "set", "dict", "view", "iterator", "generator"]
Value: TypeAlias = Node | Series
Item: TypeAlias = tuple[Node | None, Value]


def bound(target: ast.expr, item: Value) -> dict[str, Value]:
    """Return what the names of a comprehension stand for at an item."""
    if isinstance(target, ast.Name):
        return {target.id: item}
    names = target.elts if isinstance(target, ast.Tuple | ast.List) else []
    if isinstance(item, Series) and names and len(names) == len(item.items) and not item.gaps:
        found: dict[str, Value] = {}
        for one, (_, value) in zip(names, item.items, strict=True):
            found |= bound(one, value)
        return found
    raise LrplotError(f"{shown(target)} cannot stand for what a comprehension goes through")


def needs(graph: Graph, series: Series) -> Iterator[Node]:
    """Yield what is worked out before the items of a series are looked at, and may fail."""
    yield from series.more
    for there, value in () if series.lazy else series.items:
        for node in [value] if isinstance(value, Node) else needs(graph, value):
            if there or not node.safe:
                yield graph.choose(there, node, graph.number(0)) if there else node


def both(graph: Graph, one: Node | None, other: Node | None) -> Node | None:
    """Return where two conditions hold, the other looked at where the first does."""
    if not other:
        return one
    truth = graph.apply(TRUTH, other)
    found = graph.choose(one, truth, graph.number(False)) if one else truth
    return None if found.constant and found.value is True else found


def sure(graph: Graph, there: Node | None, value: Node, otherwise: Node) -> Node:
    """Return a value where it is there, else another."""
    return graph.choose(there, value, otherwise) if there else value


def numbers(series: Series) -> list[tuple[Node | None, Node]]:
    """Return the items of a series of numbers; `LrplotError` for one of anything else."""
    found = []
    for there, value in series.items:
        value = value.items[0][1] if series.table and isinstance(value, Series) else value
        if isinstance(value, Series):
            raise LrplotError("a list of lists cannot be worked with as if it were of numbers")
        found.append((there, value))
    return found


def among(graph: Graph, one: Node, series: Series) -> Node:
    """Return whether a number is among those of a series."""
    found = graph.number(False)
    for there, value in reversed(numbers(series)):
        equal = graph.apply(EQUAL, one, value)
        hit = sure(graph, there, equal, graph.number(False))
        found = graph.choose(hit, graph.number(True), found)
    return graph.after(found, [one, *needs(graph, series)])


def at(graph: Graph, series: Series, place: Node) -> Value:
    """Return the item at a place."""
    if series.kind not in PLACES:
        raise LrplotError(f"the {series.kind} has no places; a list has")
    wanted = index(graph, place)
    if wanted.constant and not series.gaps:
        where = wanted.value
        if isinstance(where, Failure) or not -len(series.items) <= where < len(series.items):
            return graph.number(Failure("list index out of range"))
        value = series.items[where][1]
        if isinstance(value, Node):
            return graph.after(value, needs(graph, series))
        return Series(value.items, value.kind, [*value.more, *needs(graph, series)], value.loose)
    items = numbers(series)
    if not series.gaps and (call := tables.table([value for _, value in items])):
        return graph.after(graph.apply(call, wanted), needs(graph, series))
    total = length(graph, series)
    back = graph.apply(ADD, wanted, total)
    wanted = graph.choose(graph.apply(LESS, wanted, graph.number(0)), back, wanted)
    found, before = graph.number(Failure("list index out of range")), graph.number(0)
    hits = []
    for there, value in items:
        equal = graph.apply(EQUAL, wanted, before)
        hits.append((sure(graph, there, equal, graph.number(False)), value))
        before = graph.apply(ADD, before, sure(graph, there, graph.number(1), graph.number(0)))
    for hit, value in reversed(hits):
        found = graph.choose(hit, value, found)
    return graph.after(found, needs(graph, series))


def length(graph: Graph, series: Series) -> Node:
    """Return how many items there are."""
    count = graph.number(sum(not there for there, _ in series.items))
    for there, _ in series.items:
        if there:
            count = graph.apply(ADD, count, there)
    return count


def index(graph: Graph, place: Node) -> Node:
    """Return the node of what must be an int."""
    if place.kinds <= set("FfC"):
        return graph.number(Failure("list indices must be integers"))
    return graph.apply(INDEX, place)


def looked_up(graph: Graph, series: Series, key: Node, otherwise: Node | None) -> Node:
    """Return what a table has for a key; without `otherwise` it fails where it has none."""
    found = otherwise or graph.number(Failure("no such key"))
    place = graph.apply(KEY, key) if key.kinds == {INT} else key
    for there, pair in series.items:
        assert isinstance(pair, Series)
        (_, name), (_, value) = pair.items
        if isinstance(value, Series) or isinstance(name, Series):
            raise LrplotError("a table must have numbers for numbers")
        hit = sure(graph, there, graph.apply(EQUAL, place, name), graph.number(False))
        found = graph.choose(hit, value, found)
    needed = [key, *([otherwise] if otherwise else []), *needs(graph, series)]
    return graph.after(found, needed)


def distinct(graph: Graph, series: Series) -> Series:
    """Return a set or a table with each key once."""
    keys = [value for _, value in numbers(series)]
    if series.gaps or any(not key.constant or isinstance(key.value, Failure) for key in keys):
        return Series(series.items, series.kind, series.more, loose=True)
    items = {key.value: value for key, (_, value) in zip(keys, series.items, strict=True)}
    # the first of two equal keys stays, and the last of their values
    order = {key.value for key in keys} if series.kind == "set" else items
    # a value that gave way to a later one has been worked out too
    return Series([(None, items[key]) for key in order], series.kind, needs(graph, series))
