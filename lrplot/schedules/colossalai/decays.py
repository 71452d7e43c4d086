"""Linear and polynomial decays, with or without a warmup."""

from __future__ import annotations

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import End, Exponent, Optimizer, TotalCount, Unused, WarmupCount
from lrplot.pieces import Constant, Decay, Line, Polynomial, Ramp, Schedule, Shift
from lrplot.schedules.colossalai import warmed


@schedule
def LinearWarmupLR(
    optimizer: Optimizer,
    total_steps: TotalCount,
    warmup_steps: WarmupCount = 0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup, then a line down to 0 at `total_steps`, and below.

    Differs: the line does not stop: after `total_steps` the rate is negative. Update 0 has
    1 / (warmup_steps + 1) of the rate. After a warmup longer than the total the rate rises.
    Formula: lr * (t + 1) / (W + 1) for t < W, then lr * (total_steps - t) / (total_steps - W).
    Source: colossalai/nn/lr_scheduler/linear.py, 0.5.0.
    """
    left = total_steps - warmup_steps
    if left == 0:
        raise LrplotError("warmup_steps and total_steps must not be the same")
    line = Decay(optimizer, Line(-1.0 if left > 0 else 1.0), abs(left))
    return Shift(Ramp(0.0, optimizer, warmup_steps + 1), 1).then(line, at=warmup_steps)


@schedule
def PolynomialLR(
    optimizer: Optimizer,
    total_steps: TotalCount,
    end_lr: End = 0.0001,
    power: Exponent = 1.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A polynomial way down to `end_lr` at `total_steps`, then level.

    Formula: end_lr + (lr - end_lr) * (1 - min(t, total_steps) / total_steps) ** power.
    Source: colossalai/nn/lr_scheduler/poly.py, 0.5.0.
    """
    return Ramp(optimizer, end_lr, total_steps, Polynomial(power))


@schedule
def PolynomialWarmupLR(
    optimizer: Optimizer,
    total_steps: TotalCount,
    warmup_steps: WarmupCount = 0,
    end_lr: End = 0.0001,
    power: Exponent = 1.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup, then a polynomial way down to `end_lr` at `total_steps`.

    Differs: update 0 has 1 / warmup_steps of the rate, and updates W - 1 and W all of it. After a
    warmup longer than the total the rate is `end_lr` at once.
    Formula: lr * (t + 1) / W for t < W, then end_lr + (lr - end_lr) * (1 - u) ** power,
    u = min(1, (t - W) / (total_steps - W)).
    Source: colossalai/nn/lr_scheduler/poly.py and delayed.py, 0.5.0.
    """
    left = total_steps - warmup_steps
    if left == 0:
        raise LrplotError("warmup_steps and total_steps must not be the same")
    decay: Schedule = Ramp(optimizer, end_lr, left, Polynomial(power))
    if left < 0:
        decay = Constant(end_lr if power else optimizer)
    return warmed(optimizer, warmup_steps, decay)
