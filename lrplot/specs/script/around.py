"""What a `with` of a function that has a `yield` leaves unknown."""

from __future__ import annotations

import ast

from lrplot.specs.script.handed import left_open
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import Function, Scope


def opened(run: Run, node: ast.expr, scope: Scope) -> None:
    """Know no longer what a function that has a `yield` sets."""
    found = run.evaluate(run, node.func, scope) if isinstance(node, ast.Call) else None
    if isinstance(found, Function) and any(
        isinstance(part, ast.Yield) for part in ast.walk(found.node)
    ):
        left_open(run, found)
