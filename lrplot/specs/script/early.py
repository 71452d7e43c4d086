"""Follows loops that train and may be left early, where what comes after them depends on it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

from lrplot.specs.script.loops import trains
from lrplot.specs.script.run import Counter, Flow, Run, returned
from lrplot.specs.script.trees import leaf
from lrplot.specs.script.values import Held, Open, Scope


def left_early(
    run: Run,
    node: ast.For | ast.AsyncFor | ast.While,
    rest: Sequence[ast.stmt],
    scope: Scope,
    reader: Callable[[Run, Any, Scope], Flow | None],
) -> list[ast.stmt]:
    """Follow a loop that trains, where what comes after it depends on how it is left.

    Return the statements that say so: its `else` where no `break` leaves it, a `return` where one
    has left it. Nothing is done, and none returned, for another loop.
    """
    own = _breaks(node.body) if node.orelse else []
    outer = len(run.loops) == run.frame and any(trains(run, each, scope) for each in rest)
    returns = outer and any(isinstance(part, ast.Return) for part in ast.walk(node))
    if not (own or returns) or not trains(run, node, scope):
        return []
    origin = run.event("point", None, node)
    run.lefts |= dict.fromkeys(map(id, own), f"left by event {id(origin)}")
    whole = copy(node)
    whole.orelse = [] if own else node.orelse
    reader(run, whole, scope)
    point = run.event("point", None, node)
    out: list[ast.stmt] = []
    for is_left, name, then in (
        (own, f"left by event {id(origin)}", ([ast.Pass()], node.orelse)),
        (returns, returned(run), ([ast.Return(None, lineno=node.lineno)], [])),
    ):
        if is_left:
            text = f"{name} at event {id(point)}"
            run.counters[text] = Counter(name, 0, 1, origin, point)
            many = leaf(text, node.lineno, loop=True)
            test = Open(ast.Compare(many, [ast.Gt()], [ast.Constant(0)]))
            out.append(ast.If(Held(test), *then, lineno=node.lineno))
    return out


def _breaks(nodes: Sequence[ast.stmt]) -> list[ast.Break]:
    """Return the `break`s that leave the loop of these statements, and none inside it."""
    found: list[ast.Break] = []
    for node in nodes:
        if isinstance(node, ast.Break):
            found.append(node)
        elif isinstance(node, ast.For | ast.AsyncFor | ast.While):
            found += _breaks(node.orelse)
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for _, inner in ast.iter_fields(node):
                each = inner if isinstance(inner, list) else []
                found += _breaks([part for part in each if isinstance(part, ast.stmt)])
                for part in each:
                    if isinstance(part, ast.ExceptHandler | ast.match_case):
                        found += _breaks(part.body)
    return found
