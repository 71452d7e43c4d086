"""Finds the step from which a formula is constant."""

from __future__ import annotations

import ast
import math
from typing import NamedTuple

from lrplot.arithmetic.arrays import np
from lrplot.arithmetic.evaluate import Program, evaluate
from lrplot.arithmetic.functions import FUNCTIONS, INDEX, KEY, LEAST
from lrplot.arithmetic.graph import Node, order
from lrplot.arithmetic.operators import ADD, OPERATORS, SUBTRACT, TIMES

LINES = {OPERATORS[ast.USub], OPERATORS[ast.UAdd], FUNCTIONS["float"], INDEX, KEY}
"""What makes a line of a line, as far as it is seen at whole steps."""

DIVIDE = OPERATORS[ast.Div]


class Known(NamedTuple):
    """What is known of a node."""

    end: float
    """The step from which it is seen to be constant; infinite if it is not seen."""
    degree: float
    """The degree of a polynomial in t; infinite for what is seen to be none."""


def end(root: Node) -> float:
    """Return the step from which a node is seen to be constant; infinite if it is not seen."""
    known: dict[Node, Known] = {}
    for node in order([root]):
        degrees = [known[arg].degree for arg in node.args]
        ends = [known[arg].end for arg in node.args]
        known[node] = Known(_end(node, degrees, ends), _degree(node, degrees))
    return known[root].end


def _end(node: Node, degrees: list[float], ends: list[float]) -> float:
    if node.call is None:
        return 0.0 if node.constant else math.inf
    last = max(ends)
    if math.isfinite(last) or max(degrees) > 1:
        return last
    if len(node.args) == 1 and not math.isnan(node.call.ends[0]):
        slope, height = _line(node.args[0])
        at = (node.call.ends[slope < 0] - height) / slope if slope else 0.0
        return _whole(node, at)
    if len(node.args) != 2:
        return last
    (slope, height), (other, base) = map(_line, node.args)
    bends = node.call.bends
    pick = None
    if bends == "pick":
        lowest = node.call is LEAST or node.call.many == "minimum"
        pick = min(slope, other) if lowest else max(slope, other)
    if bends != "compare" and pick != 0:
        return last
    return 0.0 if slope == other else _whole(node, (base - height) / (slope - other))


def _whole(node: Node, at: float) -> float:
    """Return the first whole step from which a node has its last value, about where it bends."""
    if not math.isfinite(at) or at >= 2.0**53:
        return math.inf
    whole = math.ceil(max(at, 0.0))
    here, there = evaluate(Program([node]), np.array([whole, whole + 1.0]))
    return whole + float(here != there and not (math.isnan(here) and math.isnan(there)))


def _line(node: Node) -> tuple[float, float]:
    start, then = evaluate(Program([node]), np.array([0.0, 1.0])).tolist()
    return then - start, start


def _degree(node: Node, degrees: list[float]) -> float:
    if node.call is None:
        return 0 if node.constant else 1
    if node.call in (ADD, SUBTRACT):
        return max(degrees)
    if node.call is TIMES:
        return sum(degrees)
    if node.call is DIVIDE and degrees[1] == 0:
        return degrees[0]
    if node.call in LINES:
        return degrees[0]
    return math.inf
