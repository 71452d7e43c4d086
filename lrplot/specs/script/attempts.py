"""A `try` that may fail for a reason the script does not say, as an import of what is not there."""

from __future__ import annotations

import ast

from lrplot.specs.script.leaving import catches, leads_on
from lrplot.specs.script.run import Mark, Run

FAILING = ast.Call | ast.Subscript | ast.Import | ast.ImportFrom
"""What may fail for a reason that the script does not say."""

Attempt = ast.Try | ast.TryStar


def taken(run: Run, node: Attempt) -> Attempt:
    """Return the `try` as it goes: itself, or what is done in its place where it fails."""
    at = _fails_at(node)
    handler = _handler(node)
    if at is None or handler is None:
        return node
    if node.lineno not in run.fails and run.said(*modules(node.body[at])) is not False:
        return node
    body = [*node.body[:at], *handler.body]
    return ast.copy_location(ast.Try(body, [], [], node.finalbody), node)


def attempted(run: Run, node: Attempt, since: Mark, used: int) -> None:
    """Note a `try` that may fail, in which nothing trains, if nothing beside the script says it."""
    at = _fails_at(node)
    if at is None or _handler(node) is None or run.loops or run.pure or run.strict:
        return
    if len(run.events) == since.events and len(run.used) == used:
        run.tried[node.lineno] = node


def failing(node: Attempt) -> ast.stmt:
    """Return the statement of a `try` that is thought to be the one that fails."""
    return node.body[_fails_at(node) or 0]


def _fails_at(node: Attempt) -> int | None:
    """Return the place of the statement that may fail; None where none does."""
    for place, each in enumerate(node.body):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if any(isinstance(part, FAILING) for part in ast.walk(each)):
            return place
    return None


def _handler(node: Attempt) -> ast.ExceptHandler | None:
    """Return what is done where it fails; None where the script would not go on."""
    at = _fails_at(node)
    imports = at is not None and bool(modules(node.body[at]))
    for each in node.handlers:
        if not imports or catches(each, ModuleNotFoundError.__name__):
            raises = any(isinstance(part, ast.Raise) for one in each.body for part in ast.walk(one))
            return None if raises or leads_on(each) else each
    return None


def modules(node: ast.stmt) -> list[str]:
    """Return the module that a statement imports, and the package that this is in."""
    match node:
        case ast.Import(names=[ast.alias(name=name), *_]) | ast.ImportFrom(module=str() as name):
            return list(dict.fromkeys([name, name.partition(".")[0]]))
    return []
