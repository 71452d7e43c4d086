"""Sockeye: `sockeye.lr_scheduler`, stepped before each update.

The plateau schedule, which watches a metric, is apart.
"""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.kinds import Number
from lrplot.leaves import Falling, Hold, Ramp
from lrplot.pieces import Schedule, Skip
from lrplot.registry import schedule
from lrplot.roles import Peak, Scale, Total, Unused
from lrplot.shapes import InversePower

PATHS = ("sockeye.lr_scheduler",)
ALIASES = {
    "inv-sqrt-decay": "LearningRateSchedulerInvSqrtDecay",
    "linear-decay": "LearningRateSchedulerLinearDecay",
}

Warmup = Annotated[
    int,
    Number(
        "warmup", "how many steps the rate rises for", low=0, whole=True, meta="STEPS", sample=4000
    ),
]


@schedule
def LearningRateSchedulerInvSqrtDecay(
    optimizer: Unused = None, base_lr: Scale = 1.0, warmup: Warmup = 0
) -> Schedule:
    """A linear warmup, then base_lr / sqrt(t).

    Differs: `base_lr` is no peak: that is base_lr / sqrt(warmup), in update warmup - 1. Steps
    count from 1. The optimizer's own rate is overwritten.
    Formula: base_lr * min(1, k / warmup) / sqrt(max(k, warmup, 1)), k = t + 1.
    Source: sockeye/lr_scheduler.py, 3.1.34; arXiv:1706.03762.
    """
    fall = Falling(base_lr, InversePower(0.5))
    rise = Ramp(0.0, base_lr / math.sqrt(max(1, warmup)), warmup)
    return Skip(rise.atop(fall, until=warmup), 1.0)


@schedule
def LearningRateSchedulerLinearDecay(
    optimizer: Unused, base_lr: Peak, total_steps: Total, warmup: Warmup = 0
) -> Schedule:
    """A linear warmup times a linear decay to 0 at `total_steps`.

    Differs: both factors act at once, so that the peak stays below `base_lr`. Steps count from
    1: the rate 0 is reached in update total_steps - 1. The optimizer's own rate is overwritten.
    Formula: base_lr * min(1, k / warmup) * (1 - min(k, total_steps) / total_steps), k = t + 1.
    Source: sockeye/lr_scheduler.py, 3.1.34; arXiv:1810.04805.
    """
    rise = Ramp(0.0, base_lr, warmup) if warmup else Hold(base_lr)
    return Skip(rise * Ramp(1.0, 0.0, total_steps), 1.0)
