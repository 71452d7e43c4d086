"""Training configurations, one module a format: what recognises it, and what it trains with."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from lrplot.readers.common.format import Format


def names() -> list[str]:
    """Return the name of every format, which is its module's."""
    return sorted(info.name for info in iter_modules(__path__))


@cache
def formats() -> dict[str, Format]:
    """Return every format by its name."""
    found = (import_module(f"{__name__}.{name}").FORMAT for name in names())
    return {one.name: one for one in found}
