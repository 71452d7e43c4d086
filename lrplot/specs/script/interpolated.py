"""`np.interp` between values that depend on the round, such as a warmup's to a schedule's."""

from __future__ import annotations

import ast
from itertools import pairwise
from typing import Any

from lrplot.specs.script.trees import tree
from lrplot.specs.script.values import Open

MOST = 10
"""The most points between which there is an expression."""


def interpolated(args: list[Any]) -> Any:
    """Return what `np.interp` gives of points whose values are not all numbers; None for others."""
    if len(args) != 3 or not all(isinstance(points, list | tuple) for points in args[1:]):
        return None
    at, xs, ys = args
    known = all(isinstance(x, int | float) for x in xs) and len(xs) == len(ys) <= MOST
    rises = known and all(one < other for one, other in pairwise(xs))
    if not rises or not xs or all(isinstance(y, int | float) for y in ys):
        return None
    x, found = tree(at), tree(ys[-1])
    for place in reversed(range(len(xs) - 1)):
        start, end = tree(ys[place]), tree(ys[place + 1])
        rise = ast.BinOp(end, ast.Sub(), start)
        slope = ast.BinOp(rise, ast.Div(), ast.Constant(xs[place + 1] - xs[place]))
        run = ast.BinOp(x, ast.Sub(), ast.Constant(xs[place]))
        line = ast.BinOp(ast.BinOp(slope, ast.Mult(), run), ast.Add(), start)
        found = ast.IfExp(ast.Compare(x, [ast.Lt()], [ast.Constant(xs[place + 1])]), line, found)
    first = ast.Compare(x, [ast.Lt()], [ast.Constant(xs[0])])
    return Open(ast.IfExp(first, tree(ys[0]), found))
