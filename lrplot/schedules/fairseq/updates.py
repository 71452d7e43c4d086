"""Schedules whose rate depends on the number of updates alone."""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import LrplotError, NestedSchedule, schedule
from lrplot.parameters import (
    End,
    EndRatio,
    Factor,
    Fraction,
    Length,
    Number,
    Numbers,
    Peak,
    Plateau,
    Start,
    StartRatio,
    Stretch,
    Switch,
    Times,
    Total,
    Warmup,
    WarmupLength,
    like,
)
from lrplot.pieces import (
    Constant,
    Cosine,
    Decay,
    Geometric,
    InversePower,
    Maximum,
    Ramp,
    Repeat,
    Schedule,
    Stairs,
    warmed,
)
from lrplot.schedules.fairseq import First

Cycle = Annotated[
    float,
    Number(
        "period", "how many updates one cycle lasts; -1 is all", low=-1.0, meta="STEPS", sample=5000
    ),
]
Ratios = Annotated[
    tuple[float, ...],
    Numbers(
        "fractions",
        "the parts of max_update that warmup, hold and decay take; their sum is 1",
        like(Fraction),
        (0.1, 0.4, 0.5),
    ),
]


@schedule
def inverse_sqrt(
    warmup_updates: WarmupLength = 4000.0, warmup_init_lr: First = -1.0, *, lr: Peak
) -> Schedule:
    """A linear warmup from `warmup_init_lr`, or 0, to `lr`, then a fall as 1 / sqrt(t).

    Keywords: inverse square root, rsqrt.
    Differs: without a warmup fairseq divides by zero; there must be one.
    Formula: t < warmup_updates: a line; then lr * sqrt(warmup_updates / t)
    Source: fairseq/optim/lr_scheduler/inverse_square_root_schedule.py, 0.12.2; arXiv:1706.03762.
    """
    fall = Decay(lr * math.sqrt(warmup_updates), InversePower(0.5))
    return warmed(warmup_updates, lr, fall, start=max(0.0, warmup_init_lr), restart=False)


@schedule
def cosine(
    warmup_updates: Warmup = 0.0,
    warmup_init_lr: First = -1.0,
    *,
    lr: Peak,
    min_lr: End = 0.0,
    t_mult: Stretch = 1.0,
    lr_period_updates: Cycle = -1.0,
    lr_shrink: Factor = 0.1,
    max_update: Total | None = None,
) -> Schedule:
    """A linear warmup, then half cosines down to `min_lr`, each `lr_shrink` times as high.

    Keywords: SGDR, warm restarts.
    Where: lr_shrink: how high each cycle is beside the last.
    Differs: the least rate shrinks with the peak. If `lr_period_updates` is not given, the one
    cycle ends at `max_update`, and that update would restart at lr_shrink * lr. The warmup starts
    at `min_lr` if not told otherwise. Rounding may let fairseq miss a restart by one update, at
    `min_lr`: with a `t_mult` of 3 the sixth one.
    Example: max_update=40000
    Formula: lr_shrink ** i * (min_lr + (lr - min_lr) * (1 + cos(pi * u)) / 2), u the fraction of
    cycle i, which is t_mult ** i periods long
    Source: fairseq/optim/lr_scheduler/cosine_lr_scheduler.py, 0.12.2; arXiv:1608.03983.
    """
    if lr <= min_lr:
        raise LrplotError("lr must be above min_lr, as fairseq asserts")
    period = lr_period_updates
    if period <= 0:
        if max_update is None:
            raise LrplotError("max_update or lr_period_updates must be given")
        period = max_update - warmup_updates
        if period <= 0:
            raise LrplotError("max_update must be above warmup_updates")
    cycles = Repeat(Ramp(lr, min_lr, period, Cosine()), period, t_mult, lr_shrink)
    start = min_lr if warmup_init_lr < 0 else warmup_init_lr
    return Ramp(start, lr, warmup_updates).then(cycles, at=warmup_updates)


