"""What operators make of the values of a script, known or not."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script import series
from lrplot.specs.script.builtins import PLAIN
from lrplot.specs.script.run import Run
from lrplot.specs.script.trees import tree, worked_out
from lrplot.specs.script.values import (
    LONGEST,
    Class,
    Function,
    Instance,
    Made,
    Opaque,
    Open,
    Series,
    Unsure,
)

COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}


def unknown(node: ast.expr) -> Opaque:
    """Return what stands for an expression that the script leaves open."""
    return Opaque(source(node), node.lineno)


def operated(run: Run, node: ast.BinOp, left: Any, right: Any) -> Any:
    """Return what an operator makes of two values."""
    if isinstance(left, Series) or isinstance(right, Series):
        return series.operated(node.op, left, right) or unknown(node)
    if isinstance(left, str | list | tuple | dict) or isinstance(right, str | list | tuple):
        return _joined(run, node, left, right)
    found = worked_out(ast.BinOp(tree(left), node.op, tree(right)))
    return unknown(node) if found is None else found


def _joined(run: Run, node: ast.BinOp, left: Any, right: Any) -> Any:
    match node.op:
        case ast.Add() if type(left) is type(right) and not isinstance(left, dict):
            size = len(left) + len(right)
            run.count(size // 100)
            return left + right if size <= LONGEST else unknown(node)
        case ast.BitOr() if isinstance(left, dict) and isinstance(right, dict):
            return {**left, **right}
        case ast.Mult():
            many, times = (left, right) if isinstance(right, int) else (right, left)
            if isinstance(many, str | list | tuple) and isinstance(times, int):
                return many * times if len(many) * abs(times) <= LONGEST else unknown(node)
    return unknown(node)


def compared(op: ast.cmpop, left: Any, right: Any) -> bool | None:
    """Return how a comparison comes out; None if that is not known."""
    if isinstance(op, ast.In | ast.NotIn):
        known = isinstance(left, PLAIN) and isinstance(right, str | list | tuple | dict | frozenset)
        if not known or (isinstance(right, str) and not isinstance(left, str)):
            return None
        if not isinstance(right, str | dict) and not all(isinstance(item, PLAIN) for item in right):
            return None
        return (left in right) is isinstance(op, ast.In)
    if isinstance(op, ast.Is | ast.IsNot) and (left is None or right is None):
        other = right if left is None else left
        if not isinstance(other, Open | Opaque):
            return (other is None) is isinstance(op, ast.Is)
        return None
    if isinstance(left, PLAIN | list | tuple) and isinstance(right, PLAIN | list | tuple):
        try:
            return bool(COMPARED[type(op)](left, right))
        except TypeError:
            return None
    return None


def chosen(test: Any, yes: Any, no: Any, strict: bool = False) -> Any:
    """Return what is one of two values, by a test that is not known.

    `strict`: numbers alone may be.
    """
    if yes is no or (type(yes) is type(no) and isinstance(yes, PLAIN) and yes == no):
        return yes
    if any(isinstance(each, Made | Instance | Function | Class | Unsure) for each in (yes, no)):
        if strict:
            raise LrplotError("it is now a number and now a function or an object")
        one = yes if isinstance(yes, Made | Instance | Function | Class | Unsure) else no
        text = getattr(one, "text", "") or getattr(one, "name", "")
        return Unsure(text, getattr(one, "line", 0), tree(test))
    if type(yes) is type(no) and isinstance(yes, list | tuple) and len(yes) == len(no):
        each = [chosen(test, *pair, strict) for pair in zip(yes, no, strict=True)]
        return each if isinstance(yes, list) else tuple(each)
    condition = tree(test)
    match condition, tree(no):
        case ast.UnaryOp(op=ast.Not(), operand=other), ast.IfExp(test=same, body=body):
            if ast.dump(same) == ast.dump(other):
                # one of the two it is
                return Open(ast.IfExp(other, body, tree(yes)))
    return Open(ast.IfExp(condition, tree(yes), tree(no)))


def placed(value: Any, place: Any, node: ast.Subscript) -> Any:
    """Return what is at a place of a value."""
    if isinstance(value, dict | list | tuple | str) and isinstance(place, PLAIN):
        try:
            return value[place]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return unknown(node)
    if isinstance(value, dict | list | tuple) and isinstance(place, Open):
        return Open(ast.Subscript(tree(value), tree(place), ast.Load()))
    if isinstance(value, Series) and (found := series.at(value, place)) is not None:
        return found
    if isinstance(value, Instance) and isinstance(place, str):
        return value.attributes.get(place, unknown(node))
    return unknown(node)
