"""What kind of thing a value of a script is: `isinstance`, `issubclass`, `type`."""

from __future__ import annotations

import builtins
import collections.abc
import numbers
import typing
from collections.abc import Callable
from typing import Any

from lrplot.specs.script.members import Member
from lrplot.specs.script.plain import SINGLE
from lrplot.specs.script.records import Record
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import Class, Instance, Made, Path

BUILT_IN = ("str", "int", "float", "bool", "list", "tuple", "dict", "bytes", "complex", "object")

ABSTRACT = {"collections.abc": collections.abc, "numbers": numbers, "typing": typing}

VAGUE = ("collections.", "types.", "typing.", "typing_extensions.", "numbers.", "abc.", "numpy.")
"""Modules of which a value may be an instance that is none of their own."""

BARE = {"object", "ABC", "Generic", "Protocol", "NamedTuple"}
"""What a class may derive from and be nothing of Python's own."""


def is_instance(run: Run, value: Any, of: Any) -> Any:
    """Return whether a value is of one of these kinds; None if that is not known."""
    known = [_is(value, kind) for kind in _kinds(of)]
    return True if True in known else None if None in known or not known else False


def _kinds(of: Any) -> list[Any]:
    if isinstance(of, tuple):
        return [kind for one in of for kind in _kinds(one)]
    return [of]


def _is(value: Any, kind: Any) -> bool | None:
    if isinstance(kind, Class):
        if isinstance(value, Instance):
            return kind in value.of.order if value.of else False
        if type(value) is Record or isinstance(value, Member):
            return kind in value.of.order
        return False if type(value) in (*SINGLE, list, tuple, dict) else None
    if kind is None:
        # as `int | None` has it
        kind = Path("NoneType")
    if not isinstance(kind, Path):
        return None
    if isinstance(value, Member):
        # of an `Enum` that is nothing else
        return kind.name in (*value.of.roots(), "object") if kind.name != "enum.Enum" else True
    if isinstance(value, Made):
        return _is_scheduler(value, kind)
    if isinstance(value, Instance):
        roots = set(value.of.roots()) if value.of else set()
        if kind.name in (*roots, "object"):
            return True
        own = {root.rpartition(".")[2] for root in roots} <= BARE
        return False if own and kind.name in BUILT_IN else None
    if type(value) not in (*SINGLE, list, tuple, Record) and not isinstance(value, dict):
        return None
    if kind.last == "NoneType":
        return value is None
    if kind.name in BUILT_IN:
        return isinstance(value, getattr(builtins, kind.name))
    module = ABSTRACT.get(kind.name.rpartition(".")[0])
    if module and hasattr(module, kind.last):
        try:
            return isinstance(value, getattr(module, kind.last))
        except TypeError:
            return None
    return None if kind.name.startswith(VAGUE) else False


def _is_scheduler(value: Made, kind: Path) -> bool | None:
    if ".lr_scheduler." not in value.path:
        return None
    if kind.name == value.path:
        return True
    other = ".lr_scheduler." in kind.name and not kind.last.endswith("LRScheduler")
    return False if other else None


def is_subclass(run: Run, of: Any, kinds: Any) -> Any:
    """Return whether a class of the script's own derives from one of these; None if not known."""
    each = _kinds(kinds)
    if not isinstance(of, Class) or not all(isinstance(kind, Class) for kind in each):
        return None
    return any(kind in of.order for kind in each)


def type_of(run: Run, value: Any) -> Any:
    """Return the class of a value; None where it is not known."""
    if isinstance(value, Instance) or type(value) is Record:
        return value.of
    return Path(type(value).__name__) if type(value) in (*SINGLE, list, tuple) else None


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "isinstance": is_instance,
    "issubclass": is_subclass,
    "type": type_of,
}


def same_kind(one: Any, other: Any) -> bool | None:
    """Return whether two classes are the same; None for what is none, or not known."""
    if isinstance(one, Class) and isinstance(other, Class):
        return one is other
    if isinstance(one, Path) and isinstance(other, Path):
        both = (one.name, other.name)
        return both[0] == both[1] if all(name in (*BUILT_IN, "NoneType") for name in both) else None
    return None
