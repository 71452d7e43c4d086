"""Finds the steps where a formula jumps or bends, and the step from which it is constant."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator

from lrplot.arithmetic import evaluate
from lrplot.arithmetic.arrays import Array, np


def between(tree: ast.expr, edges: Array) -> Array:
    """Return where a formula changes, in a jump or a bend, in the cells between `edges`.

    Of each cause of changes the first two in a cell that halving it finds are named.
    """
    found = [np.empty(0)]
    for level in _levels(tree):
        low, high = edges[:-1], edges[1:]
        for _ in range(2):
            changed = _at(level, low) != _at(level, high)
            low, high = low[changed], high[changed]
            if not low.size:
                break
            low = _halved(level, low, high)
            found.append(low)
    at = np.concatenate(found)
    # what happens on a whole step must not miss it by the rounding of 0.1 * 3
    whole = np.rint(at)
    return np.where(np.abs(at - whole) <= 4e-15 * np.maximum(at, 1.0), whole, at)


def _at(level: ast.expr, x: Array) -> Array:
    numbers = np.broadcast_to(evaluate.values(level, x).numbers, x.shape)
    return np.where(np.isnan(numbers), -0.5, numbers)


def _halved(level: ast.expr, low: Array, high: Array) -> Array:
    """Return a place in each cell where the level has just left the one at its lower end."""
    first = _at(level, low)
    # float64 has no more than 53 halves, and some for the numbers near 0
    for _ in range(64):
        middle = low + (high - low) / 2
        same = _at(level, middle) == first
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return high


def _levels(node: ast.expr) -> Iterator[ast.expr]:
    """Yield expressions that are level as long as one formula holds, and change where it does."""
    if end(node) == 0:
        return
    match node:
        case ast.Compare(left=left, ops=[_], comparators=[right]):
            yield _sign(_minus(left, right))
        case ast.BinOp(left=left, op=ast.FloorDiv() | ast.Mod(), right=right):
            yield ast.BinOp(left, ast.FloorDiv(), right)
        case ast.BinOp(op=ast.Div(), right=right) if end(right) > 0:
            yield _sign(right)
        case ast.IfExp(test=test):
            yield _sign(test)
        case ast.BoolOp(values=operands):
            yield from map(_sign, operands[:-1])
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield _sign(operand)
        case ast.Call(func=func, args=args):
            last = evaluate.name(func).rpartition(".")[2]
            if last in ("min", "max", "minimum", "maximum"):
                for count in range(1, len(args)):
                    before = ast.Call(func, args[:count], []) if count > 1 else args[0]
                    yield _sign(_minus(before, args[count]))
            elif last in ("int", "floor", "ceil", "trunc", "round", "rint", "sign"):
                yield node
            elif last in ("fmod", "mod", "remainder", "floor_divide"):
                yield ast.BinOp(args[0], ast.FloorDiv(), args[1])
            elif last == "clip":
                yield _sign(_minus(node, args[0]))
            elif last in ("abs", "absolute", "fabs", "bool", "where"):
                yield _sign(args[0])
    for part in evaluate.parts(node):
        yield from _levels(part)


def _sign(node: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("np.sign"), [node], [])


def _minus(left: ast.expr, right: ast.expr) -> ast.expr:
    return ast.BinOp(left, ast.Sub(), right)


def end(node: ast.expr) -> float:
    """Return the step from which a part is seen to be constant; infinite if it is not seen."""
    match node:
        case ast.Name(id="t"):
            return math.inf
        case ast.Compare(left=left, ops=[_], comparators=[right]):
            if _degree(left) <= 1 and _degree(right) <= 1:
                return _meeting(node, left, right)
        case ast.Call(func=func, args=[left, right]):
            pick = {"min": min, "max": max}.get(evaluate.name(func).rpartition(".")[2][:3])
            if pick and _degree(left) <= 1 and _degree(right) <= 1:
                slopes = _line(left)[0], _line(right)[0]
                if pick(slopes) == 0:
                    return _meeting(node, left, right)
    return max(map(end, evaluate.parts(node)), default=0.0)


def _meeting(node: ast.expr, left: ast.expr, right: ast.expr) -> float:
    """Return the step after which two lines that meet have met, and a part has its last value."""
    (slope, height), (other, base) = _line(left), _line(right)
    if slope == other:
        return 0.0
    at = (base - height) / (slope - other)
    if not math.isfinite(at):
        return math.inf
    whole = math.ceil(max(at, 0.0))
    return whole + float(evaluate.one(node, whole) != evaluate.one(node, whole + 1))


def _line(node: ast.expr) -> tuple[float, float]:
    start = evaluate.one(node, 0)
    return evaluate.one(node, 1) - start, start


def _degree(node: ast.expr) -> float:
    """Return the degree of a polynomial in t; infinite for what is seen to be none."""
    match node:
        case ast.Name(id="t"):
            return 1
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return max(_degree(left), _degree(right))
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _degree(left) + _degree(right)
        case ast.BinOp(left=left, op=ast.Div(), right=right) if _degree(right) == 0:
            return _degree(left)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _degree(operand)
    return max((math.inf for part in evaluate.parts(node) if _degree(part)), default=0.0)
