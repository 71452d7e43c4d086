"""What operators make of the values of a script, known or not."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.arithmetic.operators import BITS
from lrplot.errors import LrplotError
from lrplot.specs.script import library, own_methods, series
from lrplot.specs.script.arrays import Series
from lrplot.specs.script.constants import constant
from lrplot.specs.script.library import narrow
from lrplot.specs.script.lost import standing
from lrplot.specs.script.members import every
from lrplot.specs.script.parts import TooLargeError
from lrplot.specs.script.plain import PLAIN, known
from lrplot.specs.script.run import Run
from lrplot.specs.script.trees import leaves, tree, worked_out
from lrplot.specs.script.truths import none
from lrplot.specs.script.typed import same_kind
from lrplot.specs.script.values import (
    LONGEST,
    MISSING,
    Class,
    Function,
    Instance,
    Large,
    Made,
    Opaque,
    Open,
    Path,
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


def operated(run: Run, node: ast.BinOp, left: Any, right: Any, here: bool = False) -> Any:
    """Return what an operator makes of two values; `here`: it may change the one on the left."""
    if isinstance(left, Instance) or isinstance(right, Instance):
        found = own_methods.operated(run, node, left, right, here)
        if found is not MISSING:
            return found
    if isinstance(left, Series) or isinstance(right, Series):
        found = series.operated(node.op, left, right)
        return unknown(node) if found is None else found
    if type(node.op) in BITWISE and (found := _bits(node.op, left, right)) is not None:
        return found
    if isinstance(left, str | list | tuple | dict) or isinstance(right, str | list | tuple):
        run.created.append(joined := _joined(run, node, left, right))
        return joined
    if isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod) and right in (0, False):
        # it fails
        return unknown(node)
    found = worked_out(ast.BinOp(tree(left), node.op, tree(right)))
    return unknown(node) if found is None else found


def _bits(op: ast.operator, left: Any, right: Any) -> Any:
    """Return what `&` and the like make of whole numbers, truths, sets or kinds."""
    kinds = {type(left), type(right)}
    if kinds <= {int, bool} or kinds == {frozenset}:
        if isinstance(op, ast.LShift | ast.RShift) and not 0 <= right < BITS:
            return None
        found = BITWISE[type(op)](left, right)
        return found if kinds == {frozenset} or found.bit_length() <= BITS else None
    if isinstance(op, ast.BitOr) and all(isinstance(one, KINDS) for one in (left, right)):
        # what a value may be one of
        return (left, right)
    return None


KINDS = (Path, Class, tuple, type(None))

BITWISE: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.Sub: operator.sub,
}


def _joined(run: Run, node: ast.BinOp, left: Any, right: Any) -> Any:
    match node.op:
        case ast.Add() if type(left) is type(right) and not isinstance(left, dict):
            size = len(left) + len(right)
            run.count(size // 100)
            return left + right if size <= LONGEST else unknown(node)
        case ast.Mod() if type(left) is str and narrow(left):
            found = library.result(run, operator.mod, [left, right], {})
            return unknown(node) if found is MISSING else found
        case ast.BitOr() if isinstance(left, dict) and isinstance(right, dict):
            return {**left, **right}
        case ast.Mult():
            many, times = (left, right) if isinstance(right, int) else (right, left)
            if isinstance(many, str | list | tuple) and isinstance(times, int):
                run.count(min(len(many) * abs(times), LONGEST) // 100)
                return many * times if len(many) * abs(times) <= LONGEST else unknown(node)
    return unknown(node)


def compared(op: ast.cmpop, left: Any, right: Any) -> bool | None:
    """Return how a comparison comes out; None if that is not known."""
    left, right = constant(left), constant(right)
    if isinstance(op, ast.In | ast.NotIn):
        sure = isinstance(right, str | list | tuple | dict | frozenset)
        if not sure or (isinstance(right, str) and not isinstance(left, str)):
            return None
        if not isinstance(left, PLAIN) and not (type(left) is tuple and known(left)):
            return None
        if not isinstance(right, str | dict) and not all(
            isinstance(item, PLAIN) or known(item) for item in right
        ):
            return None
        return (left in right) is isinstance(op, ast.In)
    if isinstance(op, ast.Is | ast.IsNot) and (left is None or right is None):
        other = right if left is None else left
        empty = none(other)
        return None if empty is None else empty is isinstance(op, ast.Is)
    if isinstance(left, PLAIN) and isinstance(right, PLAIN):
        return _outcome(op, left, right)
    if isinstance(op, ast.Eq | ast.NotEq | ast.Is | ast.IsNot):
        same = same_kind(left, right)
        if any(_apart(*pair) for pair in ((left, right), (right, left))):
            same = False
        if same is not None:
            return same is isinstance(op, ast.Eq | ast.Is)
    if isinstance(op, ast.Is | ast.IsNot):
        return (left is right) is isinstance(op, ast.Is) if known(left) and known(right) else None
    return _outcome(op, left, right) if known(left) and known(right) else None


def _apart(one: Any, other: Any) -> bool:
    """Tell whether an object of the script's own is no plain value, and equal to none."""
    own = one.of if isinstance(one, Instance) else None
    return (
        own is not None and not [*own.roots()] and own.lookup("__eq__") is MISSING and known(other)
    )


def _outcome(op: ast.cmpop, left: Any, right: Any) -> bool | None:
    try:
        return bool(COMPARED[type(op)](left, right))
    except TypeError:
        return None


def item_by_item(op: ast.cmpop, left: Any, right: Any) -> Any:
    """Return whether the items of two lists are the same; None where that is not asked."""
    if isinstance(left, Series) or isinstance(right, Series):
        return series.compared(op, left, right)
    kinds = {type(left), type(right)}
    if kinds not in ({list}, {tuple}) or not isinstance(op, ast.Eq | ast.NotEq):
        return None
    parts: list[ast.expr] = []
    sure = len(left) == len(right)
    for one, other in zip(left, right, strict=False) if sure else ():
        if isinstance(one, list | tuple | dict) or isinstance(other, list | tuple | dict):
            return None
        same = compared(ast.Eq(), one, other)
        sure &= same is not False
        if same is None:
            parts.append(ast.Compare(tree(one), [ast.Eq()], [tree(other)]))
    if not sure or not parts:
        return sure is isinstance(op, ast.Eq)
    both = parts[0] if len(parts) == 1 else ast.BoolOp(ast.And(), parts)
    return Open(both if isinstance(op, ast.Eq) else ast.UnaryOp(ast.Not(), both))


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
    try:
        return Open(ast.IfExp(condition, tree(yes), tree(no)))
    except TooLargeError:
        if strict:
            raise
        return Large("an expression", next((n.lineno for n in leaves(condition)), 0))


def placed(value: Any, place: Any, node: ast.Subscript) -> Any:
    """Return what is at a place of a value."""
    if isinstance(value, dict | list | tuple | str) and isinstance(place, PLAIN):
        try:
            return standing(value[place], node)  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return unknown(node)
    if isinstance(value, dict | list | tuple) and isinstance(place, Open):
        return Open(ast.Subscript(tree(value), tree(place), ast.Load()))
    if isinstance(value, Class) and isinstance(place, str):
        return (every(value) or {}).get(place, unknown(node))
    if isinstance(value, Series) and (found := series.at(value, place)) is not None:
        return found
    if isinstance(value, Instance) and isinstance(place, str):
        return standing(value.attributes.get(place, unknown(node)), node)
    return unknown(node)
