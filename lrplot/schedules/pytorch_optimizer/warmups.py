"""Schedulers with a linear warmup before a decay: a line, a cosine, a polynomial; and REX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import End, Exponent, Peak, Start, Total, Unused, WarmupCount, like
from lrplot.pieces import Array, Constant, Decay, Line, Ramp, Rex, Schedule, Shift, Wave
from lrplot.schedules.pytorch_optimizer import Overwritten

Order = Annotated[float, like(Exponent, above=True)]


@dataclass(frozen=True)
class Root:
    """x ** power: a fall that rises."""

    power: float

    def __call__(self, x: Array) -> Array:
        out: Array = x**self.power
        return out


def _warmed(init: float, peak: float, low: float, warmup: int, rest: Schedule) -> Schedule:
    """Return a warmup and a curve, on a clock of its own, all one update late."""
    up = Ramp(init, peak, warmup)
    curve = up.then(Shift(rest, -warmup), at=warmup, closed=True, restart=False)
    return Overwritten(low, init, Shift(curve, -1))


def _left(total: float, warmup: float) -> float:
    """Return what the warmup leaves of the total; negative, the curve runs the other way."""
    if total == warmup:
        raise LrplotError("warmup_steps and t_max must not be the same")
    return total - warmup


@schedule
def LinearScheduler(
    optimizer: Unused,
    t_max: Total,
    max_lr: Peak,
    min_lr: End = 0.0,
    init_lr: Start = 0.0,
    warmup_steps: WarmupCount = 0,
) -> Schedule:
    """A linear warmup from `init_lr`, then a line down to `min_lr`, and below.

    Differs: update 0 runs at `min_lr`; from update 1 on the scheduler is one update late: `init_lr`
    is the rate of update 1. The line does not stop: after t_max + 1 updates the rate is below
    `min_lr`, and then negative.
    Formula: k = t - 1; init_lr + (max_lr - init_lr) * k / W for k < W = warmup_steps, then
    max_lr + (min_lr - max_lr) * (k - W) / (t_max - W).
    Source: pytorch_optimizer/lr_scheduler/linear_warmup.py and base/scheduler.py, 4.1.0.
    """
    left = _left(t_max, warmup_steps)
    line = Decay(max_lr - min_lr, Line(-1.0 if left > 0 else 1.0), abs(left)) + Constant(min_lr)
    return _warmed(init_lr, max_lr, min_lr, warmup_steps, line)


@schedule
def CosineScheduler(
    optimizer: Unused,
    t_max: Total,
    max_lr: Peak,
    min_lr: End = 0.0,
    init_lr: Start = 0.0,
    warmup_steps: WarmupCount = 0,
) -> Schedule:
    """A linear warmup from `init_lr`, then half a cosine down to `min_lr`, and up again.

    Differs: update 0 runs at `min_lr`; from update 1 on the scheduler is one update late: `init_lr`
    is the rate of update 1. The cosine does not stop.
    Formula: k = t - 1; init_lr + (max_lr - init_lr) * k / W for k < W = warmup_steps, then
    min_lr + (max_lr - min_lr) * (1 + cos(pi * (k - W) / (t_max - W))) / 2.
    Source: pytorch_optimizer/lr_scheduler/linear_warmup.py and base/scheduler.py, 4.1.0.
    """
    wave = Wave(max_lr, min_lr, abs(_left(t_max, warmup_steps)))
    return _warmed(init_lr, max_lr, min_lr, warmup_steps, wave)


@schedule
def PolyScheduler(
    optimizer: Unused,
    poly_order: Order = 0.5,
    *,
    t_max: Unused,
    max_lr: Peak,
    min_lr: End = 0.0,
    init_lr: Start = 0.0,
    warmup_steps: WarmupCount = 0,
) -> Schedule:
    """A linear warmup from `init_lr`, then up without end as a power of the step.

    Keywords: polynomial.
    Differs: it is no decay: the power is of the steps since the warmup, not of a part of `t_max`,
    which has no effect. Update 0 runs at `min_lr`; from update 1 on the scheduler is one update
    late: `init_lr` is the rate of update 1.
    Formula: k = t - 1; init_lr + (max_lr - init_lr) * k / W for k < W = warmup_steps; max_lr at
    k = W; then min_lr + (max_lr - min_lr) * (k - W) ** poly_order.
    Source: pytorch_optimizer/lr_scheduler/linear_warmup.py and base/scheduler.py, 4.1.0.
    """
    rise = Decay(max_lr - min_lr, Root(poly_order)) + Constant(min_lr)
    return _warmed(init_lr, max_lr, min_lr, warmup_steps, rise)


@schedule
def REXScheduler(
    optimizer: Unused, total_steps: Total, max_lr: Peak = 1.0, min_lr: End = 0.0
) -> Schedule:
    """The reflected exponential (REX): down slowly, then ever faster, to `min_lr`.

    Differs: update 0 runs at `min_lr`; `max_lr` is the rate of no update.
    Formula: min_lr + (max_lr - min_lr) * (1 - u) / (1 - u / 2), u = t / total_steps; min_lr from
    total_steps on.
    Source: pytorch_optimizer/lr_scheduler/rex.py, 4.1.0; REX (arXiv:2107.04197).
    """
    return Overwritten(min_lr, max_lr, Ramp(max_lr, min_lr, total_steps, Rex(0.5)))
