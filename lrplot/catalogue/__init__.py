"""`@schedule` and the entries it makes; frameworks, and finding a schedule by its name.

What a schedule's module needs is here. It is imported when it is asked for: a list of names,
which `outline` reads off the sources, needs none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lrplot.catalogue.entry import Entry, NestedSchedule, NestedSchedules, schedule
    from lrplot.catalogue.framework import Framework, Optimizers
    from lrplot.catalogue.param import Param
    from lrplot.catalogue.plateau import (
        USUAL,
        Direction,
        Drop,
        Least,
        Patience,
        ReduceOnPlateau,
        Rest,
        Threshold,
        ThresholdMode,
        better,
        watching,
    )
    from lrplot.catalogue.shared import spread
    from lrplot.errors import LrplotError, unknown, where

__all__ = [
    "USUAL",
    "Direction",
    "Drop",
    "Entry",
    "Framework",
    "Least",
    "LrplotError",
    "NestedSchedule",
    "NestedSchedules",
    "Optimizers",
    "Param",
    "Patience",
    "ReduceOnPlateau",
    "Rest",
    "Threshold",
    "ThresholdMode",
    "better",
    "schedule",
    "spread",
    "unknown",
    "watching",
    "where",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        for part in ("framework", "param", "entry", "shared", "plateau"):
            module = import_module(f"{__name__}.{part}")
            if hasattr(module, name):
                # the next time it is found without coming here
                return globals().setdefault(name, getattr(module, name))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
