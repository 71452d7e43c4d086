"""Text of a script that it executes itself."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import Scope


def executed(run: Run, args: list[Any], node: ast.Call, scope: Scope) -> None:
    """Follow what `exec` is given where it stands in the script, among the names around it."""
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
