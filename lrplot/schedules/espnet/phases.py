"""A linear warmup before an exponential decay, at once or after a level."""

from __future__ import annotations

import math

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    CooldownFraction,
    End,
    EndRatio,
    Fraction,
    Optimizer,
    Peak,
    StartRatio,
    Switch,
    Total,
    Unused,
    Warmup,
    WarmupFraction,
)
from lrplot.pieces import Constant, Decay, Exponential, Geometric, Ramp, Schedule, Shift


@schedule
def TristageLR(
    optimizer: Optimizer,
    max_steps: Total = 25_000.0,
    warmup_ratio: WarmupFraction = 0.1,
    hold_ratio: Fraction = 0.4,
    decay_ratio: CooldownFraction = 0.5,
    init_lr_scale: StartRatio = 0.01,
    final_lr_scale: EndRatio = 0.01,
    last_epoch: Unused = -1,
) -> Schedule:
    """Three stages: a linear warmup, a level, an exponential decay.

    Where: hold_ratio: the part of the total that the rate stays level for.
    Differs: steps count from 1: update 0 is one step into the warmup, and the end is reached in
    update max_steps - 1. Warmup and level are cut to whole steps; the decay takes the rest.
    Formula: W = int(max_steps * warmup_ratio), H = int(max_steps * hold_ratio), k = t + 1:
    lr * (init + (1 - init) * k / W); lr; lr * final ** ((k - W - H) / (max_steps - W - H)).
    Source: espnet2/schedulers/tristage_lr.py, 202511.
    """
    if not math.isclose(warmup_ratio + hold_ratio + decay_ratio, 1.0):
        raise LrplotError("warmup_ratio, hold_ratio and decay_ratio must add up to 1")
    if not (0 < init_lr_scale <= 1 and 0 < final_lr_scale <= 1):
        raise LrplotError("init_lr_scale and final_lr_scale must be above 0 and at most 1")
    total = int(max_steps)
    warmup, hold = int(total * warmup_ratio), int(total * hold_ratio)
    left = total - warmup - hold
    level: Schedule = Constant(optimizer)
    if left > 0:
        decay = Ramp(optimizer, optimizer * final_lr_scale, left, Exponential(final_lr_scale))
        level = level.then(decay, at=warmup + hold)
    return Shift(
        Ramp(init_lr_scale * optimizer, optimizer, warmup).then(level, at=warmup, restart=False),
        1.0,
    )


@schedule
def ExponentialDecayWarmup(
    optimizer: Optimizer,
    max_lr: Peak,
    min_lr: End,
    total_steps: Total,
    warmup_steps: Warmup = 0.0,
    warm_from_zero: Switch = False,
    last_epoch: Unused = -1,
) -> Schedule:
    """A warmup, then an exponential decay that passes `min_lr` at `total_steps` and goes on.

    Where: warm_from_zero: whether the warmup rises from 0, not level at the optimizer's rate.
    Differs: without `warm_from_zero` the warmup is level at the optimizer's own rate, but for
    update 0, which has `max_lr`. With it, update 0 has the rate 0 and the others (t + 1) /
    warmup_steps of `max_lr`, so that the peak comes one step early.
    Formula: max_lr * (min_lr / max_lr) ** ((t - warmup_steps) / (total_steps - warmup_steps)).
    Source: espnet2/schedulers/exponential_decay_warmup.py, 202511.
    """
    if warmup_steps >= total_steps:
        raise LrplotError("warmup_steps must be below total_steps, as ESPnet asserts")
    if min_lr == 0 or max_lr == 0:
        raise LrplotError("min_lr and max_lr must be above 0: ESPnet takes a logarithm of them")
    decay = Decay(max_lr, Geometric(min_lr / max_lr), total_steps - warmup_steps)
    warmup: Schedule = Constant(optimizer)
    if warm_from_zero:
        warmup = Shift(Ramp(0.0, max_lr, warmup_steps), 1.0)
    curve = warmup.then(decay, at=warmup_steps)
    return Constant(0.0 if warm_from_zero else max_lr).then(curve, at=1.0, restart=False)
