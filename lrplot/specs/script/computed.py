"""Works out the calls of a script that are arithmetic: those of math, numpy and frameworks."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.functions import FUNCTIONS
from lrplot.specs.script.builtins import NUMERIC
from lrplot.specs.script.interpolated import interpolated
from lrplot.specs.script.run import Run
from lrplot.specs.script.trees import counts, opaque, spelled, stepped, tree, worked_out
from lrplot.specs.script.values import Path

ARITHMETIC = ("math.", "np.", "jnp.", "tf.", "torch.", "keras.ops.")

FINITE = {"isfinite": True, "isnan": False, "isinf": False}
"""Tests of numbers that nobody knows, as a loss, which are thought to be numbers."""
NAMED = ("tf.", "keras.ops.")
"""Modules whose functions take a name beside their numbers."""

LISTED = tuple(f"bisect.{name}" for name in ("bisect", "bisect_left", "bisect_right"))


def computed(run: Run, func: Path, args: list[Any], words: dict[str, Any]) -> Any:
    """Return what a call of a function of numbers gives; None for another."""
    name, path = func.name, spelled(func.name)
    numeric = name in NUMERIC or path.startswith(ARITHMETIC)
    if not numeric and not (run.strict and name in LISTED):
        return None
    asks = func.last in FINITE and path.startswith(ARITHMETIC) and len(args) == 1
    if asks and not run.strict and any(opaque(tree(args[0]))):
        return FINITE[func.last]
    if path.startswith(NAMED):
        words = {word: value for word, value in words.items() if word != "name"}
    if path == "tf.cast" and len(args) == 1 and set(words) == {"dtype"}:
        args, words = [*args, words["dtype"]], {}
    several = len(args) == 1 and isinstance(args[0], list | tuple)
    values = args[0] if several and (name in ("max", "min") or not run.strict) else args
    trees = [tree(arg) for arg in values]
    keywords = [ast.keyword(word, tree(value)) for word, value in words.items()]
    if path == "np.interp" and (found := interpolated(args)) is not None:
        return found
    if values is not args:
        # of the items of a list, as the function of several numbers
        path = {"np.min": "min", "np.max": "max"}.get(path, path)
    made = ast.Call(ast.Name(path, ast.Load()), trees, keywords)
    known = path in FUNCTIONS or any(any(counts(arg)) or stepped(arg) for arg in trees)
    if not known and not run.strict and name not in NUMERIC:
        return None
    # what has a capital makes an object
    return None if func.last[:1].isupper() else worked_out(made)
