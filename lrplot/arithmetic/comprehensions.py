"""Reads comprehensions, round by round."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Protocol, TypeAlias

from lrplot.arithmetic import listed, series
from lrplot.arithmetic.graph import Graph, Node
from lrplot.arithmetic.series import Kind, Series, Value
from lrplot.errors import LrplotError, shown

KINDS: dict[type[ast.expr], Kind] = {
    ast.List: "list",
    ast.ListComp: "list",
    ast.Tuple: "tuple",
    ast.Set: "set",
    ast.SetComp: "set",
    ast.DictComp: "dict",
    ast.GeneratorExp: "generator",
}

Names: TypeAlias = Mapping[str, Value]


class Reads(Protocol):
    """What reads the parts of a comprehension."""

    graph: Graph

    def number(self, node: ast.expr, names: Names) -> Node:
        """Return the node of a part that must be one number."""

    def many(self, node: ast.expr, names: Names) -> Series:
        """Return what a part that must be a list, or the like, has in it."""

    def read(self, node: ast.expr, names: Names) -> Value:
        """Return the node of a part, or the nodes of a list."""


def comprehension(
    reader: Reads, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, names: Names
) -> Series:
    """Return what a comprehension has in it, once for each round."""
    parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    found: list[series.Item] = []
    more: list[Node] = []
    kind = KINDS[type(node)]
    lazy = kind == "generator"

    def around(left: list[ast.comprehension], names: Names, there: Node | None) -> None:
        if not left:
            values = [reader.read(part, names) for part in parts]
            pair = Series([(None, each) for each in values], "tuple")
            value = values[0] if kind != "dict" else pair
            found.append((there, value))
            return
        one, *rest = left
        if one.is_async:
            raise LrplotError(f"{shown(node)} cannot stand in a formula")
        source = reader.many(one.iter, names)
        if not lazy or one is node.generators[0]:
            zero = reader.graph.number(0)
            for need in series.needs(reader.graph, source):
                more.append(series.sure(reader.graph, there, need, zero))
        if source.table:
            source = listed.listed("view", reader.graph, source)
        for sure, item in source.counted().items:
            inner = {**names, **series.bound(one.target, item)}
            here = series.both(reader.graph, there, sure)
            for test in one.ifs:
                here = series.both(reader.graph, here, reader.number(test, inner))
            if here and not lazy:
                more.append(here)
            if not (here and here.constant and here.value is False):
                around(rest, inner, here)

    around(node.generators, names, None)
    made = Series(found, kind, more)
    return series.distinct(reader.graph, made) if kind in ("set", "dict") else made
