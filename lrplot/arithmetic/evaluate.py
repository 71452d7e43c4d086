"""Evaluates the syntax tree of a formula at many steps, as Python would at each.

A formula has Python's own value at every whole step, ints and all: `7 // 2` is 3, `round(2.5)`
is 2. Where Python would raise an error, as for 1 / 0, the value is NaN. Arrays are evaluated by
numpy; the few steps where that may differ from Python (what is not finite, ints too long for
float64) are worked out one by one. An int of more than `functions.BITS` bits counts as an error.
"""

from __future__ import annotations

import ast
import math
import sys
from functools import reduce
from typing import Any, NamedTuple

from lrplot.arithmetic import numbers
from lrplot.arithmetic.arrays import Array, np
from lrplot.arithmetic.functions import CONSTANTS, FUNCTIONS, OPERATORS, Call
from lrplot.errors import LrplotError, shown, unknown


class Values(NamedTuple):
    """The values of a part of a formula at some steps, and how far to trust them."""

    numbers: Any
    """An array, or one number for all steps."""
    whole: bool
    """Whether Python might have ints here."""
    doubt: Any
    """Where it must be worked out one by one: an array of truths, or one for all."""


def evaluate(node: ast.expr, x: Array) -> Array:
    """Return the value of a formula at steps `x`; between whole steps the step is a float."""
    out, _, doubt = values(node, x)
    out = np.array(np.broadcast_to(out, x.shape))
    if np.any(doubt):
        doubtful = np.flatnonzero(np.broadcast_to(doubt, x.shape))
        out[doubtful] = [one(node, step) for step in x[doubtful].tolist()]
    return out


def values(node: ast.expr, x: Array) -> Values:
    """Return the values of a part of a formula at steps `x`, or one for all of them."""
    match node:
        case ast.Name(id="t"):
            return Values(x, True, False)
        case ast.Constant() | ast.Name() | ast.Attribute():
            value = _constant(node)
            huge = isinstance(value, int) and abs(value) > numbers.EXACT
            return Values(np.float64(0 if huge else value), isinstance(value, int), huge)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yes, no = values(body, x), values(orelse, x)
            return _chosen(values(test, x), yes, no)
        case ast.BoolOp(op=op, values=operands):
            every = [values(operand, x) for operand in operands]
            return reduce(_both if isinstance(op, ast.And) else _any, every)
        case ast.Compare() if len(pairs := _pairs(node)) > 1:
            return reduce(_both, [values(pair, x) for pair in pairs])
    call, args = application(node)
    return _applied(call, [values(arg, x) for arg in args])


def _applied(call: Call, args: list[Values]) -> Values:
    out = np.asarray(call.on(*(arg.numbers for arg in args)), dtype=np.float64)
    whole = call.gives == "whole" or (call.gives == "same" and all(arg.whole for arg in args))
    trusted = np.abs(out) <= (numbers.EXACT if whole else sys.float_info.max)
    return Values(out, whole, reduce(np.logical_or, (arg.doubt for arg in args), ~trusted))


def _chosen(test: Values, yes: Values, no: Values) -> Values:
    """Return `yes` where `test` is true, else `no`; the doubts of what is not chosen are none."""
    true = test.numbers != 0
    doubt = np.logical_or(test.doubt, np.where(true, yes.doubt, no.doubt))
    return Values(np.where(true, yes.numbers, no.numbers), yes.whole or no.whole, doubt)


def _both(one: Values, other: Values) -> Values:
    return _chosen(one, other, one)


def _any(one: Values, other: Values) -> Values:
    return _chosen(one, one, other)


def one(node: ast.expr, step: float) -> float:
    """Return Python's value of a part at one step; NaN where it raises an error."""
    return float(python(node, step))


def python(node: ast.expr, step: float) -> Any:
    """Return Python's own value of a part at one step, maybe an int; NaN for an error."""
    try:
        value = _one(node, int(step) if step == int(step) else step)
        return value if isinstance(value, int) and abs(value) < numbers.EXACT else float(value)
    except (ArithmeticError, ValueError, TypeError):
        return math.nan


def _one(node: ast.expr, t: float) -> Any:
    match node:
        case ast.Name(id="t"):
            return t
        case ast.Constant() | ast.Name() | ast.Attribute():
            return _constant(node)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _one(body if _one(test, t) else orelse, t)
        case ast.BoolOp(op=op, values=operands):
            value = None
            for operand in operands:
                value = _one(operand, t)
                if bool(value) == isinstance(op, ast.Or):
                    break
            return value
        case ast.Compare() if len(pairs := _pairs(node)) > 1:
            return all(_one(pair, t) for pair in pairs)
    call, args = application(node)
    return call.one(*(_one(arg, t) for arg in args))


def parts(node: ast.expr) -> list[ast.expr]:
    """Return what a node is made of; `LrplotError` for what can stand in no formula."""
    match node:
        case ast.Constant(value=bool() | int() | float()) | ast.Name(id="t"):
            return []
        case ast.Name() | ast.Attribute():
            if name(node) not in CONSTANTS:
                raise LrplotError(f"{_shown(node)} cannot be read; write its number in its place")
            return []
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return [test, body, orelse]
        case ast.BoolOp(values=operands):
            return operands
        case ast.Compare() if len(pairs := _pairs(node)) > 1:
            return [*pairs]
    return application(node)[1]


def application(node: ast.expr) -> tuple[Call, list[ast.expr]]:
    """Return the function that a node applies, and to what; `LrplotError` if none is known."""
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)], [left, right]
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
            return OPERATORS[type(op)], [operand]
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in OPERATORS:
            return OPERATORS[type(op)], [left, right]
        case ast.Call(func=func, args=args, keywords=[]) if call := FUNCTIONS.get(name(func)):
            if call.least <= len(args) <= call.most:
                return call, args
            count = f"{call.least}" if call.least == call.most else f"{call.least} to {call.most}"
            raise LrplotError(f"{_shown(node)} cannot be read: {name(func)} takes {count} numbers")
        case ast.Call(func=func) if name(func) not in ("", *FUNCTIONS):
            raise unknown("function", name(func), FUNCTIONS, "there are min, math.cos, …")
    raise LrplotError(f"{_shown(node)} cannot stand in a formula")


def name(node: ast.expr) -> str:
    """Return the dotted name that a node is, or ""."""
    match node:
        case ast.Name(id=text):
            return text
        case ast.Attribute(value=value, attr=text) if before := name(value):
            return f"{before}.{text}"
    return ""


def _constant(node: ast.expr) -> Any:
    return node.value if isinstance(node, ast.Constant) else CONSTANTS[name(node)]


def _pairs(node: ast.Compare) -> list[ast.Compare]:
    """Return the comparisons of two that a chain of them stands for."""
    chain = [node.left, *node.comparators]
    return [ast.Compare(chain[i], [op], [chain[i + 1]]) for i, op in enumerate(node.ops)]


def _shown(node: ast.expr) -> str:
    return shown(ast.unparse(node))
