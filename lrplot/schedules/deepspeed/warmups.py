"""Warmups, and what follows them."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import schedule
from lrplot.parameters import (
    Choice,
    EndRatio,
    Optimizer,
    Peak,
    Start,
    StartRatio,
    Total,
    Unused,
    WarmupCount,
    like,
)
from lrplot.pieces import (
    Constant,
    Cosine,
    Logarithm,
    Ramp,
    Schedule,
    Shift,
)

Kind = Annotated[str, Choice("warmup type", "the shape of the warmup", ("log", "linear"))]
Warmup = Annotated[int, like(WarmupCount, low=1)]


def _warmup(low: float, high: float, steps: int, kind: str) -> Schedule:
    """Return the warmup on the clock of the batch iteration; the logarithm is a step shorter."""
    if kind == "linear":
        return Ramp(low, high, steps)
    return Ramp(low, high, steps - 1, Logarithm(steps))


@schedule
def WarmupLR(
    optimizer: Optimizer,
    warmup_min_lr: Start = 0.0,
    warmup_max_lr: Peak | None = None,
    warmup_num_steps: Warmup = 1000,
    warmup_type: Kind = "log",
    last_batch_iteration: Unused = -1,
) -> Schedule:
    """A logarithmic or linear warmup to `warmup_max_lr`, or to the optimizer's rate; then level.

    Differs: the default is logarithmic, log(i + 1) / log(warmup_num_steps). It counts from the
    second update, so that the first two both run at `warmup_min_lr`. A warmup of 1 step is one
    of 2. An unknown `warmup_type` is "log" in DeepSpeed, with a warning; it is refused here.
    Formula: with i = t - 1, not below 0: min + (max - min) * g, g = log(i + 1) /
    log(warmup_num_steps) or i / warmup_num_steps, at most 1.
    Source: deepspeed/runtime/lr_schedules.py, 0.19.8.
    """
    peak = optimizer if warmup_max_lr is None else warmup_max_lr
    warmup = _warmup(warmup_min_lr, peak, max(2, warmup_num_steps), warmup_type)
    return Constant(warmup_min_lr).then(warmup, at=1)


@schedule
def WarmupDecayLR(
    optimizer: Unused,
    total_num_steps: Total,
    warmup_min_lr: Start = 0.0,
    warmup_max_lr: Peak = 0.001,
    warmup_num_steps: Warmup = 1000,
    warmup_type: Kind = "log",
    last_batch_iteration: Unused = -1,
) -> Schedule:
    """A logarithmic or linear warmup, then a line down to `warmup_min_lr` at `total_num_steps`.

    Differs: it counts from the second update: the first two both run at `warmup_min_lr`, and
    the end is reached at update total_num_steps + 1. With a logarithmic warmup the peak lasts
    two updates. Where the warmup is as long as the total, it is followed by `warmup_min_lr` at
    once. The optimizer's own rate plays no part.
    Formula: with i = t - 1, not below 0: min + (max - min) * g, g as in WarmupLR before
    warmup_num_steps, then (total_num_steps - i) / (total_num_steps - warmup_num_steps), not below
    0.
    Source: deepspeed/runtime/lr_schedules.py, 0.19.8.
    """
    steps = max(2, warmup_num_steps)
    warmup = _warmup(warmup_min_lr, warmup_max_lr, steps, warmup_type)
    length = max(1.0, total_num_steps - steps)
    decay = Shift(Ramp(warmup_max_lr, warmup_min_lr, length), length - total_num_steps)
    return Constant(warmup_min_lr).then(warmup.then(decay, at=steps, restart=False), at=1)


@schedule
def WarmupCosineLR(
    optimizer: Optimizer,
    total_num_steps: Total,
    warmup_min_ratio: StartRatio = 0.0,
    warmup_num_steps: Warmup = 1000,
    cos_min_ratio: EndRatio = 0.0001,
    warmup_type: Kind = "log",
    last_batch_iteration: Unused = -1,
) -> Schedule:
    """A logarithmic or linear warmup to the optimizer's rate, then half a cosine.

    Keywords: cosine annealing, cosine decay.
    Differs: the very first update has the rate 0, whatever `warmup_min_ratio` says; the warmup
    counts from the second. The cosine sets out one step before the warmup is over, so that a
    linear warmup never comes to its peak. Where the warmup is as long as the total, it is
    followed by the floor at once.
    Formula: with i = t - 1: lr * (w + (1 - w) * g) before warmup_num_steps, w = warmup_min_ratio,
    g as in WarmupLR; then lr * (m + (1 - m) * (1 + cos(pi * u)) / 2), m = cos_min_ratio, u = (i +
    1 - warmup_num_steps) / (total_num_steps - warmup_num_steps), at most 1. 0 at t = 0.
    Source: deepspeed/runtime/lr_schedules.py, 0.19.8.
    """
    steps = max(2, warmup_num_steps)
    warmup = _warmup(warmup_min_ratio * optimizer, optimizer, steps, warmup_type)
    length = max(1.0, total_num_steps - steps)
    decay = Shift(Ramp(optimizer, cos_min_ratio * optimizer, length, Cosine()), 1 - steps)
    return Constant(0.0).then(warmup.then(decay, at=steps, restart=False), at=1)
