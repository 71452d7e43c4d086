"""What a function that has a `yield` leaves unknown: when it goes on is not followed."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.handed import left_open
from lrplot.specs.script.in_place import MUTATING
from lrplot.specs.script.kinds import RATES
from lrplot.specs.script.run import Run
from lrplot.specs.script.targets import bind
from lrplot.specs.script.values import Function, Opaque, Scope


def opened(run: Run, node: ast.expr, scope: Scope) -> None:
    """Know no longer what a function that has a `yield` sets."""
    found = run.evaluate(run, node.func, scope) if isinstance(node, ast.Call) else None
    if isinstance(found, Function) and any(
        isinstance(part, ast.Yield) for part in ast.walk(found.node)
    ):
        left_open(run, found)


def goes_on(run: Run, node: Any, scope: Scope) -> None:
    """Know no longer what a function that has a `yield` sets, and what it changes in its place."""
    parts = list(ast.walk(node))
    if not any(isinstance(part, ast.Yield | ast.YieldFrom) for part in parts):
        return
    shared = {name for p in parts if isinstance(p, ast.Global | ast.Nonlocal) for name in p.names}
    own = {p.id for p in parts if isinstance(p, ast.Name) and isinstance(p.ctx, ast.Store)} - shared
    for part in parts:
        match part:
            case ast.Name(id=name, ctx=ast.Store()) if name in shared and scope.outer:
                inside = Scope(shared={name: _where(name, scope.outer)})
                bind(run, part, Opaque(name, part.lineno), inside)
            case ast.Subscript(slice=ast.Constant(value=key)) if key in RATES:
                # what moves a rate is noted where the function is called
                pass
            case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
                if _first(part) not in own:
                    bind(run, part, Opaque(source(part), part.lineno), scope)
            case ast.Call(func=ast.Attribute(value=of, attr=name)) if name in MUTATING:
                if (first := _first(of)) and first not in own:
                    value = run.evaluate(run, of, scope)
                    if isinstance(value, list | dict | frozenset):
                        run.doubts.lose(value)


def _first(node: ast.expr) -> str:
    """Return the name with which names and attributes begin; nothing where something is called."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _where(name: str, scope: Scope) -> Scope:
    """Return the scope that has a name."""
    while name not in scope.names and scope.outer:
        scope = scope.outer
    return scope
