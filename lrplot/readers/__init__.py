"""Readers of files: a suffix says which."""

from __future__ import annotations

from importlib import import_module

from lrplot.errors import LrplotError, one_of, shown
from lrplot.plot.plan import Plan
from lrplot.specs.request import NOTHING, Request

MODULES = {"yaml": "plan", "yml": "plan"}


def suffix_of(word: str) -> str:
    """Return the suffix of a word that names a file which some reader takes, else ""."""
    suffix = word.rpartition(".")[2].lower()
    return suffix if suffix in MODULES and "(" not in word else ""


def read(path: str, allow_python: bool = False, request: Request = NOTHING) -> Plan:
    """Return the plan in a file; `allow_python` lets it name Python files, which are run.

    `request` is what its schedules leave open; it goes before the file's own.
    """
    suffix = suffix_of(path)
    if not suffix:
        raise LrplotError(f"{shown(path)} cannot be read; lrplot reads {one_of(MODULES)} files")
    plan: Plan = import_module(f"lrplot.readers.{MODULES[suffix]}").read(
        path, allow_python, request
    )
    return plan
