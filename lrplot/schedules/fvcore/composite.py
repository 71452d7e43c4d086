"""CompositeParamScheduler: several schedulers one after another."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import LrplotError, NestedSchedules, schedule
from lrplot.parameters import (
    Choice,
    Fraction,
    Numbers,
    TextList,
    Total,
    like,
)
from lrplot.pieces import Constant, Rescale, Schedule, Shift, progress
from lrplot.schedules.fvcore.where import EARLY, over

Lengths = Annotated[
    tuple[float, ...],
    Numbers(
        "fractions",
        "the part of the training that each schedule takes; their sum is 1",
        like(Fraction),
        (0.3, 0.7),
    ),
]


Scalings = Annotated[
    tuple[str, ...],
    TextList(
        "scaling",
        "whether each schedule runs in full in its part, or on the clock of the whole",
        Choice("scaling", "in full, or on the clock of the whole", ("rescaled", "fixed")),
        ("rescaled", "rescaled"),
    ),
]


@schedule
def CompositeParamScheduler(
    schedulers: NestedSchedules,
    lengths: Lengths,
    interval_scaling: Scalings,
    max_iter: Total = 40_000.0,
) -> Schedule:
    """One scheduler after another, each for its part of the training.

    Differs: a "rescaled" one runs from its start to its end in its part, a "fixed" one is where
    it would be if it had run all the time. Each begins 1e-6 of the training early. The last
    length is what the others leave. A schedule of steps, of another framework, is looked at on
    the same fraction of `max_iter`.
    Formula: schedulers[i](where), or of (where - start[i]) / lengths[i], i from the lengths
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    if len(schedulers) != len(lengths) or len(interval_scaling) < len(lengths):
        raise LrplotError("schedulers, lengths and interval_scaling must be equally many")
    if abs(sum(lengths) - 1.0) >= 1e-3:
        raise LrplotError("lengths must have the sum 1")
    last = lengths[-1] if sum(lengths) == 1 else 1.0 - sum(lengths[:-1])
    curve: Schedule = Constant(0.0)
    stop = 0.0
    for part, length, scaling in zip(
        schedulers, (*lengths[:-1], last), interval_scaling, strict=False
    ):
        of, joint, stop = progress(part, max_iter), stop, stop + length
        if scaling == "rescaled" and length:
            # the start as fvcore has it: the end, less the length
            of = Shift(Rescale(of, length), length - stop)
        curve = curve.then(of, joint - EARLY, closed=True, restart=False) if joint else of
    return over(curve, max_iter)
