"""Reads the syntax tree of a constructor: what it calls, and with which arguments."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from lrplot.arithmetic.numbers import calculated, source
from lrplot.catalogue import Entry
from lrplot.errors import LrplotError, shown
from lrplot.parameters import OptimizerOption

INJECTS = "inject_hyperparams"
"""What optax calls an optimizer by, whose arguments then follow."""


class Call(NamedTuple):
    """A name and the arguments of a call: trees, or None for None."""

    name: str
    args: list[ast.expr | None]
    keywords: dict[str, ast.expr | None]


def call(node: ast.expr) -> Call:
    """Return what a tree calls; a name alone is called with nothing.

    `dict(type="NAME", …)` calls it too, in the configurations of some frameworks. Raises
    `LrplotError` for a tree that is no call, or whose arguments cannot be told.
    """
    args: list[ast.expr] = []
    keywords: list[ast.keyword] = []
    if isinstance(node, ast.Call):
        args, keywords, node = node.args, node.keywords, node.func
        if isinstance(node, ast.Name) and node.id == "dict" and not args:
            for keyword in (word for word in keywords if word.arg == "type"):
                kind, keywords = keyword.value, [word for word in keywords if word is not keyword]
                node = ast.Name(str(kind.value)) if isinstance(kind, ast.Constant) else kind
                break
    if isinstance(node, ast.Call) and node.args and source(node.func).endswith(INJECTS):
        node = node.args[0]
    name = source(node)
    if not isinstance(node, ast.Name | ast.Attribute) or not re.fullmatch(r"[\w.]+", name):
        formula = isinstance(node, ast.BinOp | ast.IfExp | ast.UnaryOp)
        hint = f"; a formula is {shown(f'expr: {name}')}" if formula else ""
        raise LrplotError(f"{shown(name)} is not the name of a schedule{hint}")
    for keyword in keywords:
        if keyword.arg is None:
            raise LrplotError(f"{name}: **{source(keyword.value)} cannot be read, only values")
    ((most, count),) = Counter(keyword.arg for keyword in keywords).most_common(1) or [("", 0)]
    if count > 1:
        raise LrplotError(f"{name}: {most} is given twice")
    named = {str(keyword.arg): _given(keyword.value) for keyword in keywords}
    return Call(name, [_given(arg) for arg in args], named)


def optimizer_options(entry: Entry[...], called: Call) -> dict[str, ast.expr | None]:
    """Return what an optimizer's constructor says beside its rate, but what is said apart."""
    names = [param.name for param in entry.params]
    said: Mapping[str, Any] = dict(zip(names, called.args, strict=False)) | called.keywords
    found: dict[str, ast.expr] = {}
    optimizers = [said.get(p.name, said.get(p.key)) for p in entry.params if p.key == "lr"]
    options = [(p.name, p.role.place) for p in entry.params if isinstance(p.role, OptimizerOption)]
    for optimizer in (node for node in optimizers if isinstance(node, ast.Call)):
        for name, place in options:
            named = [word.value for word in optimizer.keywords if word.arg == name]
            found.update(zip([name], named or optimizer.args[place:], strict=False))
    return {name: _given(node) for name, node in found.items() if name not in said}


def optimizer_rate(called: Call) -> float | None:
    """Return the rate that an optimizer's constructor among the arguments says, if one does."""
    for node in (*called.args, *called.keywords.values()):
        if isinstance(node, ast.Call):
            named = [word.value for word in node.keywords if word.arg in ("lr", "learning_rate")]
            with suppress(LrplotError):
                for rate in named:
                    return float(calculated(rate))
    return None


def _given(node: ast.expr) -> ast.expr | None:
    return None if isinstance(node, ast.Constant) and node.value is None else node
