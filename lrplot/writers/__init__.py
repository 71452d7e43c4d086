"""Writes plots to files: one module a format; a file's suffix says which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import BinaryIO

from lrplot.errors import LrplotError, one_of, unknown
from lrplot.plots.plot import Plot

Progress = Callable[[int], object]
"""Hears how many rows each step of the work has done."""

Write = Callable[[Plot, BinaryIO, Progress, int], None]
"""Writes a plot to a stream; the int is how many processes may work at it."""


OF_PICTURES = (
    "title", "xlabel", "ylabel", "log_x", "log_y", "xlim", "ylim", "legend", "look", "size",
    "mathtext", "outline_text", "dpi",
)  # fmt: skip
"""The settings that only pictures have."""


@dataclass(frozen=True)
class Format:
    """One of `FORMATS` in a module among the writers, which is found by being there."""

    suffix: str
    write: Write
    text: bool = False
    """Whether it can be shown on a terminal."""
    file: bool = True
    """Whether a file may have it, whose suffix says so; else it is for standard output alone."""
    table: bool = False
    """Whether it has every step of the range, so that a long one takes its time."""
    unused: tuple[str, ...] = ()
    """The settings of pictures that change nothing in it; in a table none of them does."""


@cache
def formats() -> dict[str, Format]:
    """Return every format by its suffix: pictures, tables, and what only a terminal shows."""
    modules = [import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__)]
    found = [form for module in modules for form in getattr(module, "FORMATS", ())]
    return {
        form.suffix: form for form in sorted(found, key=lambda form: (not form.file, form.table))
    }


def format_of(name: str) -> Format:
    """Return the format that a file name's suffix asks for."""
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem or "/" in suffix:
        known = one_of(suffixes())
        raise LrplotError(f"{name or repr(name)}: the suffix says the format; it is {known}")
    if suffix.lower() not in suffixes():
        raise unknown("format", suffix, suffixes(), f"it is {one_of(suffixes())}")
    return formats()[suffix.lower()]


def suffixes() -> list[str]:
    """Return the formats that a file may have."""
    return [suffix for suffix, form in formats().items() if form.file]


def named(suffix: str) -> Format:
    """Return the format with a suffix."""
    if suffix not in formats():
        raise unknown("format", suffix, formats(), f"it is {one_of(formats())}")
    return formats()[suffix]
