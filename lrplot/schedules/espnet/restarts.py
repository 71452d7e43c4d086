"""CosineAnnealingWarmupRestarts: cosine cycles, each with a linear warmup of its own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, final

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    BoundedStretch,
    End,
    Factor,
    Peak,
    PeriodCount,
    Unused,
    WarmupCount,
    like,
)
from lrplot.pieces import Constant, Cosine, IrregularCycles, Ramp, Schedule, joints

MOST = 2**18
"""Cycles of different lengths that are counted one by one."""

FAR = 2**53

Cycle = Annotated[int, like(PeriodCount, sample=500)]
Warmup = Annotated[int, like(WarmupCount, help="how many steps each cycle rises for", sample=1.0)]


@final
@dataclass(frozen=True)
class Growth:
    """Cycles of a warmup of one length and a rest `mult` times as long each time, cut to whole."""

    warmup: int
    rest: int
    mult: float

    def __call__(self) -> list[float]:
        """Return the steps at which warmups and rests start; none where a cycle has no length."""
        starts, rest = [0.0], self.rest
        while starts[-1] < FAR and self.warmup + rest:
            starts += [starts[-1] + self.warmup] if self.warmup else []
            starts.append(starts[-1] + rest)
            before, rest = rest, int(rest * self.mult)
            if rest == before:
                break
            if len(starts) > MOST:
                raise LrplotError("cycle_mult: its cycles grow too slowly to be counted")
        return starts


@schedule
def CosineAnnealingWarmupRestarts(
    optimizer: Unused,
    first_cycle_steps: Cycle,
    cycle_mult: BoundedStretch = 1.0,
    max_lr: Peak = 0.1,
    min_lr: End = 0.001,
    warmup_steps: Warmup = 0,
    gamma: Factor = 1.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """Half cosines from `max_lr` to `min_lr`, restarted, each after a linear warmup.

    Keywords: SGDR, warm restarts.
    Where: gamma: how high each cycle is beside the last.
    Differs: update 0 has `min_lr`, without a warmup too. Every warmup is as long as the first;
    only what is left of a cycle grows, cut to a whole number each time. The optimizer's own rate
    plays no part. Where cycles without a warmup have shrunk to nothing ESPnet divides by zero,
    and there is no rate.
    Formula: min_lr + (M - min_lr) * s / warmup_steps, then min_lr + (M - min_lr) * (1 + cos(pi *
    (s - warmup_steps) / (L - warmup_steps))) / 2, s from the start of a cycle, L its length,
    M = max_lr * gamma ** cycle.
    Source: espnet2/schedulers/cosine_anneal_warmup_restart.py, 202511.
    """
    if warmup_steps >= first_cycle_steps:
        raise LrplotError("warmup_steps must be below first_cycle_steps, as ESPnet asserts")
    rule = Growth(warmup_steps, first_cycle_steps - warmup_steps, cycle_mult)
    high: Schedule = Ramp(max_lr, 0.0, 1.0, Cosine())
    low: Schedule = Ramp(0.0, min_lr, 1.0, Cosine())
    if warmup_steps:
        high = Ramp(0.0, max_lr, 1.0).then(high, at=1.0)
        low = Ramp(min_lr, 0.0, 1.0).then(low, at=1.0)
        return IrregularCycles(((high, gamma), (low, 1.0)), rule, 2)
    curve: Schedule = IrregularCycles(((high, gamma), (low, 1.0)), rule)
    if cycle_mult < 1:
        curve = curve.then(Constant(math.nan), at=float(joints(rule)[-1]))
    return Constant(min_lr).then(curve, at=1.0, restart=False)
