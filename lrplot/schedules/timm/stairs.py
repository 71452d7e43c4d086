"""Schedulers that lower the rate in steps."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import final

from lrplot.catalogue import schedule
from lrplot.parameters import Boundaries, Factor, Optimizer, Period, Unused
from lrplot.pieces import Array, Constant, PiecewiseConstant, Schedule, Stairs, np, powers
from lrplot.schedules.timm.common import NEITHER_BEFORE, WarmupBefore, warmed_before


@final
@dataclass(frozen=True)
class Floors(Schedule):
    """`value` times `rate` once for every whole `width`, which Python's `//` counts.

    Python's 11 // 1.1 is 9, where a quotient rounded down would be 10.
    """

    value: float
    rate: float
    width: float

    def values(self, x: Array) -> Array:
        return self.value * powers(self.rate, np.floor_divide(x, self.width))

    def breaks(self, edges: Array) -> Array:
        return Stairs(Constant(0.0), self.width).breaks(edges)

    @property
    def end(self) -> float:
        return math.inf

    @property
    def span(self) -> float:
        return 10 * self.width


@schedule
@warmed_before
def StepLRScheduler(
    optimizer: Optimizer,
    decay_t: Period,
    decay_rate: Factor = 1.0,
    around: WarmupBefore = NEITHER_BEFORE,
    initialize: Unused = True,
) -> Schedule:
    """A linear warmup, then the rate times `decay_rate` every `decay_t` steps.

    Keywords: step decay.
    Differs: `decay_rate` is 1, which keeps the rate level. `warmup_prefix` is true here, so that
    the steps count from the warmup's end; timm's command line makes it false.
    Example: decay_rate=0.5
    Formula: lr * decay_rate ** (t // decay_t), t from the warmup's end.
    Source: timm/scheduler/step_lr.py, 1.0.31.
    """
    return around.around(Floors(optimizer, decay_rate, decay_t), optimizer)


@schedule
@warmed_before
def MultiStepLRScheduler(
    optimizer: Optimizer,
    decay_t: Boundaries,
    decay_rate: Factor = 1.0,
    around: WarmupBefore = NEITHER_BEFORE,
    initialize: Unused = True,
) -> Schedule:
    """A linear warmup, then the rate times `decay_rate` at each of `decay_t`, one step early.

    Keywords: step decay.
    Differs: a milestone m acts at step m - 1. `decay_rate` is 1, which keeps the rate level.
    `warmup_prefix` is true here: the milestones count from the warmup's end.
    Example: decay_rate=0.5
    Formula: lr * decay_rate ** (how many of decay_t are at most t + 1), t from the warmup's end.
    Source: timm/scheduler/multistep_lr.py, 1.0.31.
    """
    values = tuple(optimizer * decay_rate**count for count in range(len(decay_t) + 1))
    return around.around(PiecewiseConstant(tuple(at - 1 for at in decay_t), values), optimizer)
