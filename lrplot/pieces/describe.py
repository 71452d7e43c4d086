"""Writes a piece as text: its class, and the values that are not its defaults."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from lrplot.arithmetic import numbers

if TYPE_CHECKING:
    pass


def described(piece: Any) -> str:
    """Return the text of a frozen piece, those inside it included."""
    return f"{type(piece).__name__}({', '.join(map(_brief, _parts(piece)))})"


def _parts(piece: Any) -> list[object]:
    values = [getattr(piece, field.name) for field in fields(piece)]
    defaults = [field.default for field in fields(piece)]
    while values and values[-1] == defaults[-1]:
        values.pop()
        defaults.pop()
    return values


def _brief(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return numbers.text(value) if math.isfinite(value) else str(value)
        case tuple():
            return f"[{', '.join(map(_brief, value))}]"
    return str(value)


def sparing(value: Any) -> str:
    """Return the text of a dataclass that says only what is no default, or has none."""
    given = [(field, getattr(value, field.name)) for field in fields(value)]
    said = [f"{field.name}={it!r}" for field, it in given if it != field.default]
    return f"{type(value).__name__}({', '.join(said)})"
