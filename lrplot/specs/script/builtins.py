"""What Python's own functions and methods give of values that are known."""

from __future__ import annotations

import ast
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from lrplot.specs.script.run import Run
from lrplot.specs.script.values import LONGEST, MISSING, Class, Function, Instance, Made, Open, Path

PLAIN = str | int | float | bool | None

FARTHEST = 10**15
"""The ends that a range may have to be gone through."""

NUMERIC = ("int", "float", "round", "max", "min", "abs", "pow", "divmod")
"""Functions that arithmetic has."""

BUILTINS = (
    *NUMERIC,
    *("len", "sum", "range", "list", "tuple", "dict", "str", "bool", "sorted", "zip", "enumerate"),
    *(
        "any",
        "all",
        "reversed",
        "set",
        "frozenset",
        "map",
        "filter",
        "isinstance",
        "getattr",
        "hasattr",
    ),
    *(
        "setattr",
        "print",
        "super",
        "type",
        "vars",
        "dir",
        "globals",
        "locals",
        "iter",
        "next",
        "object",
        "property",
    ),
    *("Exception", "ValueError", "open", "callable", "staticmethod", "classmethod", "input"),
)


def truth(value: Any) -> bool | None:
    """Return whether a value is true; None if it is not known."""
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


def _range(run: Run, *ends: Any) -> Any:
    if not all(type(end) is int for end in ends) or not 1 <= len(ends) <= 3:
        return None
    if len(ends) == 3 and ends[2] == 0:
        return None
    found = range(*ends)
    if any(abs(end) > FARTHEST for end in ends) or len(found) > LONGEST:
        return None
    run.count(len(found) // 10)
    return list(found)


def _items(value: Any) -> list[Any] | None:
    if isinstance(value, list | tuple | str | dict):
        return list(value)
    return None


def _sorted(run: Run, values: Any) -> Any:
    items = [*values] if isinstance(values, frozenset) else _items(values)
    if items is None or not all(isinstance(item, int | float) for item in items):
        return None
    return sorted(items)


def _zip(run: Run, *many: Any) -> Any:
    every = [_items(value) for value in many]
    if any(items is None for items in every):
        return None
    return list(zip(*(items or [] for items in every), strict=False))


def _enumerate(run: Run, values: Any, start: Any = 0) -> Any:
    items = _items(values)
    return None if items is None or type(start) is not int else list(enumerate(items, start))


def _listed(run: Run, values: Any = ()) -> Any:
    return _items(values)


def _set(run: Run, values: Any = ()) -> Any:
    items = _items(values)
    known = items is not None and all(isinstance(item, PLAIN) for item in items)
    return frozenset(items or ()) if known else None


def _tupled(run: Run, values: Any = ()) -> Any:
    items = _items(values)
    return None if items is None else tuple(items)


def _mapped(run: Run, values: Any = None, **words: Any) -> Any:
    if isinstance(values, list) and all(isinstance(v, tuple) and len(v) == 2 for v in values):
        values = dict(values)
    if values is None or isinstance(values, dict):
        return {**(values or {}), **words}
    return None


def _texted(run: Run, value: Any = "") -> Any:
    return str(value) if isinstance(value, PLAIN) else None


def _truthful(run: Run, value: Any = False) -> Any:
    return truth(value)


def _any(run: Run, values: Any) -> Any:
    known = [truth(item) for item in _items(values) or [None]]
    return True if True in known else None if None in known else False


def _all(run: Run, values: Any) -> Any:
    known = [truth(item) for item in _items(values) or [None]]
    return False if False in known else None if None in known else True


def _len(run: Run, value: Any) -> Any:
    return len(value) if isinstance(value, str | list | tuple | dict | frozenset) else None


def _reversed(run: Run, values: Any) -> Any:
    items = _items(values)
    return None if items is None else items[::-1]


def _auto(run: Run) -> Any:
    # each is another
    return f"auto() at {run.seen}"


def _isinstance(run: Run, value: Any, of: Any) -> Any:
    each = of if isinstance(of, tuple) else (of,)
    if not all(isinstance(one, Path) for one in each):
        return None
    if isinstance(value, PLAIN | list | tuple | dict):
        own = {kind.__name__ for kind in type(value).__mro__}
        return any(one.name in own for one in each)
    if not isinstance(value, Made) or ".lr_scheduler." not in value.path:
        return None
    same = [one.name == value.path for one in each]
    known = [".lr_scheduler." in one.name and not one.last.endswith("LRScheduler") for one in each]
    return True if any(same) else False if all(known) else None


def _floated(run: Run, value: Any = 0.0) -> Any:
    """Return the number that a text says; arithmetic has those of numbers."""
    with suppress(ValueError):
        return float(value) if isinstance(value, str) else None


def _whole(run: Run, value: Any = 0) -> Any:
    with suppress(ValueError):
        return int(value) if isinstance(value, str) else None


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "range": _range,
    "sorted": _sorted,
    "zip": _zip,
    "enumerate": _enumerate,
    "list": _listed,
    "tuple": _tupled,
    "set": _set,
    "frozenset": _set,
    "dict": _mapped,
    "str": _texted,
    "bool": _truthful,
    "any": _any,
    "all": _all,
    "len": _len,
    "float": _floated,
    "reversed": _reversed,
    "enum.auto": _auto,
    "int": _whole,
    "isinstance": _isinstance,
}
"""Functions of known values; None where one is not known."""

TEXT = ("lower", "upper", "strip", "startswith", "endswith", "replace", "split", "removeprefix")
"""Methods of texts."""


def method(value: Any, name: str, args: list[Any], words: dict[str, Any]) -> tuple[bool, Any]:
    """Return whether a method that changes nothing is understood, and its value."""
    plain = all(isinstance(arg, PLAIN) for arg in args) and not words
    try:
        match value, name:
            case str(), _ if name in TEXT and plain:
                return True, getattr(value, name)(*args)
            case str(), "join" if args and isinstance(args[0], list | tuple):
                return True, value.join(args[0])
            case dict(), "get" if args and isinstance(args[0], PLAIN):
                return True, value.get(args[0], args[1] if len(args) > 1 else words.get("default"))
            case dict(), "items":
                return True, list(value.items())
            case dict(), "keys":
                return True, list(value)
            case dict(), "values":
                return True, list(value.values())
            case dict(), "copy":
                return True, dict(value)
            case list() | tuple(), "index" | "count" if plain:
                return True, getattr(value, name)(*args)
            case list(), "copy":
                return True, list(value)
    except (TypeError, ValueError, IndexError, KeyError):
        pass
    return False, None
