"""Optimizers of a script's own classes, which derive from torch's: what rate they are made with."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.kinds import RATES, held
from lrplot.specs.script.values import Class, Instance, Made

GIVEN = "(given torch's)"
"""What torch's constructor of an optimizer was given, and whose it was."""


def optimizes(of: Class | None) -> str:
    """Return which of torch's optimizers a class derives from; "" for none."""
    for path in of.roots() if of else ():
        if path.startswith("torch.optim.") and ".lr_scheduler" not in path:
            return path
    return ""


def optimizer(made: Instance) -> Made | Instance:
    """Return the optimizer that an object is, where it only makes updates of its own."""
    path, args, words = made.attributes.get(GIVEN, ("", [], {}))
    others = {name: value for name, value in made.attributes.items() if name != GIVEN}
    if not path or not made.of or any(held({k: v for k, v in others.items() if k[0] != "("})):
        return made
    _still(made.of)
    if path.endswith(".Optimizer"):
        params, defaults = [*args, None, None][:2]
        defaults = words.get("defaults", defaults)
        rates = defaults if isinstance(defaults, dict) else {}
        words = {name: rates[name] for name in RATES if name in rates}
        args = [words.get("params", params)]
    return Made(path, args, words, made.line, "", others, "", made.loops)


def _still(of: Class) -> None:
    """Refuse a class that moves its own rate, or that may give itself to what does."""
    for part in ast.walk(of.node):
        if isinstance(part, ast.FunctionDef) and part.name == "__init__":
            continue
        moved: Any = None
        if isinstance(part, ast.Subscript) and isinstance(part.ctx, ast.Store):
            moved = isinstance(part.slice, ast.Constant) and part.slice.value in RATES
        elif isinstance(part, ast.Call):
            moved = any(isinstance(arg, ast.Name) and arg.id == "self" for arg in part.args)
            moved = moved and not (isinstance(part.func, ast.Name) and part.func.id == "super")
        if moved:
            line = getattr(part, "lineno", 0)
            raise LrplotError(f"line {line}: {of.node.name} moves its own rate, which is not read")
    for base in of.bases:
        if isinstance(base, Class):
            _still(base)
