"""Reads what a configuration trains: refuses what is wrong, then asks for what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lrplot.errors import LrplotError, shown, unknown, warn
from lrplot.readers.recognising import chosen
from lrplot.specs.request import NOTHING, Request

if TYPE_CHECKING:
    from lrplot.readers.common.data import Data
    from lrplot.readers.common.format import Format, Rate, Training
    from lrplot.readers.common.keys import Keys
    from lrplot.readers.common.tried import Attempt

SUPPOSED = (1, 1000)
"""What stands for missing values: what is wrong with each of them is wrong without them."""


def trained(
    form: Format, data: Data, request: Request, check: Callable[[Rate], object]
) -> tuple[Keys, Training]:
    """Return what a file trains, having asked at once for all that nothing says.

    `check` raises `LrplotError` for a rate that cannot be drawn. What is wrong whatever the missing
    values are is refused before they are asked for.
    """
    from lrplot.readers.common.keys import Keys
    from lrplot.readers.common.memory import Memory
    from lrplot.readers.common.slips import Asked, slips
    from lrplot.readers.common.tried import tried

    asked = Asked(data.values)
    values, origins = _overridden(form, replace(data, values=asked), request)

    def attempt(supposed: int) -> Attempt:
        # options are text for the program to read
        kept = () if data.kind == "options" else form.texts
        wholes = ("",) if data.kind in ("options", "sections") else form.wholes
        bare = form.bare and data.kind == "yaml"
        memory = Memory(null=form.null, looked={*asked.missing})
        memory.texts, memory.bare, memory.wholes = kept, bare, wholes
        keys = Keys(data.path, values, request.sizes, origins, memory=memory)
        return tried(form, keys, supposed, check)

    found = attempt(SUPPOSED[0])
    if found.error and not found.missing:
        raise found.error
    if found.missing and found.error and _same(found.error, attempt(SUPPOSED[1]).error):
        raise found.error
    if found.training:
        _check_options(form, found.keys, origins)
    said = [*slips(found.keys, form.flags.values())]
    if found.missing or not found.training:
        names = " and ".join(dict.fromkeys(map(str, found.missing)))
        asks = tuple(part for error in found.missing for part in error.asks)
        raise LrplotError("; ".join([f"this does not say {names}", *said]), asks)
    for slip in said:
        warn(f"{data.path}: {slip}")
    return found.keys, found.training


def _same(one: LrplotError, other: LrplotError | None) -> bool:
    return other is not None and str(one) == str(other)


def _check_options(form: Format, keys: Keys, origins: Mapping[str, str]) -> None:
    """Refuse a `--set` that nothing reads, and say another option that changes nothing."""
    for name in origins:
        known = [*keys.memory.values, *keys.memory.absent]
        # null is no value, but it is read
        if name not in known and origins[name] == "--set":
            raise unknown("key", name, known, f"nothing in {form.what} reads it")
        # a format may have looked at the total itself
        told = origins[name].startswith("--") and origins[name] not in ("--set", "--total-steps")
        if name not in known and told:
            keys.stress(f"{origins[name]} changes nothing: nothing here depends on {name}")


def _overridden(
    form: Format, data: Data, request: Request
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values of a file with those that options give instead, and which options."""
    from lrplot.readers.common.data import load, typed

    found, chose = form.whole(data, request.sizes) if form.whole else (data.values, ())
    values = dict(found)
    origins: dict[str, str] = {}
    if request.sizes.beside:
        other = load(request.sizes.beside)
        key = chosen(other, NOTHING.sizes)[0].beside[form.name]
        values[key], origins[key] = dict(other.values), Path(other.path).name
    for flag, key in form.flags.items():
        given = request.total_steps if flag == "total_steps" else getattr(request.sizes, flag)
        if given is not None:
            option = f"--{flag.replace('_', '-')}"
            request.sizes.used.add(option)
            whole = type(given) is float and given.is_integer()
            _put(values, key, int(given) if whole else given)
            origins[key] = option
    for key, text in request.sizes.changes:
        request.sizes.used.add(f"--set {key}")
        if key in chose:
            continue
        if origins.get(key, "--set") != "--set":
            raise LrplotError(f"--set {key} and {origins[key]} are one thing: leave one out")
        _put(values, key, typed(text))
        origins[key] = "--set"
    return values, origins


def _put(values: dict[str, Any], key: str, value: Any) -> None:
    """Set a key; the sections that it leads through become others than the file's own."""
    *outer, last = [key] if key in values else key.split(".")
    for part in outer:
        inner = values.get(part, {})
        if not isinstance(inner, dict):
            raise LrplotError(f"--set {key}: {part} is no section, but {shown(inner)}")
        inner = dict(inner)
        values[part], values = inner, inner
    values[last] = value
