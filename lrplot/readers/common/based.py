"""Configurations on top of others, as MMEngine puts `_base_` files below one."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

from lrplot.errors import LrplotError, shown
from lrplot.readers.common.data import beside
from lrplot.readers.common.keys import Keys
from lrplot.readers.common.literals import Unread

DEEPEST = 10
"""How many files may stand below each other."""


REFERENCE = re.compile(r"(?:\{\{)?\s*_base_((?:\.\w+)+)\s*(?:\}\})?")


def merged(keys: Keys) -> dict[str, Any]:
    """Return the values of a configuration over those of its `_base_` files."""
    return _over(keys.path, keys.data, keys.said.outside, 0)


def _over(path: str, data: Mapping[str, Any], outside: bool, depth: int) -> dict[str, Any]:
    if depth > DEEPEST:
        raise LrplotError(f"_base_: more than {DEEPEST} files below each other")
    names = data.get("_base_", [])
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list | tuple) or not all(isinstance(one, str) for one in names):
        raise LrplotError(f"_base_ must be files, not {shown(names)}")
    below: dict[str, Any] = {}
    for name in names:
        if "::" in name:
            raise LrplotError(f"_base_: {shown(name)} is in another package")
        found = beside(path, name, outside)
        inner = _over(found.path, found.values, outside, depth + 1)
        if twice := [key for key in inner if key in below and not key.startswith("_")]:
            raise LrplotError(f"_base_: {twice[0]} is in two of its files, as MMEngine refuses")
        below |= inner
    own = {key: value for key, value in data.items() if key != "_base_"}
    return _merged(below, _filled(own, below))


def _filled(value: Any, below: Mapping[str, Any]) -> Any:
    """Return a value with what it names of the files below filled in."""
    if isinstance(value, Unread) and (found := REFERENCE.fullmatch(value.text)):
        at: Any = below
        for part in found[1][1:].split("."):
            at = at.get(part) if isinstance(at, Mapping) else None
        return value if at is None else copy.deepcopy(at)
    if isinstance(value, Mapping):
        return {key: _filled(one, below) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_filled(one, below) for one in value)
    return value


def _merged(below: Mapping[str, Any], own: Mapping[str, Any], place: str = "") -> dict[str, Any]:
    out = dict(below)
    for key, value in own.items():
        if not isinstance(value, Mapping):
            out[key] = value
            continue
        inner = {name: one for name, one in value.items() if name != "_delete_"}
        under = below.get(key)
        if key not in below or value.get("_delete_"):
            out[key] = _merged({}, inner)
        elif isinstance(under, Mapping):
            out[key] = _merged(under, inner, f"{place}{key}.")
        elif isinstance(under, list) and all(str(name).isdigit() for name in inner):
            if any(int(name) >= len(under) for name in inner):
                raise LrplotError(f"{place}{key} has no item {max(inner)}")
            over = _merged({str(i): one for i, one in enumerate(under)}, inner, f"{place}{key}.")
            out[key] = [*over.values()]
        else:
            said = f"{place}{key} is a section here and {shown(under)} in _base_"
            raise LrplotError(f"{said}: write _delete_=True in it")
    return out
