"""How many items a generator of the script's own gives: as many as its `yield`s are come to."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.run import Run
from lrplot.specs.script.targets import bind
from lrplot.specs.script.trees import opaque, tree, worked_out
from lrplot.specs.script.truths import truth
from lrplot.specs.script.values import MISSING, Opaque, Open, Scope

YIELDS = ast.Yield | ast.YieldFrom

Times = Callable[[Run, Any, ast.expr, Scope], Any]
"""How often a loop over a value goes round; None without an end."""


@dataclass(frozen=True)
class Generator(Opaque):
    """What a function that yields gives: its body, and the names that it has there."""

    body: tuple[ast.stmt, ...] = field(default=(), compare=False)
    scope: Scope = field(default_factory=Scope, compare=False)
    loops: tuple[Any, ...] = field(default=(), compare=False)
    """The loops that train in which it is made anew."""


class _UncountedError(Exception):
    """It depends on what is not followed how many there are."""


def yielded(run: Run, of: Generator, times: Times) -> Any:
    """Return how many items there are: a number, what it depends on, or None without an end."""
    if (said := run.said(f"len({of.text})")) is not MISSING:
        return said
    before, scope = run.mark(), Scope(dict(of.scope.names), of.scope.outer)
    try:
        found = _counted(run, of.body, scope, times)
        if not any(_inside(leaf.id, scope) for leaf in opaque(tree(found))):
            return found
    except _UncountedError:
        pass
    finally:
        run.undo(before)
    return Opaque(f"len({of.text})", of.line)


def _inside(text: str, scope: Scope) -> bool:
    """Tell whether what is not known is called by a name that the generator alone has."""
    return any(name in scope.names for name in re.findall(r"\w+", text))


def _counted(run: Run, body: Sequence[ast.stmt], scope: Scope, times: Times) -> Any:
    total: Any = 0
    for node in body:
        if not any(isinstance(part, YIELDS) for part in ast.walk(node)):
            if any(isinstance(p, ast.Return | ast.Break | ast.Continue) for p in ast.walk(node)):
                raise _UncountedError
            if isinstance(node, ast.Assign | ast.AnnAssign):
                run.follow(run, [node], scope)
            elif isinstance(node, ast.AugAssign):
                bind(run, node.target, Opaque(source(node.target), node.lineno), scope)
            continue
        match node:
            case ast.Expr(ast.Yield()) | ast.Assign(value=ast.Yield()):
                many: Any = 1
            case ast.Expr(ast.YieldFrom(value)):
                many = times(run, run.evaluate(run, value, scope), value, scope)
            case ast.For(orelse=[]):
                many = _rounds(run, node, scope, times)
            case ast.While() if truth(run.evaluate(run, node.test, scope)) is True:
                many = None if _counted(run, node.body, scope, times) != 0 else 0
            case ast.If() if (known := truth(run.evaluate(run, node.test, scope))) is not None:
                many = _counted(run, node.body if known else node.orelse, scope, times)
            case ast.With():
                many = _counted(run, node.body, scope, times)
            case _:
                raise _UncountedError
        if many is None:
            # nothing after it is come to
            return None
        total = _of(ast.Add(), total, many)
    return total


def _rounds(run: Run, node: ast.For, scope: Scope, times: Times) -> Any:
    many = times(run, run.evaluate(run, node.iter, scope), node.iter, scope)
    bind(run, node.target, Opaque(source(node.target), node.lineno), scope)
    stored = {
        part.id
        for each in node.body
        for part in ast.walk(each)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }
    for name in stored:
        # it may be another in each round
        scope.names[name] = Opaque(name, node.lineno)
    each = _counted(run, node.body, scope, times)
    if each == 0 or each is None:
        return each
    return None if many is None else _of(ast.Mult(), many, each)


def _of(op: ast.operator, one: Any, other: Any) -> Any:
    found = worked_out(ast.BinOp(tree(one), op, tree(other)))
    if not isinstance(found, int | Open):
        raise _UncountedError
    return found
