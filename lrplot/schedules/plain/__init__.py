"""The short names: schedules as people call them, no framework in mind.

`cosine`, `exp`, `piecewise`, `warmup` and `noam` have the parameters and values of the notes on
warmup that lrplot began with; the defaults of the others draw a curve over 40,000 steps.
"""

from __future__ import annotations

from lrplot.leaves import Ramp
from lrplot.pieces import Schedule

PARTS = ("notes", "decays", "phases")


def warmed(warmup: float, peak: float, rest: Schedule) -> Schedule:
    """Return `rest`, on a clock of its own, after a linear warmup from 0 to `peak`."""
    return Ramp(0.0, peak, warmup).then(rest, at=warmup) if warmup else rest
