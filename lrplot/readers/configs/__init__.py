"""Training configurations, one module a format: what recognises it, and what it trains with."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from lrplot.readers.common.format import Format


@cache
def formats() -> dict[str, Format]:
    """Return every format by its name."""
    names = [f"{__name__}.{info.name}" for info in iter_modules(__path__)]
    found = (import_module(name).FORMAT for name in names)
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}
