"""What an object or a mapping has that is no longer known, as it stands where it is read."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.values import Opaque


@dataclass(frozen=True)
class Lost(Opaque):
    """What something has that a call may have changed, by one of the names that it may have."""


def standing(value: Any, node: ast.expr) -> Any:
    """Return what is read at a place: what is not known is called as it stands there."""
    return Opaque(source(node), node.lineno) if isinstance(value, Lost) else value
