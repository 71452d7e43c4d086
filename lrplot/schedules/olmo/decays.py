"""Schedulers with a linear warmup before a decay that ends: a cosine, a line, their product."""

from __future__ import annotations

from lrplot.catalogue import schedule
from lrplot.parameters import DecayEnd, EndRatio, Optimizer, Start, Total, Unused, Warmup
from lrplot.pieces import Constant, Cosine, Ramp, Schedule
from lrplot.schedules.olmo import left, warmed


@schedule
def CosWithWarmup(
    grad_clip_warmup_steps: Unused = None,
    grad_clip_warmup_factor: Unused = None,
    warmup_min_lr: Start | None = None,
    warmup_steps: Warmup = 100.0,
    alpha_f: EndRatio = 0.1,
    t_max: DecayEnd | None = None,
    *,
    initial_lr: Optimizer,
    max_steps: Total | None = None,
) -> Schedule:
    """A linear warmup from a tenth of the rate, then half a cosine to `alpha_f` times the rate.

    Differs: the warmup starts at a tenth of the rate unless `warmup_min_lr` says otherwise, and
    the first update is step 1 of it, so that the end is reached in the last update. `t_max`
    overrides `max_steps`; both include the warmup.
    Formula: with k = t + 1, low + (lr - low) * k / warmup_steps; then, with u = (k - warmup_steps)
    / (t_max - warmup_steps), lr * (alpha_f + (1 - alpha_f) * (1 + cos(pi * u)) / 2).
    Example: max_steps=40000
    Source: olmo/optim.py, 0.6.0.
    """
    steps = left(warmup_steps, t_max, max_steps)
    decay = Ramp(initial_lr, alpha_f * initial_lr, steps, Cosine())
    return warmed(warmup_min_lr, warmup_steps, initial_lr, decay)


@schedule
def LinearWithWarmup(
    grad_clip_warmup_steps: Unused = None,
    grad_clip_warmup_factor: Unused = None,
    warmup_min_lr: Start | None = None,
    warmup_steps: Warmup = 100.0,
    alpha_f: EndRatio = 0.1,
    t_max: DecayEnd | None = None,
    *,
    initial_lr: Optimizer,
    max_steps: Total | None = None,
) -> Schedule:
    """A linear warmup from a tenth of the rate, then a line down to `alpha_f` times the rate.

    Differs: the warmup starts at a tenth of the rate unless `warmup_min_lr` says otherwise, and
    the first update is step 1 of it, so that the end is reached in the last update. `t_max`
    overrides `max_steps`; both include the warmup.
    Formula: with k = t + 1, low + (lr - low) * k / warmup_steps; then
    lr * (1 - (1 - alpha_f) * (k - warmup_steps) / (t_max - warmup_steps)).
    Example: max_steps=40000
    Source: olmo/optim.py, 0.6.0.
    """
    steps = left(warmup_steps, t_max, max_steps)
    decay = Ramp(initial_lr, alpha_f * initial_lr, steps)
    return warmed(warmup_min_lr, warmup_steps, initial_lr, decay)


@schedule
def CosLinearEnvelope(
    grad_clip_warmup_steps: Unused = None,
    grad_clip_warmup_factor: Unused = None,
    warmup_min_lr: Start | None = None,
    warmup_steps: Warmup = 100.0,
    alpha_f: EndRatio = 0.1,
    t_max: DecayEnd | None = None,
    *,
    initial_lr: Optimizer,
    max_steps: Total | None = None,
) -> Schedule:
    """A linear warmup, then half a cosine times a line, to `alpha_f` times the rate.

    Differs: the warmup starts at a tenth of the rate unless `warmup_min_lr` says otherwise, and
    the first update is step 1 of it, so that the end is reached in the last update. `t_max`
    overrides `max_steps`; both include the warmup.
    Formula: with k = t + 1, low + (lr - low) * k / warmup_steps; then, with u = (k - warmup_steps)
    / (t_max - warmup_steps), lr * (alpha_f + (1 - alpha_f) * (1 - u) * (1 + cos(pi * u)) / 2).
    Example: max_steps=40000
    Source: olmo/optim.py, 0.6.0.
    """
    steps = left(warmup_steps, t_max, max_steps)
    floor = alpha_f * initial_lr
    decay = Ramp(initial_lr - floor, 0.0, steps, Cosine()) * Ramp(1.0, 0.0, steps) + Constant(floor)
    return warmed(warmup_min_lr, warmup_steps, initial_lr, decay)
