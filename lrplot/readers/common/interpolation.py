"""Fills in `${a.b}` in the values of a configuration, as OmegaConf does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lrplot.errors import LrplotError, shown

_reference = re.compile(r"\$\{([^{}]*)\}")

DEEPEST = 20
"""The most references that lead from one to the next."""


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with every reference to another filled in.

    `${a.b}` is looked up from the top, `${.b}` and `${..b}` from the section that it stands in.
    A key that is to be given, `???`, is left out.
    What nothing in the file says, as a resolver (`${oc.env:HOME}`), stays as it is: it is asked
    for where it is looked up.
    """
    out: dict[str, Any] = _inside(values, values, (), 0)
    return out


def _inside(value: Any, top: Mapping[str, Any], path: tuple[str, ...], depth: int) -> Any:
    if isinstance(value, Mapping):
        value = {key: one for key, one in value.items() if not _open(one)}
        return {key: _inside(one, top, (*path, str(key)), depth) for key, one in value.items()}
    if isinstance(value, list):
        return [_inside(one, top, (*path, str(at)), depth) for at, one in enumerate(value)]
    if not isinstance(value, str) or "${" not in value:
        return value
    if depth > DEEPEST:
        name = ".".join(path)
        raise LrplotError(f"{name}: {shown(value)} refers to itself")
    if whole := _reference.fullmatch(value):
        found = _at(whole[1], top, path)
        return value if found is None else _inside(found[0], top, found[1], depth + 1)

    def text(match: re.Match[str]) -> str:
        found = _at(match[1], top, path)
        return match[0] if found is None else str(_inside(found[0], top, found[1], depth + 1))

    once = _reference.sub(text, value)
    return once if once == value else _inside(once, top, path, depth + 1)


def _open(value: Any) -> bool:
    """Tell whether a value is OmegaConf's mark of one that must be given."""
    return isinstance(value, str) and value == "???"


def _at(name: str, top: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """Return what a reference leads to and where that stands; None where it leads nowhere."""
    dots = len(name) - len(name.lstrip("."))
    parts = [*path[: len(path) - dots], *name[dots:].split(".")] if dots else name.split(".")
    found: Any = top
    for part in parts:
        if isinstance(found, Mapping) and part in found:
            found = found[part]
        elif isinstance(found, list) and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        else:
            return None
    return found, tuple(parts)