@schedule
def tri_stage(
    warmup_steps: Warmup = 0.0,
    hold_steps: Plateau = 0.0,
    decay_steps: Length = 0.0,
    phase_ratio: Ratios = (),
    init_lr_scale: StartRatio = 0.01,
    final_lr_scale: EndRatio = 0.01,
    max_update: Total | None = None,
    *,
    lr: Peak,
) -> Schedule:
    """A linear warmup, a level, and a fall to `final_lr_scale` by the same factor every update.

    Where: decay_steps: how many steps the fall takes.
    Differs: `phase_ratio` wins over the three counts; its parts of `max_update` are cut to whole
    updates, and they must have exactly the sum 1 in floating point: (0.7, 0.2, 0.1) has not.
    Without a decay fairseq divides by zero.
    Example: decay_steps=20000
    Formula: lr * (init_lr_scale + (1 - init_lr_scale) * t / warmup_steps); lr;
    lr * final_lr_scale ** ((t - warmup_steps - hold_steps) / decay_steps)
    Source: fairseq/optim/lr_scheduler/tri_stage_lr_scheduler.py, 0.12.2; arXiv:1904.08779.
    """
    if phase_ratio:
        if max_update is None:
            raise LrplotError("phase_ratio wants max_update")
        if len(phase_ratio) != 3 or sum(phase_ratio) != 1:
            raise LrplotError("phase_ratio must have 3 parts whose sum is exactly 1")
        parts = [float(int(max_update * part)) for part in phase_ratio]
        warmup_steps, hold_steps, decay_steps = parts
    if decay_steps == 0:
        raise LrplotError("decay_steps must be above 0: fairseq divides by it")
    if final_lr_scale == 0:
        raise LrplotError("final_lr_scale must be above 0: fairseq takes its logarithm")
    fall: Schedule = Decay(lr, Geometric(final_lr_scale), decay_steps)
    fall = fall.then(Constant(final_lr_scale * lr), at=decay_steps, closed=True)
    late = Constant(lr).then(fall, at=hold_steps) if hold_steps else fall
    return Ramp(init_lr_scale * lr, lr, warmup_steps).then(late, at=warmup_steps)


@schedule
def triangular(
    max_lr: Peak,
    lr_period_updates: Length = 5000.0,
    lr_shrink: Factor = 0.1,
    shrink_min: Switch = False,
    *,
    lr: Start,
) -> Schedule:
    """Triangles from `lr` up to `max_lr` and down, each peak `lr_shrink` times as high.

    Keywords: CLR, cyclical learning rate.
    Where: lr_period_updates: how many updates a triangle takes; lr_shrink: how high each cycle is
    beside the last; shrink_min: whether the least rate shrinks too.
    Differs: `lr` is the least rate. Half a period is cut to whole updates.
    Without `shrink_min` the peaks sink below `lr`, and the triangles then point down.
    Example: lr=0.0001
    Formula: m + (lr_shrink ** i * max_lr - m) * (1 - |1 - t / h|), t from the start of cycle i,
    h = lr_period_updates // 2, m = lr, or lr_shrink ** i * lr with shrink_min
    Source: fairseq/optim/lr_scheduler/triangular_lr_scheduler.py, 0.12.2; arXiv:1506.01186.
    """
    if max_lr <= lr:
        raise LrplotError("max_lr must be above lr, as fairseq asserts")
    half = lr_period_updates // 2
    if half == 0:
        raise LrplotError("lr_period_updates must be at least 2: fairseq divides by half of it")
    if shrink_min:
        return Repeat(_triangle(lr, max_lr, half), 2 * half, fade=lr_shrink)
    peaks = Repeat(_triangle(0.0, max_lr, half), 2 * half, fade=lr_shrink)
    return peaks + Repeat(_triangle(lr, 0.0, half), 2 * half)


def _triangle(low: float, high: float, half: float) -> Schedule:
    return Ramp(low, high, half).then(Ramp(high, low, half), at=half)


@schedule
def step(
    warmup_updates: Warmup = 0.0,
    warmup_init_lr: First = -1.0,
    *,
    lr: Peak,
    min_lr: End = 0.0,
    lr_deacy_period: Times = 25_000,
    lr_decay: Fraction = 0.5,
) -> Schedule:
    """A linear warmup, then the rate times `lr_decay` every so many updates, down to `min_lr`.

    Where: lr_deacy_period: how many updates each stair lasts; lr_decay: what the rate is multiplied
    by at each stair.
    Differs: the period is spelled `lr_deacy_period`, and counts from the end of the warmup, which
    starts at `min_lr` if not told otherwise.
    Formula: max(lr * lr_decay ** ((t - warmup_updates) // lr_deacy_period), min_lr)
    Source: fairseq/optim/lr_scheduler/step_lr_scheduler.py, 0.12.2.
    """
    if lr <= min_lr:
        raise LrplotError("lr must be above min_lr, as fairseq asserts")
    stairs = Stairs(Decay(lr, Geometric(lr_decay), lr_deacy_period), lr_deacy_period)
    start = min_lr if warmup_init_lr < 0 else warmup_init_lr
    late = Maximum(stairs, Constant(min_lr))
    return Ramp(start, lr, warmup_updates).then(late, at=warmup_updates)


@schedule
def pass_through(lr_scheduler: NestedSchedule) -> Schedule:
    """The optimizer's own schedule, as it is.

    Differs: in fairseq the optimizer brings it; here it is named.
    Formula: lr_scheduler(t)
    Source: fairseq/optim/lr_scheduler/pass_through.py, 0.12.2.
    """
    return lr_scheduler
