"""Follows loops that train and may be left early, where what comes after them depends on it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.run import Counter, Flow, Run, returned
from lrplot.specs.script.trains import trains
from lrplot.specs.script.trees import leaf
from lrplot.specs.script.values import Held, Opaque, Open, Scope


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
    given = _returned(node.body) if len(run.loops) == run.frame else []
    returns = bool(given) and (
        _differ([*given, *_returned(rest)], rest) or any(trains(run, each, scope) for each in rest)
    )
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
        (returns, returned(run), ([_return(given, node)], [])),
    ):
        if is_left:
            text = f"{name} at event {id(point)}"
            run.counters[text] = Counter(name, 0, 1, origin, point)
            many = leaf(text, node.lineno, loop=True)
            test = Open(ast.Compare(many, [ast.Gt()], [ast.Constant(0)]))
            out.append(ast.If(Held(test), *then, lineno=node.lineno))
    return out


def _returned(nodes: Sequence[ast.AST]) -> list[ast.Return]:
    """Return the `return`s among statements that are the function's own."""
    found: list[ast.Return] = []
    for node in nodes:
        if isinstance(node, ast.Return):
            found.append(node)
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            found += _returned(list(ast.iter_child_nodes(node)))
    return found


def _differ(given: Sequence[ast.Return], rest: Sequence[ast.stmt]) -> bool:
    """Tell whether a function may give one thing or another, in a loop and behind it."""
    end = "" if rest and isinstance(rest[-1], ast.Return) else "None"
    return len({_text(each) for each in given} | ({end} - {""})) > 1


def _text(node: ast.Return) -> str:
    return source(node.value) if node.value else "None"


def _return(given: Sequence[ast.Return], node: ast.stmt) -> ast.Return:
    """Return the `return` that has left a loop; what it gives is not known where it is called."""
    first = given[0].value if given else None
    called = first and any(isinstance(part, ast.Call | ast.Await) for part in ast.walk(first))
    if first and (called or len({_text(each) for each in given}) > 1):
        first = Held(Opaque(source(first), given[0].lineno))
    return ast.Return(first, lineno=node.lineno)


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
