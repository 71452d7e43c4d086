"""Follows `with`, `try` and `match`; what comes after one that may be left goes into it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script.around import opened
from lrplot.specs.script.attempts import Attempt, attempted, suppressed, taken
from lrplot.specs.script.inline import call
from lrplot.specs.script.kinds import RATES
from lrplot.specs.script.leaving import Thrown, caught, found_missing
from lrplot.specs.script.matches import branches_of
from lrplot.specs.script.run import Flow, Run
from lrplot.specs.script.targets import bind
from lrplot.specs.script.values import MISSING, Function, Instance, Opaque, Scope

BLOCK = ast.With | ast.AsyncWith | ast.Try | ast.TryStar
BLOCKS = (ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)


WAYS = ("body", "orelse", "finalbody")
"""What of a block is followed where nothing fails."""


class Then(ast.stmt):
    """A statement that does what a function does."""

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self.act, self.lineno = act, 0


def block(run: Run, node: ast.stmt, rest: Sequence[ast.stmt], scope: Scope) -> Flow | None:
    """Follow a block, and the statements after it where a way through it leaves them out."""
    match node:
        case ast.Match():
            return run.follow(run, [*branches_of(run, node, scope), *rest], scope)
        case ast.With() | ast.AsyncWith():
            if (attempt := suppressed(node)) is not None:
                return _try(run, attempt, rest, scope)
            return _with(run, node, rest, scope)
        case ast.Try() | ast.TryStar():
            return _try(run, node, rest, scope)
    return None


def leaves(node: ast.stmt) -> bool:
    """Tell whether a way through a block may leave what it stands in, but by an error."""
    if isinstance(node, ast.Match):
        return True
    parts = [part for name in WAYS for part in getattr(node, name, [])]
    return isinstance(node, BLOCKS) and _leaves(parts)


def _leaves(nodes: Sequence[ast.AST], loop: bool = False) -> bool:
    for node in nodes:
        if isinstance(node, ast.Return) or (
            isinstance(node, ast.Break | ast.Continue) and not loop
        ):
            return True
        inside = loop or isinstance(node, ast.For | ast.AsyncFor | ast.While)
        own = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.expr)
        if not own and _leaves(list(ast.iter_child_nodes(node)), inside):
            return True
    return False


def _before_leaving(
    nodes: Sequence[ast.stmt], last: Sequence[ast.stmt], loop: bool = False
) -> list[ast.stmt]:
    """Return statements with others done before each that leaves what they stand in."""
    out: list[ast.stmt] = []
    for node in nodes:
        if isinstance(node, ast.Return) and node.value:
            # what it gives is worked out before the block is left
            kept = ast.Name(f"(given on line {node.lineno})", ast.Store(), lineno=node.lineno)
            out += [ast.Assign([kept], node.value, lineno=node.lineno), *last]
            node = ast.copy_location(ast.Return(ast.Name(kept.id, ast.Load(), lineno=0)), node)
        elif isinstance(node, ast.Return) or (
            isinstance(node, ast.Break | ast.Continue) and not loop
        ):
            out += last
        elif isinstance(node, ast.Match):
            node = copy(node)
            cases = [(one, _before_leaving(one.body, last, loop)) for one in node.cases]
            node.cases = [ast.match_case(one.pattern, one.guard, body) for one, body in cases]
        elif isinstance(node, ast.If | ast.For | ast.AsyncFor | ast.While | BLOCK):
            inside = loop or isinstance(node, ast.For | ast.AsyncFor | ast.While)
            node = copy(node)
            for name in ("body", "orelse", "finalbody"):
                if part := getattr(node, name, None):
                    setattr(node, name, _before_leaving(part, last, inside and name == "body"))
        out.append(node)
    return out


def _with(
    run: Run, node: ast.With | ast.AsyncWith, rest: Sequence[ast.stmt], scope: Scope
) -> Flow | None:
    tests = run.tests
    after: list[ast.stmt] = []
    for item in node.items:
        value = run.evaluate(run, item.context_expr, scope)
        opened(run, item.context_expr, scope)
        entered, left = _entered(run, value, node)
        after = [*left, *after]
        if item.optional_vars:
            bind(run, item.optional_vars, entered, scope)
        for framework in run.frameworks:
            if (test := framework.entered(run, value)) is not None:
                run.tests = (*run.tests, test)
    body = _before_leaving(node.body, after) if after else node.body
    flow = run.follow(run, [*body, *after, *rest], scope)
    run.tests = tests
    return flow


def _entered(run: Run, value: Any, node: ast.With | ast.AsyncWith) -> tuple[Any, list[ast.stmt]]:
    """Return what a `with` gives a name, and what is done where its block comes to its end."""
    of = value.of if isinstance(value, Instance) else None
    enter, leave = (of.lookup(name) if of else MISSING for name in ("__enter__", "__exit__"))
    if not isinstance(enter, Function) or not isinstance(leave, Function):
        return value, []
    given = call(run, replace(enter, owner=value), [], {}, node)

    def left() -> None:
        call(run, replace(leave, owner=value), [None, None, None], {}, node)

    return given, [Then(left)]


def _try(run: Run, node: Attempt, rest: Sequence[ast.stmt], scope: Scope) -> Flow | None:
    # what it does where nothing fails
    before, mark, used = run.handlers, run.mark(), len(run.used)
    way = taken(run, node)
    for part in (part for each in way.handlers for part in ast.walk(each)):
        if isinstance(part, ast.Call) and source(part.func).endswith(".step"):
            raise LrplotError(f"line {part.lineno}: whether this trains depends on what fails")
        match part:
            case ast.Subscript(slice=ast.Constant(value=key), ctx=ast.Store()) if run.loops:
                if key in RATES:
                    text = "whether the rate is set here depends on what fails"
                    raise LrplotError(f"line {part.lineno}: {text}")

    reached = []

    def over() -> None:
        reached.append(node)
        run.handlers = before
        found_missing(run, way, scope)
        caught(run, mark, node.lineno)
        attempted(run, way, mark, used)

    run.handlers = (*before, (len(run.loops), way.handlers))
    around = run.depth, run.plain, run.frame, run.tests
    try:
        if rest or (way.finalbody and _leaves(way.body)):
            body = _before_leaving(way.body, way.finalbody) if way.finalbody else way.body
            whole = [*body, Then(over), *way.orelse, *way.finalbody, *rest]
            flow = run.follow(run, whole, scope)
            run.handlers = before
            if not reached:
                over()
            return flow
        flow = run.follow(run, way.body, scope)
        over()
        if flow is None:
            flow = run.follow(run, way.orelse, scope)
        return run.follow(run, way.finalbody, scope) or flow
    except Thrown as thrown:
        run.handlers, (run.depth, run.plain, run.frame, run.tests) = before, around
        own = thrown.handler in way.handlers
        if own and thrown.handler.name:
            scope.bind(thrown.handler.name, Opaque(thrown.handler.name, thrown.handler.lineno))
        if not own and not reached:
            run.follow(run, way.finalbody, scope)
        if not own:
            raise
        body = _before_leaving(thrown.handler.body, way.finalbody)
        return run.follow(run, [*body, *way.finalbody, *rest], scope)
