"""`@schedule`, entries read off signatures, and where they are found by name."""

from lrplot.catalogue.entry import SHORT, Entry, Nested, NestedList, Param, kept, schedule
from lrplot.catalogue.plateau import (
    USUAL,
    Direction,
    Drop,
    Least,
    Patience,
    Rest,
    Threshold,
    ThresholdMode,
    Watch,
    better,
    watching,
)
from lrplot.catalogue.shared import spread

__all__ = [
    "SHORT",
    "USUAL",
    "Direction",
    "Drop",
    "Entry",
    "Least",
    "Nested",
    "NestedList",
    "Param",
    "Patience",
    "Rest",
    "Threshold",
    "ThresholdMode",
    "Watch",
    "better",
    "kept",
    "schedule",
    "spread",
    "watching",
]
