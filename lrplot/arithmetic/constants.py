"""Arithmetic with numbers, and lists and tables of such, as Python works them out."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.graph import Node
from lrplot.arithmetic.operators import Failure
from lrplot.arithmetic.reading import Reader
from lrplot.arithmetic.series import Value
from lrplot.errors import LrplotError


def constant(node: ast.expr) -> Any:
    """Return the value of arithmetic with numbers, or a list or table of such, as Python has it.

    Raises `LrplotError` for what is none, and for what fails.
    """
    return _python(Reader().read(node, {}))


def _python(value: Value) -> Any:
    if isinstance(value, Node):
        if isinstance(value.value, Failure):
            raise LrplotError(f"its arithmetic fails: {value.value.reason}")
        return value.value
    if value.kind in ("generator", "iterator", "set", "view"):
        raise LrplotError(f"the {value.kind} is no list; write list(…)")
    items = [_python(item) for _, item in value.items]
    for node in value.more:
        _python(node)
    return dict(items) if value.table else items
