"""What the calls of a framework do in a script: one module a framework, found by being there."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from lrplot.specs.script.framework import Framework


@cache
def known() -> tuple[Framework, ...]:
    """Return all frameworks, each the value of `FRAMEWORK` in its module."""
    names = [info.name for info in iter_modules(__path__)]
    return tuple(import_module(f"{__name__}.{name}").FRAMEWORK for name in names)
