"""Sockeye: `sockeye.lr_scheduler`, stepped before each update."""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import Direction, Drop, Framework, LrplotError, schedule
from lrplot.parameters import Metrics, Number, Peak, Scale, Times, Total, Unused, WarmupCount
from lrplot.pieces import Constant, Decay, InversePower, KnownUntil, Ramp, Schedule, Shift, levels

FRAMEWORK = Framework(
    paths=("sockeye.lr_scheduler",),
    aliases={
        "inv-sqrt-decay": "LearningRateSchedulerInvSqrtDecay",
        "linear-decay": "LearningRateSchedulerLinearDecay",
        "plateau-reduce": "LearningRateSchedulerPlateauReduce",
    },
)

Interval = Annotated[
    int,
    Number(
        "interval", "how many updates lie between two checkpoints", low=1, whole=True, sample=4000
    ),
]


@schedule
def LearningRateSchedulerInvSqrtDecay(
    optimizer: Unused = None, base_lr: Scale = 1.0, warmup: WarmupCount = 0
) -> Schedule:
    """A linear warmup, then base_lr / sqrt(t).

    Keywords: inverse square root, rsqrt.
    Differs: `base_lr` is no peak: that is base_lr / sqrt(warmup), in update warmup - 1. Steps
    count from 1. The optimizer's own rate is overwritten.
    Formula: base_lr * min(1, k / warmup) / sqrt(max(k, warmup, 1)), k = t + 1.
    Source: sockeye/lr_scheduler.py, 3.1.34; arXiv:1706.03762.
    """
    fall = Decay(base_lr, InversePower(0.5))
    rise = Ramp(0.0, base_lr / math.sqrt(max(1, warmup)), warmup)
    return Shift(rise.then(fall, at=warmup, restart=False), 1.0)


@schedule
def LearningRateSchedulerLinearDecay(
    optimizer: Unused, base_lr: Peak, total_steps: Total, warmup: WarmupCount = 0
) -> Schedule:
    """A linear warmup times a linear decay to 0 at `total_steps`.

    Keywords: decay to zero, D2Z.
    Differs: both factors act at once, so that the peak stays below `base_lr`. Steps count from
    1: the rate 0 is reached in update total_steps - 1. The optimizer's own rate is overwritten.
    Formula: base_lr * min(1, k / warmup) * (1 - min(k, total_steps) / total_steps), k = t + 1.
    Source: sockeye/lr_scheduler.py, 3.1.34; arXiv:1810.04805.
    """
    rise = Ramp(0.0, base_lr, warmup) if warmup else Constant(base_lr)
    return Shift(rise * Ramp(1.0, 0.0, total_steps), 1.0)


@schedule
def LearningRateSchedulerPlateauReduce(
    optimizer: Unused,
    base_lr: Peak,
    reduce_factor: Drop,
    reduce_num_not_improved: Times,
    warmup: WarmupCount = 0,
    *,
    mode: Direction = "min",
    checkpoint_interval: Interval,
    metrics: Metrics,
) -> Schedule:
    """A linear warmup, then the rate times `reduce_factor` each time a metric stops improving.

    Where: reduce_num_not_improved: how many measurements in a row may be no better.
    Differs: a value is known for each checkpoint, and what is better at all is better; a metric
    that is good when it is large counts from 0. Checkpoints without a gain count in the warmup too,
    so that the first one after it may lower the rate at once. Steps count from 1. What is loaded
    again when the rate drops is not this scheduler.
    Formula: base_lr * min(1, (t + 1) / warmup), then times reduce_factor once
    `reduce_num_not_improved` checkpoints in a row are not better than the best.
    Source: sockeye/lr_scheduler.py and training.py, 3.1.34.
    """
    if not 0 < reduce_factor < 1:
        raise LrplotError("reduce_factor: must be above 0 and below 1")
    rates, best, bad = [base_lr], math.inf if mode == "min" else 0.0, 0
    for number, value in enumerate(metrics.values, start=1):
        rate = rates[-1]
        if value < best if mode == "min" else value > best:
            best, bad = value, 0
        else:
            bad += 1
            if bad >= reduce_num_not_improved and number * checkpoint_interval >= warmup:
                rate, bad = rate * reduce_factor, 0
        rates.append(rate)
    late = levels(rates, checkpoint_interval)
    rise = Shift(Ramp(0.0, base_lr, warmup), 1.0)
    return KnownUntil(rise.then(late, at=warmup, restart=False), late.end) if warmup else late
