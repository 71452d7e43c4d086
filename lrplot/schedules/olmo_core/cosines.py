"""Schedulers with a linear warmup before a cosine, whole, half, or cut short by a line."""

from __future__ import annotations

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Cooldown,
    CooldownFraction,
    DecayEnd,
    End,
    EndRatio,
    Optimizer,
    Start,
    Total,
    Unused,
    Warmup,
    WarmupFraction,
)
from lrplot.pieces import Cosine, Ramp, Schedule, Shift
from lrplot.schedules.olmo_core import (
    OldCooldown,
    OldWarmup,
    Units,
    count,
    counted,
    decayed,
    warmed,
)


def _cosine(peak: float, floor: float, start: float, end: float) -> Schedule:
    return Shift(Ramp(peak, floor, max(0.0, end - start), Cosine()), -start)


@schedule
@counted
def CosWithWarmup(
    lr_field: Unused = "lr",
    initial_lr_field: Unused = "initial_lr",
    units: Units = "steps",
    warmup: Warmup | None = None,
    warmup_steps: OldWarmup | None = None,
    warmup_fraction: WarmupFraction | None = None,
    alpha_f: EndRatio = 0.1,
    t_max: DecayEnd | None = None,
    warmup_min_lr: Start = 0.0,
    *,
    initial_lr: Optimizer,
    max_steps: Total,
) -> Schedule:
    """A linear warmup, then half a cosine to `alpha_f` times the rate.

    Differs: the first update is step 1 of the warmup, so that none is wasted at 0, and the end
    is reached in the last update. `t_max` overrides `max_steps`; both include the warmup.
    Formula: with k = t + 1, low + (lr - low) * k / warmup; then, with u = (k - warmup) /
    (t_max - warmup), lr * (alpha_f + (1 - alpha_f) * (1 + cos(pi * u)) / 2).
    Example: warmup=2000
    Source: olmo_core/optim/scheduler.py, 3.0.0.
    """
    end = max_steps if t_max is None else t_max
    steps = count("warmup", warmup, warmup_steps, warmup_fraction, end)
    decay = _cosine(initial_lr, alpha_f * initial_lr, steps, end)
    return warmed(warmup_min_lr, steps, initial_lr, decay)


@schedule
@counted
def HalfCosWithWarmup(
    lr_field: Unused = "lr",
    initial_lr_field: Unused = "initial_lr",
    units: Units = "steps",
    warmup: Warmup | None = None,
    warmup_steps: OldWarmup | None = None,
    warmup_fraction: WarmupFraction | None = None,
    alpha_f: EndRatio = 0.1,
    t_max: DecayEnd | None = None,
    warmup_min_lr: Start = 0.0,
    *,
    initial_lr: Optimizer,
    max_steps: Total,
) -> Schedule:
    """A linear warmup to the middle of a cosine, then its second half.

    Differs: the rate given is the top of the whole cosine, which is never reached: the warmup
    ends halfway between it and `alpha_f` times it. The first update is step 1. `t_max`
    overrides `max_steps`; both include the warmup.
    Formula: with k = t + 1 and top = lr * (1 + alpha_f) / 2, low + (top - low) * k / warmup; then,
    with u = (k - warmup) / (t_max - warmup),
    lr * (alpha_f + (1 - alpha_f) * (1 + cos(pi * (1 + u) / 2)) / 2).
    Example: warmup=2000
    Source: olmo_core/optim/scheduler.py, 3.0.0.
    """
    end = max_steps if t_max is None else t_max
    steps = count("warmup", warmup, warmup_steps, warmup_fraction, end)
    floor = alpha_f * initial_lr
    top = floor + (initial_lr - floor) / 2
    # as long a cosine again lies before
    decay = _cosine(initial_lr, floor, min(2 * steps - end, steps), end)
    return warmed(warmup_min_lr, steps, top, decay)


@schedule
@counted
def CosWithWarmupAndLinearDecay(
    lr_field: Unused = "lr",
    initial_lr_field: Unused = "initial_lr",
    units: Units = "steps",
    warmup: Warmup | None = None,
    warmup_steps: OldWarmup | None = None,
    warmup_fraction: WarmupFraction | None = None,
    alpha_f: EndRatio = 0.1,
    t_max: DecayEnd | None = None,
    warmup_min_lr: Start = 0.0,
    decay: Cooldown | None = None,
    decay_steps: OldCooldown | None = None,
    decay_fraction: CooldownFraction | None = 0.1,
    decay_min_lr: End = 0.0,
    *,
    initial_lr: Optimizer,
    max_steps: Total,
) -> Schedule:
    """A linear warmup and a cosine that is cut short by a line down to `decay_min_lr`.

    Differs: the first update is step 1 of the warmup, so that none is wasted at 0. With `decay`,
    `decay_fraction` must be None. `t_max` is the end of the cosine alone: the line ends at
    `max_steps`, the last update; past it the line goes on, and the rate becomes negative.
    Formula: `cos_with_warmup` until k = max_steps - decay, k being t + 1; from its rate r there,
    decay_min_lr + (r - decay_min_lr) * (max_steps - k) / decay.
    Example: warmup=2000
    Source: olmo_core/optim/scheduler.py, 3.0.0.
    """
    end = max_steps if t_max is None else t_max
    steps = count("warmup", warmup, warmup_steps, warmup_fraction, end)
    wave = _cosine(initial_lr, alpha_f * initial_lr, steps, end)
    curve = warmed(warmup_min_lr, steps, initial_lr, wave)
    down = count("decay", decay, decay_steps, decay_fraction, max_steps)
    if down > max_steps:
        raise LrplotError("decay must fit into max_steps")
    return decayed(curve, float(curve(max_steps - down)), max_steps, down, decay_min_lr)
