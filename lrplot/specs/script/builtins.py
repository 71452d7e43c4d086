"""What Python's own functions and methods give of values that are known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lrplot.specs.script import applied, arrays, defaulting, library, sequences, typed
from lrplot.specs.script.arrays import Series
from lrplot.specs.script.defaulting import Default, most_common
from lrplot.specs.script.iterators import Given, Once, View
from lrplot.specs.script.looked_at import whole
from lrplot.specs.script.members import AUTO
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.records import Record, record
from lrplot.specs.script.run import Run
from lrplot.specs.script.series import total
from lrplot.specs.script.truths import truth
from lrplot.specs.script.unchanged import since
from lrplot.specs.script.values import MISSING

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
        "issubclass",
        "getattr",
        "hasattr",
    ),
    *(
        "setattr",
        "delattr",
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


def _texted(run: Run, value: Any = "") -> Any:
    return str(value) if isinstance(value, PLAIN) else None


def _truthful(run: Run, value: Any = False) -> Any:
    return truth(value)


def _auto(run: Run) -> Any:
    # each is another
    return f"{AUTO}{run.seen}"


def _same(run: Run, value: Any) -> Any:
    return value if isinstance(value, dict) else None


FUNCTIONS: dict[str, Callable[..., Any]] = {
    **sequences.FUNCTIONS,
    **applied.FUNCTIONS,
    **typed.FUNCTIONS,
    **defaulting.FUNCTIONS,
    "str": _texted,
    "bool": _truthful,
    "enum.auto": _auto,
    "types.MappingProxyType": _same,
}
"""Functions of known values; None where one is not known."""


def function(run: Run, name: str, args: list[Any], words: dict[str, Any]) -> Any:
    """Return what a function of Python's own gives; `MISSING` for another, or if not known."""
    found = _given(run, name, args, words)
    if isinstance(found, Once) and found.needs is None:
        found.needs = since(run, name, args, len(found))
    return found


def _given(run: Run, name: str, args: list[Any], words: dict[str, Any]) -> Any:
    if any([whole(run, arg) for arg in args]):
        return MISSING
    if name in FUNCTIONS:
        try:
            found = FUNCTIONS[name](run, *args, **words)
        except (TypeError, ValueError, RecursionError):
            found = None
        if isinstance(found, Given):
            return found.value
        if found is not None:
            return found
    return library.called(run, name, args, words)


SETS = (
    *("add", "discard", "remove", "pop", "clear", "update", "difference_update"),
    *("intersection_update", "symmetric_difference_update"),
)
"""Methods by which a set is changed."""

WHOLE = ("items", "keys", "values", "copy")
"""Methods of a mapping that look at all that it has."""


def method(
    run: Run, value: Any, name: str, args: list[Any], words: dict[str, Any]
) -> tuple[bool, Any]:
    """Return whether a method that changes nothing is understood, and its value."""
    if isinstance(value, Series):
        found = arrays.method(value, name, args, words)
        if found is MISSING and name == "sum" and not args and not words:
            found = total(value)
            return found is not None, found
        return found is not MISSING, found
    if isinstance(value, frozenset) and name in SETS:
        # it changes, by whatever name it is known
        run.doubts.lose(value)
    if name in WHOLE and whole(run, value):
        return False, None
    try:
        match value, name:
            case bool(), "any" | "all" | "item" if not args:
                return True, value
            case dict(), "get" if args and isinstance(args[0], PLAIN):
                if args[0] not in value and run.doubts.missing(value, args[0]):
                    return False, None
                return True, value.get(args[0], args[1] if len(args) > 1 else words.get("default"))
            case dict(), "items" | "keys" | "values":
                return True, View(value, name)
            case Default(), "most_common" if value.counts and not words:
                return True, most_common(value, args)
            case dict(), "copy":
                return True, value.copy()
            case Record(), "_asdict" if not args:
                return True, dict(zip(value.fields, value, strict=True))
            case Record(), "_replace" if not args and set(words) <= {*value.fields}:
                return True, record(value.of, value.fields, map(words.get, value.fields, value))
            case list(), "copy" if type(value) is list:
                return True, list(value)
        found = library.method(run, value, name, args, words)
        return found is not MISSING, found
    except (TypeError, ValueError):
        return False, None
