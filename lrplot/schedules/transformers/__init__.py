"""Hugging Face transformers: the `get_…_schedule…` functions, as its Trainer steps them.

`optimizer` is any name, or the optimizer's constructor, whose rate is taken; `lr=` says it too.
Totals include the warmup. The schedules that watch a metric are left out: no step number tells
their rates.
"""

from __future__ import annotations

from lrplot.cycles import Wave
from lrplot.leaves import Hold
from lrplot.pieces import Schedule

PATHS = ("transformers", "transformers.optimization")
PARTS = ("decays", "cosines", "phases")


def waves(high: float, low: float, length: float, cycles: float) -> Schedule:
    """Return so many whole waves in `length` steps, and on without end; 0 waves are level."""
    return Wave(high, low, length / (2 * cycles)) if cycles else Hold(high)
