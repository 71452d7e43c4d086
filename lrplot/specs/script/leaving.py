"""Errors, and calls that end a script, by which a training is over before its loops are."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Sequence

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script.run import Flow, Mark, Run
from lrplot.specs.script.trees import opaque
from lrplot.specs.script.values import MISSING, Open, Scope

EXITS = ("sys.exit", "exit", "quit", "os._exit", "os.abort")
"""Calls that end a script."""

OUT = ("return", "break", "continue")
"""Statements by which a handler does more than go on behind its `try`."""


class Thrown(Exception):  # noqa: N818
    """An error of the script's own on its way to what catches it."""

    def __init__(self, handler: ast.ExceptHandler) -> None:
        super().__init__()
        self.handler = handler


def failing(node: ast.Assert) -> ast.Raise:
    """Return the statement by which an assertion fails."""
    name = ast.Name(AssertionError.__name__, ast.Load(), lineno=node.lineno)
    return ast.Raise(name, lineno=node.lineno)


def fails(run: Run, node: ast.Raise | ast.Call) -> Flow:
    """Note an error, or a call that ends the script, and where the script goes on after it.

    One that nobody knows of, as a loss that is no number, is thought not to happen.
    """
    name = "SystemExit" if isinstance(node, ast.Call) else _name(node.exc)
    if run.pure and any(catches(one, name) for _, each in run.handlers for one in each):
        raise LrplotError(f"line {node.lineno}: what is done after this fails is not read")
    if run.pure or any(True for test in run.tests for _ in opaque(test)):
        return Flow("raise")
    for level, handlers in reversed(run.handlers):
        for handler in handlers:
            if meets(handler, name) and _may_raise(handler):
                raise LrplotError(
                    f"line {handler.lineno}: what is done after line {node.lineno} fails is not "
                    "read"
                )
            if not catches(handler, name):
                continue
            if not run.loops:
                raise Thrown(handler)
            if len(run.loops) <= level or leads_on(handler):
                raise LrplotError(
                    f"line {handler.lineno}: what is done after line {node.lineno} fails is not "
                    "read"
                )
            run.event("return", None, node, [level], {"caught": handler.lineno})
            return Flow("raise", True)
    if not run.loops:
        run.ends.append(node.lineno)
    if isinstance(node, ast.Raise) and not run.loops:
        return Flow("raise")
    run.event("exit", None, node)
    return Flow("raise", True)


def found_missing(run: Run, node: ast.Try | ast.TryStar, scope: Scope) -> None:
    """Refuse a `try` whose handler has what a list or a mapping may lack, by the step or round."""
    if not run.pure and not run.loops:
        return
    for part in (part for each in node.body for part in ast.walk(each)):
        if not isinstance(part, ast.Subscript) or not isinstance(part.ctx, ast.Load):
            continue
        names = [one.id for one in ast.walk(part.slice) if isinstance(one, ast.Name)]
        if any(scope.lookup(name) is MISSING for name in names) or _calls(part.slice):
            continue
        # what a call gives is not asked for again
        of = [] if _calls(part.value) else run.evaluate(run, part.value, scope)
        error = KeyError if isinstance(of, dict) else IndexError
        if (
            isinstance(of, list | tuple | dict)
            and isinstance(run.evaluate(run, part.slice, scope), Open)
            and any(catches(one, error.__name__) for one in node.handlers)
        ):
            raise LrplotError(f"line {part.lineno}: what is done where this fails is not read")


def _calls(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Call) for part in ast.walk(node))


def caught(run: Run, since: Mark, line: int) -> None:
    """Refuse a `try` that trains on behind the loop that an error in it leaves."""
    events = run.events[since.events :]
    for place, event in enumerate(events):
        if event.kind == "return" and event.keywords and event.args[0] == len(run.loops):
            loop = event.loops[len(run.loops)]
            for later in events[place:]:
                if later.kind in ("step", "rate") and loop not in later.loops:
                    raise LrplotError(
                        f"line {line}: whether line {later.line} is reached depends on an error "
                        f"of line {event.line}, which is not read"
                    )


def _may_raise(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler has an error of its own that it need not come to."""
    every = any(isinstance(part, ast.Raise) for each in handler.body for part in ast.walk(each))
    return every and not any(isinstance(each, ast.Raise) for each in handler.body)


def catches(handler: ast.ExceptHandler, name: str) -> bool:
    """Tell whether a handler keeps an error of that name."""
    raises = any(isinstance(part, ast.Raise) for each in handler.body for part in ast.walk(each))
    return not raises and meets(handler, name)


def meets(handler: ast.ExceptHandler, name: str) -> bool:
    """Tell whether a handler is gone into by an error of that name."""
    each = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(one is None or _is_a(name, source(one)) for one in each)


def _is_a(name: str, kind: str) -> bool:
    own, of = getattr(builtins, name, Exception), getattr(builtins, kind, None)
    known = isinstance(own, type) and isinstance(of, type) and issubclass(own, of)
    return name == kind or known


def _name(error: ast.expr | None) -> str:
    """Return the name of an error that is raised."""
    if isinstance(error, ast.Call):
        error = error.func
    return source(error) if error is not None else ""


def leads_on(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler leaves a loop, a function or the script."""
    parts: Sequence[ast.AST] = [part for each in handler.body for part in ast.walk(each)]
    return any(
        type(part).__name__.lower() in OUT
        or (isinstance(part, ast.Call) and source(part.func) in EXITS)
        for part in parts
    )
