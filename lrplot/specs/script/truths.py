"""Whether a value of a script is true."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.specs.script.iterators import Once, Stream
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.values import MISSING, Class, Function, Instance, Made, Open, Path


def truth(value: Any) -> bool | None:
    """Return whether a value is true; None if it is not known."""
    if isinstance(value, Once | Stream):
        return True
    if isinstance(value, PLAIN | list | tuple | dict | frozenset):
        return bool(value)
    if isinstance(value, Made):
        # what a function gives may be anything
        return True if value.path.rpartition(".")[2][:1].isupper() else None
    if isinstance(value, Instance):
        own = value.of and any(
            value.of.lookup(name) is not MISSING for name in ("__bool__", "__len__")
        )
        return None if own else True
    if isinstance(value, Path) and value.own:
        return None
    if isinstance(value, Function | Class | Path):
        return True
    if isinstance(value, Open):
        match value.tree:
            case ast.BoolOp(op=op, values=parts):
                decides = isinstance(op, ast.Or)
                for part in parts:
                    if isinstance(part, ast.Constant) and bool(part.value) is decides:
                        return decides
    return None
