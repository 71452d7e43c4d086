"""Writes plots to files: one module a format; a file's suffix says which."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from lrplot.errors import LrplotError, one_of, unknown

if TYPE_CHECKING:
    from lrplot.writers.format import Format


@cache
def formats() -> dict[str, Format]:
    """Return every format by its suffix: pictures, then tables."""
    modules = [import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__)]
    found = [form for module in modules for form in getattr(module, "FORMATS", ())]
    return {form.suffix: form for form in sorted(found, key=lambda form: form.table)}


def format_of(name: str) -> Format:
    """Return the format that a file name's suffix asks for."""
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem or "/" in suffix:
        known = one_of(formats())
        raise LrplotError(f"{name or repr(name)}: the suffix says the format; it is {known}")
    return named(suffix.lower(), suffix)


def named(suffix: str, said: str = "") -> Format:
    """Return the format with a suffix."""
    if suffix not in formats():
        raise unknown("format", said or suffix, formats(), f"it is {one_of(formats())}")
    return formats()[suffix]
