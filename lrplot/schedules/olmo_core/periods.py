"""WSD-S: a warmup, a level and a decay, repeated."""

from __future__ import annotations

from itertools import accumulate
from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Cooldown,
    CooldownFraction,
    End,
    Number,
    Numbers,
    Optimizer,
    Start,
    Unused,
    Warmup,
    WarmupFraction,
)
from lrplot.pieces import Constant, Ramp, Schedule, Shift
from lrplot.schedules.olmo_core import Units, count, counted, warmed

Lengths = Annotated[
    tuple[float, ...],
    Numbers(
        "lengths",
        "how many steps each period lasts",
        Number("total", "how many steps, warmup included", low=0.0, above=True),
        (10_000.0, 20_000.0),
    ),
]
Multipliers = Annotated[
    tuple[float, ...],
    Numbers(
        "multipliers",
        "what the rate is multiplied by in each period; none is 1",
        Number("multiplier", "a factor", low=0.0, above=True),
        (1.0, 0.5),
    ),
]


@schedule
@counted
def WSDS(
    lr_field: Unused = "lr",
    initial_lr_field: Unused = "initial_lr",
    units: Units = "steps",
    *,
    period_lengths: Lengths,
    period_lr_multipliers: Multipliers = (),
    warmup: Warmup | None = None,
    warmup_fraction: WarmupFraction | None = None,
    decay: Cooldown | None = None,
    decay_fraction: CooldownFraction | None = None,
    warmup_min_lr: Start = 0.0,
    decay_min_lr: End = 0.0,
    initial_lr: Optimizer,
) -> Schedule:
    """One warmup, then periods of a level and a line down, each with a height of its own.

    Keywords: WSD, warmup-stable-decay, trapezoid, trapezoidal.
    Differs: the first update is step 1 of the warmup, so that none is wasted at 0. The warmup is
    a part of the first period. The last step of a period is at `decay_min_lr`, and the next
    one at full height again. Fractions are of each period, the warmup's of the first. The trainer's
    own length plays no part: after the last period the rate stays.
    Formula: with k = t + 1, low + (peak - low) * k / warmup; in each period peak, and over its
    last decay steps decay_min_lr + (peak - decay_min_lr) * (end - k) / decay, where peak is lr
    times the multiplier.
    Example: warmup=1000, decay=1000
    Source: olmo_core/optim/scheduler.py, 3.0.0; arXiv:2410.05192.
    """
    if not period_lengths:
        raise LrplotError("period_lengths must be at least one")
    if period_lr_multipliers and len(period_lr_multipliers) != len(period_lengths):
        raise LrplotError("period_lr_multipliers must be as many as period_lengths")
    peaks = [
        initial_lr * factor for factor in period_lr_multipliers or (1.0,) * len(period_lengths)
    ]
    downs = [count("decay", decay, None, decay_fraction, length) for length in period_lengths]
    steps = count("warmup", warmup, None, warmup_fraction, period_lengths[0])
    if steps + downs[0] > period_lengths[0]:
        raise LrplotError("warmup and decay must fit into the first of period_lengths")
    if any(down > length for down, length in zip(downs, period_lengths, strict=True)):
        raise LrplotError("decay must fit into every one of period_lengths")
    if not all(downs[:-1]):
        raise LrplotError("decay must be at least one step: OLMo-core divides by it")
    if any(down and decay_min_lr >= peak for down, peak in zip(downs, peaks, strict=True)):
        raise LrplotError("decay_min_lr must be below the peak, as OLMo-core asserts")
    ends = list(accumulate(period_lengths))
    periods = [
        Shift(Ramp(peak, decay_min_lr, down) if down else Constant(peak), down - end)
        for peak, down, end in zip(peaks, downs, ends, strict=True)
    ]
    curve = warmed(warmup_min_lr, steps, peaks[0], periods[0])
    for period, end in zip(periods[1:], ends, strict=False):
        # the step that ends a period still belongs to it
        curve = curve.then(period, at=end, closed=True, restart=False)
    return curve.then(Constant(decay_min_lr), at=ends[-1], restart=False)
