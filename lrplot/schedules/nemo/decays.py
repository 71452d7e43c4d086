"""Schedulers with a linear warmup before a level or a decay."""

from __future__ import annotations

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Cooldown,
    CooldownFraction,
    End,
    Exponent,
    Optimizer,
    Total,
    Unused,
    WarmupFraction,
)
from lrplot.pieces import (
    LINEAR,
    Constant,
    Cosine,
    Interpolant,
    Maximum,
    Polynomial,
    Ramp,
    Schedule,
    Shift,
)
from lrplot.schedules.nemo import Warmup, counted, ended, warmed


def _decay(
    lr: float, low: float, warmup: int, max_steps: float, interpolant: Interpolant
) -> Schedule:
    """Return a way down that starts with the end of the warmup."""
    return Shift(Ramp(lr, low, max(max_steps - warmup, 0.0), interpolant), -warmup)


@schedule
def WarmupPolicy(
    optimizer: Optimizer,
    *,
    warmup_steps: Warmup | None = None,
    warmup_ratio: WarmupFraction | None = None,
    max_steps: Total | None = None,
    min_lr: End = 0.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup to the optimizer's rate, then level.

    Differs: update 0 has 1 / (warmup_steps + 1) of the rate. After `max_steps` the rate drops to
    `min_lr`.
    Example: warmup_steps=1000, max_steps=10000
    Formula: lr * (t + 1) / (W + 1) for t <= W, then lr; min_lr for t > max_steps.
    Source: nemo/core/optim/lr_scheduler.py, 3.0.0.
    """
    warmup = counted("warmup", warmup_steps, warmup_ratio, max_steps) or 0
    return warmed(optimizer, warmup, ended(Constant(optimizer), max_steps, min_lr))


@schedule
def SquareAnnealing(
    optimizer: Optimizer,
    *,
    max_steps: Total,
    min_lr: End = 1e-5,
    last_epoch: Unused = -1,
    warmup_steps: Warmup | None = None,
    warmup_ratio: WarmupFraction | None = None,
) -> Schedule:
    """A linear warmup, then down to 0 as a square, but never below `min_lr`.

    Differs: update 0 has 1 / (warmup_steps + 1) of the rate. `min_lr` cuts the curve off; it is
    not what the curve leads to, and it is 1e-5 by default.
    Formula: lr * (t + 1) / (W + 1) for t <= W, then
    max(min_lr, lr * ((max_steps - t) / (max_steps - W)) ** 2); min_lr for t > max_steps.
    Source: nemo/core/optim/lr_scheduler.py, 3.0.0.
    """
    warmup = counted("warmup", warmup_steps, warmup_ratio, max_steps) or 0
    decay = Maximum(_decay(optimizer, 0.0, warmup, max_steps, Polynomial(2)), Constant(min_lr))
    return warmed(optimizer, warmup, ended(decay, max_steps, min_lr))


@schedule
def SquareRootAnnealing(
    optimizer: Optimizer,
    *,
    max_steps: Total,
    min_lr: End = 0.0,
    last_epoch: Unused = -1,
    warmup_steps: Warmup | None = None,
    warmup_ratio: WarmupFraction | None = None,
) -> Schedule:
    """A linear warmup, then down to 0 as a square root, but never below `min_lr`.

    Differs: update 0 has 1 / (warmup_steps + 1) of the rate. The decay counts from step 0, so that
    the rate jumps down after the warmup. `min_lr` cuts the curve off.
    Formula: lr * (t + 1) / (W + 1) for t <= W, then
    max(min_lr, lr * sqrt((max_steps - t) / max_steps)); min_lr for t > max_steps.
    Source: nemo/core/optim/lr_scheduler.py, 3.0.0.
    """
    warmup = counted("warmup", warmup_steps, warmup_ratio, max_steps) or 0
    decay = Maximum(Ramp(optimizer, 0.0, max_steps, Polynomial(0.5)), Constant(min_lr))
    return warmed(optimizer, warmup, ended(decay, max_steps, min_lr))


@schedule
def WarmupAnnealing(
    optimizer: Optimizer,
    *,
    max_steps: Total,
    last_epoch: Unused = -1,
    min_lr: End = 0.0,
    warmup_steps: Warmup | None = None,
    warmup_ratio: WarmupFraction | None = None,
) -> Schedule:
    """A linear warmup, then a line down to `min_lr` at `max_steps`.

    Keywords: linear decay, decay to zero, D2Z.
    Differs: update 0 has 1 / (warmup_steps + 1) of the rate.
    Formula: lr * (t + 1) / (W + 1) for t <= W, then
    min_lr + (lr - min_lr) * (max_steps - t) / (max_steps - W); min_lr for t > max_steps.
    Source: nemo/core/optim/lr_scheduler.py, 3.0.0.
    """
    warmup = counted("warmup", warmup_steps, warmup_ratio, max_steps) or 0
    decay = _decay(optimizer, min_lr, warmup, max_steps, LINEAR)
    return warmed(optimizer, warmup, ended(decay, max_steps, min_lr))


@schedule
def PolynomialDecayAnnealing(
    optimizer: Optimizer,
    *,
    max_steps: Total,
    min_lr: End = 0.0,
    power: Exponent = 1.0,
    cycle: Unused = False,
    last_epoch: Unused = -1,
    warmup_steps: Warmup | None = None,
    warmup_ratio: WarmupFraction | None = None,
) -> Schedule:
    """A linear warmup, then a polynomial way down to `min_lr` at `max_steps`.

    Differs: update 0 has 1 / (warmup_steps + 1) of the rate. `cycle` has no effect: its first cycle
    ends at `max_steps`, and after that the rate is `min_lr`.
    Formula: lr * (t + 1) / (W + 1) for t <= W, then min_lr + (lr - min_lr) *
    ((max_steps - t) / (max_steps - W)) ** power; min_lr for t > max_steps.
    Source: nemo/core/optim/lr_scheduler.py, 3.0.0.
    """
    warmup = counted("warmup", warmup_steps, warmup_ratio, max_steps) or 0
    decay = _decay(optimizer, min_lr, warmup, max_steps, Polynomial(power))
    return warmed(optimizer, warmup, ended(decay, max_steps, min_lr))


@schedule
def CosineAnnealing(
    optimizer: Optimizer,
    *,
    max_steps: Total,
    min_lr: End = 0.0,
    last_epoch: Unused = -1,
    warmup_steps: Warmup | None = None,
    warmup_ratio: WarmupFraction | None = None,
    constant_steps: Cooldown | None = None,
    constant_ratio: CooldownFraction | None = None,
) -> Schedule:
    """A linear warmup, then half a cosine down to `min_lr`, and maybe level at the end.

    Differs: update 0 has 1 / (warmup_steps + 1) of the rate; but with `constant_steps` at `min_lr`
    it has the rate 0, and the cosine ends so many steps before `max_steps`. The rate must be at
    least `min_lr`, and above it with `constant_steps`.
    Formula: lr * (t + 1) / (W + 1) for t <= W, or lr * t / W with constant_steps; then min_lr +
    (lr - min_lr) * (1 + cos(pi * u)) / 2, u = (t - W) / (max_steps - W - constant_steps);
    then min_lr.
    Source: nemo/core/optim/lr_scheduler.py, 3.0.0.
    """
    warmup = counted("warmup", warmup_steps, warmup_ratio, max_steps) or 0
    constant = counted("constant", constant_steps, constant_ratio, max_steps) or 0
    if optimizer < min_lr or (constant and optimizer == min_lr):
        least = "above" if constant else "at least"
        raise LrplotError(f"lr must be {least} min_lr, as NeMo asks")
    if not constant:
        decay = _decay(optimizer, min_lr, warmup, max_steps, Cosine())
        return warmed(optimizer, warmup, ended(decay, max_steps, min_lr))
    left = max_steps - constant - warmup
    if left == warmup == 0:
        raise LrplotError("constant_steps leave no step for the cosine, which NeMo divides by")
    decay = (
        Shift(Ramp(optimizer, min_lr, left, Cosine()), -warmup) if left > 0 else Constant(min_lr)
    )
    return Ramp(0.0, optimizer, warmup).then(decay, at=warmup, closed=warmup > 0, restart=False)
