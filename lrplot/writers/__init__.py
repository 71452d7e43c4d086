"""Writers of plots: a suffix says which."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import BinaryIO

from lrplot.errors import LrplotError, one_of, unknown
from lrplot.plot.plan import Plot

Progress = Callable[[int], object]

MODULES = {"png": "figure.draw", "svg": "figure.draw", "pdf": "figure.draw"} | {
    "csv": "table",
    "json": "table",
    "npz": "table",
}
TEXT = ("csv", "json", "svg")


def format_of(name: str) -> str:
    """Return the format that a file name's suffix asks for."""
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem or "/" in suffix:
        raise LrplotError(
            f"{name or repr(name)}: the suffix says the format; it is {one_of(MODULES)}"
        )
    if suffix.lower() not in MODULES:
        raise unknown("format", suffix, MODULES, f"it is {one_of(MODULES)}")
    return suffix.lower()


def load(form: str) -> ModuleType:
    """Return the module that writes a format, imported when it is first wanted."""
    return import_module(f"lrplot.writers.{MODULES[form]}")


def write(plot: Plot, stream: BinaryIO, form: str, progress: Progress | None = None) -> None:
    """Write a plot in a format; `progress` hears how many rows each step has done."""
    load(form).write(plot, stream, form, progress or (lambda rows: None))
