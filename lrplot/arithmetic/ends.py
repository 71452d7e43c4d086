"""Finds the step from which a formula is constant."""

from __future__ import annotations

import ast
import math

from lrplot.arithmetic.arrays import EXACT, Array, np
from lrplot.arithmetic.evaluate import Program
from lrplot.arithmetic.functions import FUNCTIONS, INDEX, KEY, LEAST
from lrplot.arithmetic.graph import Node, order
from lrplot.arithmetic.operators import ADD, OPERATORS, SUBTRACT, TIMES

LINES = {OPERATORS[ast.USub], OPERATORS[ast.UAdd], FUNCTIONS["float"], INDEX, KEY}
"""What makes a line of a line, as far as it is seen at whole steps."""

DIVIDE = OPERATORS[ast.Div]


def end(root: Node) -> float:
    """Return the step from which a node is seen to be constant; infinite if it is not seen."""
    nodes = order([root])
    degrees: dict[Node, float] = {}
    for node in nodes:
        degrees[node] = _degree(node, [degrees[arg] for arg in node.args])
    start, then = (_values(nodes, np.full(1, step)) for step in (0.0, 1.0))
    with np.errstate(invalid="ignore"):
        lines = {
            node: (float(b[0] - a[0]), float(a[0]))
            for node, a, b in zip(nodes, start, then, strict=True)
        }
    meetings = {
        node: at
        for node in nodes
        if node.call and max(degrees[arg] for arg in node.args) <= 1
        if (at := _meeting(node, [lines[arg] for arg in node.args])) is not None
    }
    whole = np.array([math.ceil(max(at, 0.0)) for at in meetings.values()])
    here, there = (_values([*meetings], whole + ahead) for ahead in (0.0, 1.0))
    last = {node: float(whole[i] + (here[i][i] != there[i][i])) for i, node in enumerate(meetings)}
    ends: dict[Node, float] = {}
    for node in nodes:
        own = max((ends[arg] for arg in node.args), default=0.0 if node.constant else math.inf)
        ends[node] = own if math.isfinite(own) else last.get(node, own)
    return ends[root]


def _values(nodes: list[Node], x: Array) -> list[Array]:
    """Return the values of nodes at steps `x`, infinite where there is none."""
    return [
        np.broadcast_to(np.where(values.error, np.inf, values.numbers), x.shape)
        for values in Program(nodes).values(x)
    ]


def _meeting(node: Node, lines: list[tuple[float, float]]) -> float | None:
    """Return the step at which a node of lines has its last change; None if none is seen."""
    assert node.call
    (slope, height), (other, base) = lines[0], lines[-1]
    if len(lines) == 1:
        bound = node.call.ends[slope < 0]
        at = (bound - height) / slope if slope else 0.0
    elif len(lines) == 2 and _bends(node, slope, other):
        at = (base - height) / (slope - other) if slope != other else 0.0
    else:
        return None
    return at if abs(at) < EXACT else None


def _bends(node: Node, slope: float, other: float) -> bool:
    """Tell whether a node of two lines is constant where they have met."""
    assert node.call
    if node.call.bends == "compare":
        return True
    lowest = node.call is LEAST or node.call.many == "minimum"
    return node.call.bends == "pick" and (min if lowest else max)(slope, other) == 0


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
