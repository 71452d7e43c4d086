"""The page of what Python has: `api.md`, made of signatures and docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any, get_overloads

import lrplot
from lrplot.catalogue import Entry
from lrplot.parameters import roles_of
from lrplot.plots.settings import Settings
from lrplot.specs.lets import Sizes
from lrplot.specs.request import Request

FIRST = (
    "plot", "compare", "read", "plan", "write", "draw", "sample", "every", "peak", "schedule",
)  # fmt: skip
"""The functions, those first that most need; classes follow, then errors."""

INSIDE = (Entry, Request, Settings)
"""Classes that signatures name, and whose methods are lrplot's own."""


def page() -> str:
    """Return the page."""
    names = lrplot.__all__
    classes = [name for name in names if inspect.isclass(getattr(lrplot, name))]
    told = [name for name in classes if issubclass(getattr(lrplot, name), Exception | Warning)]
    functions = [name for name in names if inspect.isfunction(getattr(lrplot, name))]
    parts = [
        "# lrplot in Python",
        "Written by `docs/generate.py` from signatures and docstrings; all of it is imported from "
        "`lrplot`. Steps are numbers of updates, from 0; rates are float64.",
        "## Functions",
    ]
    for name in sorted(functions, key=lambda name: (*FIRST, name).index(name)):
        parts += _function(name, getattr(lrplot, name))
    parts += ["## Options of `plot`, `compare` and `plan`", *_options(), "## Classes"]
    for name in classes:
        if name not in told:
            parts += _class(name, getattr(lrplot, name))
    for name in sorted(set(lrplot._PLACES) - set(lrplot.__all__)):
        if inspect.ismodule(module := getattr(lrplot, name)):
            parts += [f"## lrplot.{name}", _text(module)]
            for key, function in vars(module).items():
                if inspect.isfunction(function) and function.__module__ == module.__name__:
                    parts += [] if key.startswith("_") else _function(f"{name}.{key}", function)
    parts.append("## Errors and warnings")
    for name in told:
        parts += [f"### {name}", _text(getattr(lrplot, name))]
    return "\n\n".join(parts) + "\n"


class _Short:
    """Stands in a signature for a default of many fields."""

    def __init__(self, value: Any) -> None:
        self.name = type(value).__name__

    def __repr__(self) -> str:
        return f"{self.name}()"


def _function(name: str, function: Any, level: int = 3) -> Iterator[str]:
    yield f"{'#' * level} {name}"
    ways = [_signature(one) for one in get_overloads(function) or [function]]
    said = "\n".join(f"{name.rpartition('.')[2]}{way}" for way in ways)
    yield f"```python\n{said}\n```"
    yield _text(function)


def _class(name: str, kind: type) -> Iterator[str]:
    yield f"### {name}"
    if is_dataclass(kind) and kind not in INSIDE:
        yield f"```python\n{name}{_signature(kind).removesuffix(' -> None')}\n```"
    yield _text(kind)
    if kind in INSIDE:
        return
    for key, value in vars(kind).items():
        if key.startswith("_") and key != "__call__":
            continue
        if isinstance(value, property) and value.__doc__:
            yield f"**`{key}`** {_text(value)}"
        elif inspect.isfunction(value) and value.__doc__ and value.__name__ == key:
            yield from _function(f"{name}.{key}", value, 4)


def _signature(function: Any) -> str:
    found = inspect.signature(function)
    # what is told while files are written is the command line's: its default is a function
    kept = [
        each
        for key, each in found.parameters.items()
        if key != "self" and not inspect.isfunction(each.default)
    ]
    short = [
        each.replace(default=_Short(each.default)) if is_dataclass(each.default) else each
        for each in kept
    ]
    text = str(found.replace(parameters=short))
    # annotations are text, and so quoted
    return re.sub(r": '([^']*)'", r": \1", re.sub(r"-> '([^']*)'", r"-> \1", text))


def _text(of: Any) -> str:
    """Return a docstring, its examples as blocks of code."""
    text = inspect.getdoc(of) or ""
    return re.sub(r"((?:^>>> .*\n?(?:^(?!>>> |$).*\n?)*)+)", _block, text, flags=re.M).strip()


def _block(found: re.Match[str]) -> str:
    return f"```python\n{found[1].rstrip()}\n```\n"


def _options() -> Iterator[str]:
    """Yield a table of each kind of options, as the command line has them."""
    for kind in (Request, Sizes, Settings):
        rows = [f"| `{name}` | {role.help} |" for name, role in roles_of(kind).items()]
        yield "\n".join(["| option | |", "|---|---|", *rows])
