"""What a `with` of a function that has a `yield` leaves unknown."""

from __future__ import annotations

import ast

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.run import Run
from lrplot.specs.script.targets import bind
from lrplot.specs.script.values import Function, Opaque, Scope


def forgotten(run: Run, node: ast.expr, scope: Scope) -> None:
    """Know no longer what a function that has a `yield` sets."""
    found = run.evaluate(run, node.func, scope) if isinstance(node, ast.Call) else None
    if not isinstance(found, Function):
        return
    parts = list(ast.walk(found.node))
    if not any(isinstance(part, ast.Yield) for part in parts):
        return
    shared = {name for p in parts if isinstance(p, ast.Global | ast.Nonlocal) for name in p.names}
    for part in parts:
        if not isinstance(getattr(part, "ctx", None), ast.Store):
            continue
        if isinstance(part, ast.Attribute | ast.Subscript):
            bind(run, part, Opaque(source(part), part.lineno), Scope(outer=found.scope))
        elif isinstance(part, ast.Name) and part.id in shared:
            found.scope.bind(part.id, Opaque(part.id, part.lineno))
