"""Cosines, alone or after a warmup or a plateau, and one cycle."""

from __future__ import annotations

import math

from lrplot.catalogue import LrplotError, companion, schedule
from lrplot.parameters import (
    Anneal,
    CycleMomentum,
    End,
    EndDivisor,
    Fraction,
    Momentum,
    Optimizer,
    StartDivisor,
    TotalCount,
    Unused,
    WarmupCount,
    WarmupFraction,
)
from lrplot.pieces import LINEAR, Constant, Cosine, Ramp, Schedule, Wave, through
from lrplot.schedules.colossalai import warmed


def _spliced(lr: float, low: float, length: int) -> Schedule:
    """Return torch's recursive cosine, taken up at its step 0 as if that followed step -1.

    Until its first lowest point it is too high, by what it misses of that step.
    """
    if length == 0:
        raise LrplotError("no step is left for the cosine, whose length ColossalAI divides by")
    length = abs(length)
    high = 2 * lr - low
    if length > 1:
        high = low + (lr - low) * 2 / (1 + math.cos(math.pi / length))
    return Ramp(high, low, length, Cosine()).then(Wave(lr, low, length), at=length, restart=False)


@schedule
def CosineAnnealingLR(
    optimizer: Optimizer, total_steps: TotalCount, eta_min: End = 0.0, last_epoch: Unused = -1
) -> Schedule:
    """Half a cosine from the rate down to `eta_min` at `total_steps`, and up again.

    Differs: torch's CosineAnnealingLR: past `total_steps` the rate rises.
    Formula: eta_min + (lr - eta_min) * (1 + cos(pi * t / total_steps)) / 2.
    Source: colossalai/nn/lr_scheduler/cosine.py, 0.5.0.
    """
    return Wave(optimizer, eta_min, total_steps)


@schedule
def CosineAnnealingWarmupLR(
    optimizer: Optimizer,
    total_steps: TotalCount,
    warmup_steps: WarmupCount = 0,
    eta_min: End = 0.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup to the rate, then half a cosine that begins above it.

    Differs: the cosine is torch's recursive one, taken up at a wrong step: it begins 2 / (1 +
    cos(pi / T)) times as high as the rate, T = total_steps - warmup_steps, passes the rate one step
    later, and comes to `eta_min` at `total_steps`; from there on it rises as without the error.
    Update 0 has 1 / warmup_steps of the rate. A warmup longer than the total is as much shorter.
    Formula: lr * (t + 1) / W for t < W, then, j = t - W, eta_min + (lr - eta_min) *
    (1 + cos(pi * j / T)) / (1 + cos(pi / T)) for j <= T.
    Source: colossalai/nn/lr_scheduler/cosine.py and delayed.py, 0.5.0, with torch 2.13.
    """
    decay = _spliced(optimizer, eta_min, total_steps - warmup_steps)
    return warmed(optimizer, warmup_steps, decay)


@schedule
def FlatAnnealingLR(
    optimizer: Optimizer,
    total_steps: TotalCount,
    pct_start: Fraction = 0.72,
    last_epoch: Unused = -1,
) -> Schedule:
    """Level for a part of the total, then half a cosine that begins above the rate.

    Where: pct_start: the part of the steps that the rate stays level for.
    Differs: the cosine begins 2 / (1 + cos(pi / T)) times as high as the rate and passes it one
    step later, see CosineAnnealingWarmupLR; after `total_steps` it rises.
    Formula: lr for t < F = int(total_steps * pct_start), then, j = t - F and T = total_steps - F,
    lr * (1 + cos(pi * j / T)) / (1 + cos(pi / T)) for j <= T.
    Source: colossalai/nn/lr_scheduler/cosine.py and delayed.py, 0.5.0, with torch 2.13.
    """
    flat = int(total_steps * pct_start)
    return Constant(optimizer).then(_spliced(optimizer, 0.0, total_steps - flat), at=flat)


@schedule
def FlatAnnealingWarmupLR(
    optimizer: Optimizer,
    total_steps: TotalCount,
    warmup_steps: WarmupCount = 0,
    pct_start: Fraction = 0.72,
    eta_min: End = 0.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup, a plateau, then half a cosine that begins above the rate.

    Where: pct_start: the part of the steps that the rate stays level for.
    Differs: `pct_start` is a part of what the warmup leaves. The cosine begins 2 / (1 + cos(pi /
    T)) times as high as the rate and passes it one step later, see CosineAnnealingWarmupLR.
    Formula: lr * (t + 1) / W for t < W; lr for t < W + F, F = int((total_steps - W) * pct_start);
    then, j = t - W - F and T = total_steps - W - F, eta_min + (lr - eta_min) *
    (1 + cos(pi * j / T)) / (1 + cos(pi / T)) for j <= T.
    Source: colossalai/nn/lr_scheduler/cosine.py and delayed.py, 0.5.0, with torch 2.13.
    """
    left = total_steps - warmup_steps
    flat = int(left * pct_start)
    if flat < 0:
        raise LrplotError("warmup_steps must be at most total_steps")
    rest = Constant(optimizer).then(_spliced(optimizer, eta_min, left - flat), at=flat)
    return warmed(optimizer, warmup_steps, rest)


@schedule
def OneCycleLR(
    optimizer: Optimizer,
    total_steps: TotalCount,
    pct_start: WarmupFraction = 0.3,
    anneal_strategy: Anneal = "cos",
    cycle_momentum: CycleMomentum = True,
    base_momentum: Momentum = 0.85,
    max_momentum: Momentum = 0.95,
    div_factor: StartDivisor = 25.0,
    final_div_factor: EndDivisor = 1e4,
    last_epoch: Unused = -1,
    three_phase: Unused = False,
) -> Schedule:
    """Up to the optimizer's rate, and down to far below where it began.

    Keywords: 1cycle, one cycle, super-convergence.
    Differs: torch's OneCycleLR, but the peak is the optimizer's rate, and `three_phase` has no
    effect. The peak is at pct_start * total_steps - 1, which need not be a whole step. One step
    after the end torch extrapolates, then raises an error; the rate stays here.
    Formula: from lr / div_factor to lr at pct_start * total_steps - 1, then to lr / div_factor /
    final_div_factor at total_steps - 1, along half a cosine or a line.
    Source: colossalai/nn/lr_scheduler/onecycle.py, 0.5.0; arXiv:1708.07120.
    """
    start = optimizer / div_factor
    levels = start, optimizer, start / final_div_factor
    return _cycle(total_steps, pct_start, anneal_strategy, levels)


@companion(OneCycleLR, "momentum")
def _momentum(
    total_steps: int,
    pct_start: float,
    anneal_strategy: str,
    cycle_momentum: bool,
    base_momentum: float,
    max_momentum: float,
) -> Schedule | None:
    """From `max_momentum` to `base_momentum` at the peak of the rate, and back."""
    levels = max_momentum, base_momentum, max_momentum
    return _cycle(total_steps, pct_start, anneal_strategy, levels) if cycle_momentum else None


def _cycle(total: int, part: float, way: str, levels: tuple[float, float, float]) -> Schedule:
    joints = 0.0, part * total - 1, total - 1
    return through(joints, levels, Cosine() if way == "cos" else LINEAR)
