"""Functions of Python's library that are said by an expression: those of `operator`, and others."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.specs.script.run import Run
from lrplot.specs.script.values import MISSING, Opaque, Scope

BINARY = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**",
    "and_": "&", "or_": "|", "xor": "^", "lshift": "<<", "rshift": ">>", "matmul": "@",
    "concat": "+", "lt": "<", "le": "<=", "eq": "==", "ne": "!=", "ge": ">=", "gt": ">",
    "is_": "is", "is_not": "is not",
}  # fmt: skip

EXPRESSIONS = {
    **{f"operator.{name}": f"a {sign} b" for name, sign in BINARY.items()},
    "operator.contains": "b in a",
    "operator.getitem": "a[b]",
    "operator.neg": "-a",
    "operator.pos": "+a",
    "operator.inv": "~a",
    "operator.abs": "abs(a)",
    "operator.not_": "not a",
    "operator.truth": "bool(a)",
    "operator.attrgetter": "lambda of: getattr(of, a)",
    "operator.itemgetter": "lambda of: of[a]",
}

SEVERAL = "operator.itemgetter"
"""The function that takes any number of arguments."""


def spelled_out(run: Run, name: str, args: list[Any], node: ast.Call) -> Any:
    """Return the value of the expression that a function stands for; `MISSING` for another."""
    text = EXPRESSIONS.get(name)
    names = "abcdefgh"[: len(args)]
    if text is None or not args:
        return MISSING
    if name == SEVERAL and len(args) > 1:
        text = f"lambda of: ({', '.join(f'of[{one}]' for one in names)})"
    elif {part.id for part in ast.walk(ast.parse(text)) if isinstance(part, ast.Name)} - {
        "of", "abs", "bool", "getattr",
    } != set(names):  # fmt: skip
        return MISSING
    tree = ast.parse(text, mode="eval").body
    for part in ast.walk(tree):
        if hasattr(part, "lineno"):
            part.lineno = node.lineno
    found = run.evaluate(run, tree, Scope(dict(zip(names, args, strict=True))))
    return MISSING if isinstance(found, Opaque) and found not in args else found
