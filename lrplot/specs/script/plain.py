"""Values that are known in all their parts: what Python's own functions may be given as it is."""

from __future__ import annotations

from typing import Any

from lrplot.arithmetic.operators import BITS
from lrplot.specs.script.iterators import Once, View
from lrplot.specs.script.records import Record
from lrplot.specs.script.values import LONGEST

PLAIN = str | int | float | bool | None

SINGLE = (str, int, float, bool, type(None))

SEVERAL = (list, tuple, frozenset, Once, Record, View)

DEEPEST = 20
"""How deep lists and mappings may be nested."""


def size(value: Any, deep: int = DEEPEST) -> int | None:
    """Return how many letters and items a value has; None where a part of it is not known."""
    kind = type(value)
    if kind is str:
        return len(value)
    if kind in SINGLE:
        return 1
    parts: Any = None
    if isinstance(value, dict) and not hasattr(value, "optimizer"):
        # no group of an optimizer
        parts = [*value.keys(), *value.values()]
    elif kind in SEVERAL:
        parts = value
    if parts is None or not deep:
        return None
    found = 1
    for part in parts:
        own = size(part, deep - 1)
        if own is None or found > LONGEST:
            return None
        found += own
    return found


def known(value: Any) -> bool:
    """Tell whether a value is known in all its parts, of which there are not too many."""
    own = size(value)
    return own is not None and own <= 10 * LONGEST


def allowed(value: Any, deep: int = DEEPEST) -> Any:
    """Return what Python's own function gave as a value of a script; an error for another."""
    kind = type(value)
    if kind is int and value.bit_length() > BITS:
        raise OverflowError
    if kind is str and len(value) > LONGEST:
        raise OverflowError
    if kind in (set, frozenset):
        return frozenset(allowed(part, deep - 1) for part in value)
    if kind in (list, tuple, dict):
        if not deep or len(value) > LONGEST:
            raise OverflowError
        if kind is dict:
            return {allowed(k, 1): allowed(v, deep - 1) for k, v in value.items()}
        return kind(allowed(part, deep - 1) for part in value)
    if kind not in SINGLE:
        raise TypeError
    return value
