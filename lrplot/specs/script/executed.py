"""Text of a script that it executes, or evaluates, itself."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import Scope


def executed(run: Run, args: list[Any], node: ast.Call, scope: Scope) -> Any:
    """Follow what `exec` or `eval` is given where it stands, among the names around it."""
    if isinstance(node.func, ast.Name) and node.func.id == "eval":
        return _evaluated(run, args[0], node, scope)
    try:
        body = ast.parse(args[0]).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        body = []
    if not body or len(args) > 1:
        raise LrplotError(f"line {node.lineno}: what is executed here is not read")
    for part in (part for each in body for part in ast.walk(each)):
        if hasattr(part, "lineno"):
            part.lineno = node.lineno
    run.follow(run, body, scope)
    return None


def _evaluated(run: Run, text: str, node: ast.Call, scope: Scope) -> Any:
    """Return what `eval` gives of an expression, among the names around it."""
    try:
        found = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise LrplotError(f"line {node.lineno}: what is evaluated here is not read") from None
    for part in ast.walk(found):
        if hasattr(part, "lineno"):
            part.lineno = node.lineno
    return run.evaluate(run, found, scope)
