"""Reads the syntax tree of a formula, or of arithmetic with numbers, into a graph."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from lrplot.arithmetic import calls, listed, series
from lrplot.arithmetic.calls import name
from lrplot.arithmetic.comprehensions import KINDS, Names, comprehension
from lrplot.arithmetic.functions import CONSTANTS, FUNCTIONS
from lrplot.arithmetic.graph import Graph, Node
from lrplot.arithmetic.operators import NOT, OPERATORS, Failure
from lrplot.arithmetic.series import Kind, Series, Value
from lrplot.errors import LrplotError, shown, unknown

LONGEST = 30_000
"""The most parts to read, those inside a comprehension as often as it goes round."""

CASTS = {"tf.cast": ("tf.float32", "tf.float64")}
"""What a framework's function makes a float of."""


class Reader:
    """Reads trees into one graph, and counts what it reads."""

    def __init__(self) -> None:
        self.graph = Graph()
        self.seen = 0

    def number(self, node: ast.expr, names: Names) -> Node:
        """Return the node of a part that must be one number."""
        value = self.read(node, names)
        if isinstance(value, Series):
            raise LrplotError(f"{shown(node)} is no number; one must stand there")
        return value

    def many(self, node: ast.expr, names: Names) -> Series:
        """Return what a part that must be a list, or the like, has in it."""
        value = self.read(node, names)
        if isinstance(value, Node):
            raise LrplotError(f"{shown(node)} is no list; one must stand there")
        self.seen += len(value.items)
        return value

    def read(self, node: ast.expr, names: Names) -> Value:
        """Return the node of a part, or the nodes of a list; `LrplotError` for what is neither."""
        self.seen += 1
        if self.seen > LONGEST:
            raise LrplotError("a formula with so many parts, or rounds of a loop, is not read")
        reader = _READERS.get(type(node))
        if not reader:
            raise LrplotError(f"{shown(node)} cannot stand in a formula")
        return reader(self, node, names)

    def _constant(self, node: ast.Constant, names: Names) -> Node:
        if not isinstance(node.value, int | float):
            raise LrplotError(f"{shown(node)} cannot stand in a formula")
        return self.graph.number(node.value)

    def _name(self, node: ast.Name | ast.Attribute, names: Names) -> Value:
        text = name(node)
        if text in names:
            return names[text]
        if text not in CONSTANTS:
            raise LrplotError(f"{shown(node)} cannot be read; write its number in its place")
        return self.graph.number(CONSTANTS[text])

    def _operator(self, node: ast.expr, op: ast.AST) -> Any:
        if type(op) not in OPERATORS:
            raise LrplotError(f"{shown(node)} cannot stand in a formula")
        return OPERATORS[type(op)]

    def _pair(self, node: ast.BinOp, names: Names) -> Value:
        call = self._operator(node, node.op)
        left, right = self.read(node.left, names), self.read(node.right, names)
        if isinstance(left, Node) and isinstance(right, Node):
            return self.graph.apply(call, left, right)
        made = listed.operated(self.graph, node.op, left, right)
        if made is None:
            raise LrplotError(f"{shown(node)} cannot stand in a formula: it has a list in it")
        return made

    def _sign(self, node: ast.UnaryOp, names: Names) -> Node:
        return self.graph.apply(self._operator(node, node.op), self.number(node.operand, names))

    def _truths(self, node: ast.BoolOp, names: Names) -> Node:
        *rest, last = [self.number(value, names) for value in node.values]
        for value in reversed(rest):
            both = isinstance(node.op, ast.And)
            last = self.graph.choose(value, *((last, value) if both else (value, last)))
        return last

    def _either(self, node: ast.IfExp, names: Names) -> Value:
        test = self.number(node.test, names)
        yes, no = self.read(node.body, names), self.read(node.orelse, names)
        if isinstance(yes, Node) and isinstance(no, Node):
            return self.graph.choose(test, yes, no)
        if test.constant and not isinstance(test.value, Failure):
            return yes if test.value else no
        raise LrplotError(f"{shown(node)} cannot be read: which list it is depends on the step")

    def _comparison(self, node: ast.Compare, names: Names) -> Node:
        sides: list[Value] = [self.read(side, names) for side in (node.left, *node.comparators)]
        found = []
        for place, op in enumerate(node.ops):
            left, right = sides[place : place + 2]
            if isinstance(op, ast.In | ast.NotIn) and isinstance(left, Node):
                if isinstance(right, Node):
                    raise LrplotError(f"{shown(node)} cannot stand in a formula")
                among = series.among(self.graph, left, right)
                found.append(among if isinstance(op, ast.In) else self.graph.apply(NOT, among))
            elif isinstance(left, Node) and isinstance(right, Node):
                found.append(self.graph.apply(self._operator(node, op), left, right))
            else:
                raise LrplotError(f"{shown(node)} cannot stand in a formula: it compares lists")
        last = found[-1]
        for pair in reversed(found[:-1]):
            last = self.graph.choose(pair, last, pair)
        return last

    def _items(self, nodes: list[ast.expr], names: Names, kind: Kind) -> Series:
        parts: list[series.Item] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                parts += listed.listed("list", self.graph, self.many(node.value, names)).items
            else:
                parts.append((None, self.read(node, names)))
        return Series(parts, kind)

    def _display(self, node: ast.List | ast.Tuple | ast.Set, names: Names) -> Series:
        made = self._items(node.elts, names, KINDS[type(node)])
        return series.distinct(self.graph, made) if made.kind == "set" else made

    def _table(self, node: ast.Dict, names: Names) -> Series:
        pairs: list[series.Item] = []
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                other = self.many(value, names)
                if not other.table:
                    raise LrplotError(f"{shown(value)} is no table such as {{1: 2}}")
                pairs += other.items
            else:
                pair: list[series.Item] = [(None, self.number(key, names))]
                pairs.append((None, Series([*pair, (None, self.read(value, names))], "tuple")))
        return series.distinct(self.graph, Series(pairs, "dict"))

    def _place(self, node: ast.Subscript, names: Names) -> Value:
        values = self.many(node.value, names)
        if isinstance(node.slice, ast.Slice):
            slices = (node.slice.lower, node.slice.upper, node.slice.step)
            ends = [self.number(end, names) if end else None for end in slices]
            whole = all(end is None or type(end.value) is int for end in ends)
            cut = slice(*(end.value if end else None for end in ends))
            if values.gaps or values.kind not in series.PLACES or not whole or cut.step == 0:
                raise LrplotError(f"{shown(node)} cannot be read: its ends are no whole numbers")
            needed = series.needs(self.graph, values)
            return Series(values.items[cut], values.kind, needed)
        place = self.number(node.slice, names)
        if values.table:
            return series.looked_up(self.graph, values, place, None)
        return series.at(self.graph, values, place)

    def _call(self, node: ast.Call, names: Names) -> Value:
        text = name(node.func)
        if text in CASTS and len(node.args) == 2 and name(node.args[1]) in CASTS[text]:
            return self.graph.apply(FUNCTIONS["jnp.asarray"], self.number(node.args[0], names))
        if text not in names and (of_lists := calls.function(node, text)):
            of, parts = of_lists
            takes = zip(of.takes, parts, strict=False)
            return of.run(
                self.graph,
                *((self.many if kind == "s" else self.number)(part, names) for kind, part in takes),
            )
        if text not in FUNCTIONS:
            if text and text not in names:
                every = (*FUNCTIONS, *calls.NAMES)
                raise unknown("function", text, every, "there are min, math.cos, …")
            raise LrplotError(f"{shown(node)} cannot stand in a formula")
        if node.keywords:
            raise LrplotError(f"{shown(node)} cannot stand in a formula")
        call = FUNCTIONS[text]
        values = self._items(node.args, names, "tuple")
        if values.gaps or any(isinstance(value, Series) for _, value in values.items):
            raise LrplotError(f"{shown(node)} cannot be read: {text} takes numbers, not lists")
        if call.least <= len(values.items) <= call.most:
            return self.graph.apply(call, *(value for _, value in values.items))  # type: ignore[arg-type]
        count = f"{call.least}" if call.least == call.most else f"{call.least} to {call.most}"
        raise LrplotError(f"{shown(node)} cannot be read: {text} takes {count} numbers")


_READERS: dict[type[ast.expr], Callable[[Reader, Any, Names], Value]] = {
    ast.Constant: Reader._constant,
    ast.Name: Reader._name,
    ast.Attribute: Reader._name,
    ast.BinOp: Reader._pair,
    ast.UnaryOp: Reader._sign,
    ast.BoolOp: Reader._truths,
    ast.IfExp: Reader._either,
    ast.Compare: Reader._comparison,
    ast.List: Reader._display,
    ast.Tuple: Reader._display,
    ast.Set: Reader._display,
    ast.Dict: Reader._table,
    ast.ListComp: comprehension,
    ast.SetComp: comprehension,
    ast.GeneratorExp: comprehension,
    ast.DictComp: comprehension,
    ast.Subscript: Reader._place,
    ast.Call: Reader._call,
}
