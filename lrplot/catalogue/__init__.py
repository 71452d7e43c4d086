"""`@schedule`, entries read off signatures, and where they are found by name."""

from lrplot.catalogue.entry import (
    SHORT,
    Entry,
    NestedSchedule,
    NestedSchedules,
    Param,
    kept,
    schedule,
)
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

__all__ = [
    "SHORT",
    "USUAL",
    "Direction",
    "Drop",
    "Entry",
    "Least",
    "NestedSchedule",
    "NestedSchedules",
    "Param",
    "Patience",
    "ReduceOnPlateau",
    "Rest",
    "Threshold",
    "ThresholdMode",
    "better",
    "kept",
    "schedule",
    "spread",
    "watching",
]
