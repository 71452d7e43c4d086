"""Reads files into plans: one module a format, and each recognises its own files."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from lrplot.errors import LrplotError, one_of, shown
from lrplot.parameters.files import opened
from lrplot.specs.request import NOTHING, Request

if TYPE_CHECKING:
    from lrplot.plots.plan import Plan
    from lrplot.readers.reader import Reader

HEAD = 4096
"""How many bytes of a file are looked at to recognise it."""


@cache
def readers() -> tuple[Reader, ...]:
    """Return every reader."""
    names = [info.name for info in iter_modules(__path__, f"{__name__}.") if not info.ispkg]
    found = (getattr(import_module(name), "READER", None) for name in names)
    return tuple(reader for reader in found if reader)


def hinted(word: str) -> Reader | None:
    """Return the reader whose suffix a word has, if it is no constructor."""
    suffix = word.rpartition(".")[2].lower()
    fitting = (reader for reader in readers() if suffix in reader.suffixes and "(" not in word)
    return next(fitting, None)


def reader_of(path: str) -> Reader | None:
    """Return the reader that recognises a file, or whose suffix it has; None if there is none."""
    try:
        with opened(path, sys.maxsize) as file:
            head = file.read(HEAD)
    except LrplotError:
        return hinted(path)
    fitting = [reader for reader in readers() if reader.recognises(path, head)]
    if len(fitting) > 1:
        raise LrplotError(f"{path} may be {one_of([reader.what for reader in fitting])}")
    return fitting[0] if fitting else hinted(path)


def read(
    path: str,
    allow_python: bool = False,
    request: Request = NOTHING,
    allow_outside: bool = False,
) -> Plan:
    """Return the plan in a file; `allow_python` lets it name Python files, which are run.

    `request` is what its schedules leave open; it goes before the file's own. `allow_outside` lets
    it name output outside its own folder and the working folder. Raises `LrplotError` for a file
    that is missing, or that no reader recognises.
    """
    reader = reader_of(path)
    if reader is None:
        known = one_of([suffix for reader in readers() for suffix in reader.suffixes])
        raise LrplotError(f"{shown(path)} cannot be read; lrplot reads {known} files")
    plan = reader.read(path, allow_python, request)
    for name in () if allow_outside else plan.output:
        if _outside(name, path):
            raise LrplotError(
                f"{path}: output {name} is neither in the folder of this file nor in the working "
                "folder; --allow-outside lets it, and -o FILE writes elsewhere"
            )
    return plan if plan.name else replace(plan, name=Path(path).stem)


def _outside(name: str, path: str) -> bool:
    """Tell whether a name leads out of a file's folder and of the working folder."""
    if name == "-":
        return False
    try:
        place = Path(name).resolve()
        folders = Path(path).resolve().parent, Path.cwd().resolve()
    except (OSError, ValueError, RuntimeError):
        # what cannot be written to is refused when it is opened
        return False
    return not any(map(place.is_relative_to, folders))
