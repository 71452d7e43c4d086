"""Follows a loop that goes round nobody knows how often, and trains nothing."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script.changes import Changed, settled
from lrplot.specs.script.kinds import RATES
from lrplot.specs.script.measured import made_of
from lrplot.specs.script.run import Flow, Run
from lrplot.specs.script.targets import bind
from lrplot.specs.script.values import Opaque, Scope, Several

GROWING = ("append", "extend", "insert")


def vaguely(
    run: Run, node: ast.For | ast.While, scope: Scope, counted: bool = False
) -> Flow | None:
    """Follow such a loop: what it changes is not known.

    `counted`: it is known, and what one round has is not what another has.
    """
    if run.strict:
        raise LrplotError(f"line {node.lineno}: how often this loop goes round is not known")
    target = node.target if isinstance(node, ast.For) else None

    def once(opened: Changed) -> Flow | None:
        for one in opened.values():
            one.put(run, scope, Opaque(one.text, one.line))
        if target is not None:
            bind(run, target, Opaque(source(target), node.lineno, carried=counted), scope)
        return run.follow(run, node.body, scope)

    before, run.vague = len(run.lost), run.vague + 1
    # a list that grows there has nobody knows how many items
    pure, run.pure = run.pure, True
    try:
        flow, opened = settled(run, node, scope, once)
    finally:
        run.pure, run.vague = pure, run.vague - 1
    groups = _grouped(node)
    for one in opened.values():
        made_of(run, one.text, one.now(scope))
        kind = Several if one.text in groups else Opaque
        one.put(run, scope, kind(one.text, one.line))
    if node.orelse and (len(run.lost) > before or (flow and flow.kind == "break")):
        raise LrplotError(f"line {node.lineno}: whether this loop goes on is not known")
    left = flow and flow.kind in ("return", "raise")
    return flow if left else run.follow(run, node.orelse, scope)


def _grouped(node: ast.AST) -> set[str]:
    """Return the lists that grow in a loop by groups of parameters with rates of their own."""
    if not any(map(rated, ast.walk(node))):
        return set()
    found = set()
    for part in ast.walk(node):
        match part:
            case ast.AugAssign(target=of):
                found.add(source(of))
            case ast.Call(func=ast.Attribute(value=of, attr=name)) if name in GROWING:
                found.add(source(of))
    return found


def rated(node: Any) -> bool:
    """Tell whether a display makes a group of parameters that may have a rate of its own."""
    match node:
        case ast.Dict(keys=keys):
            names = [getattr(key, "value", None) for key in keys]
        case ast.Call(func=ast.Name(id="dict"), keywords=words):
            names = [word.arg for word in words]
        case _:
            return False
    return "params" in names and (None in names or any(rate in names for rate in RATES))
