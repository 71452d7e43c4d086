"""Schedulers with a linear warmup and a plateau before a decay."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    End,
    Exponent,
    Fraction,
    Optimizer,
    Plateau,
    Switch,
    Total,
    Unused,
    WarmupFraction,
    like,
)
from lrplot.pieces import (
    LINEAR,
    Constant,
    CycleStretch,
    Decay,
    Interpolant,
    InversePower,
    Maximum,
    Polynomial,
    Power,
    Ramp,
    Schedule,
    Shift,
)
from lrplot.schedules.nemo import Warmup, counted, ended, warmed

HoldRatio = Annotated[
    float, like(Fraction, help="the part of the total that the rate stays level for")
]


def _ends(
    warmup_steps: int | None,
    warmup_ratio: float | None,
    hold_steps: float | None,
    hold_ratio: float | None,
    max_steps: float | None,
) -> tuple[int, int]:
    """Return the ends of the warmup and of the plateau; the latter is 0 if none is asked for."""
    warmup = counted("warmup", warmup_steps, warmup_ratio, max_steps) or 0
    hold = counted("hold", hold_steps, hold_ratio, max_steps)
    return warmup, 0 if hold is None else hold + warmup


def _held(
    lr: float, ends: tuple[int, int], rest: Schedule, max_steps: float, min_lr: float
) -> Schedule:
    """Return a curve after a warmup and a plateau, which may be longer than the training."""
    warmup, hold = ends
    after = ended(rest, max_steps, min_lr)
    return warmed(lr, warmup, Constant(lr).then(after, at=hold, restart=False) if hold else after)


def _down(
    lr: float, low: float, ends: tuple[int, int], max_steps: float, interpolant: Interpolant
) -> Schedule:
    """Return a way down from the end of the plateau to `max_steps`."""
    warmup, hold = ends
    if hold == max_steps and hold > warmup:
        raise LrplotError("the plateau must not end at max_steps, where NeMo divides by zero")
    return Shift(Ramp(lr, low, max(max_steps - hold, 0.0), interpolant), -hold)


@schedule
def WarmupHoldPolicy(
    optimizer: Optimizer,
    *,
    warmup_steps: Warmup | None = None,
    warmup_ratio: WarmupFraction | None = None,
    hold_steps: Plateau | None = None,
    hold_ratio: HoldRatio | None = None,
    max_steps: Total | None = None,
    min_lr: End = 0.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup to the optimizer's rate, then level, with or without a plateau.

    Differs: update 0 has 1 / (warmup_steps + 1) of the rate. A plateau that is longer than
    `max_steps` goes on; otherwise the rate drops to `min_lr` after them. Without `max_steps` NeMo
    raises an error after the plateau.
    Example: warmup_steps=1000, max_steps=10000
    Formula: lr * (t + 1) / (W + 1) for t <= W, then lr; min_lr for t > max_steps.
    Source: nemo/core/optim/lr_scheduler.py, 3.0.0.
    """
    if max_steps is None:
        raise LrplotError("max_steps must be given")
    ends = _ends(warmup_steps, warmup_ratio, hold_steps, hold_ratio, max_steps)
    return _held(optimizer, ends, Constant(optimizer), max_steps, min_lr)


@schedule
def WarmupHoldAnnealOneMinusSquareRoot(
    optimizer: Optimizer,
    *,
    max_steps: Total,
    last_epoch: Unused = -1,
    min_lr: End = 0.0,
    warmup_steps: Warmup | None = None,
    warmup_ratio: WarmupFraction | None = None,
    hold_steps: Plateau | None = None,
    hold_ratio: HoldRatio | None = None,
) -> Schedule:
    """Warmup, plateau, and down to 0 as 1 - sqrt, but never below `min_lr`.

    Keywords: WSD, warmup-stable-decay, trapezoid, trapezoidal, 1-sqrt, minus_sqrt.
    Differs: update 0 has 1 / (warmup_steps + 1) of the rate. `min_lr` cuts the curve off. Without
    a plateau (`hold_steps`, even 0) the decay counts from step 0, so that the rate jumps down
    after the warmup.
    Formula: lr * (t + 1) / (W + 1) for t <= W; lr for t < H = W + hold_steps; then
    max(min_lr, lr * (1 - sqrt((t - H) / (max_steps - H)))); min_lr for t > max_steps.
    Source: nemo/core/optim/lr_scheduler.py, 3.0.0; arXiv:2408.11029.
    """
    ends = _ends(warmup_steps, warmup_ratio, hold_steps, hold_ratio, max_steps)
    decay = Maximum(_down(optimizer, 0.0, ends, max_steps, Power(0.5)), Constant(min_lr))
    return _held(optimizer, ends, decay, max_steps, min_lr)


@schedule
def WarmupHoldAnnealLinear(
    optimizer: Optimizer,
    *,
    max_steps: Total,
    last_epoch: Unused = -1,
    min_lr: End = 0.0,
    warmup_steps: Warmup | None = None,
    warmup_ratio: WarmupFraction | None = None,
    hold_steps: Plateau | None = None,
    hold_ratio: HoldRatio | None = None,
) -> Schedule:
    """Warmup, plateau, and a line down to `min_lr` at `max_steps`.

    Keywords: WSD, warmup-stable-decay, trapezoid, trapezoidal.
    Differs: update 0 has 1 / (warmup_steps + 1) of the rate. Without a plateau (`hold_steps`, even
    0) the decay counts from step 0, so that the rate jumps down after the warmup.
    Formula: lr * (t + 1) / (W + 1) for t <= W; lr for t < H = W + hold_steps; then
    lr - (lr - min_lr) * (t - H) / (max_steps - H); min_lr for t > max_steps.
    Source: nemo/core/optim/lr_scheduler.py, 3.0.0; arXiv:2404.06395.
    """
    ends = _ends(warmup_steps, warmup_ratio, hold_steps, hold_ratio, max_steps)
    decay = _down(optimizer, min_lr, ends, max_steps, LINEAR)
    return _held(optimizer, ends, decay, max_steps, min_lr)


@schedule
def PolynomialHoldDecayAnnealing(
    optimizer: Optimizer,
    *,
    max_steps: Total,
    min_lr: End = 0.0,
    power: Exponent = 1.0,
    cycle: Switch = False,
    last_epoch: Unused = -1,
    warmup_steps: Warmup | None = None,
    warmup_ratio: WarmupFraction | None = None,
    hold_steps: Plateau | None = None,
    hold_ratio: HoldRatio | None = None,
) -> Schedule:
    """Warmup, plateau, and a polynomial way down to `min_lr` at `max_steps`.

    Where: cycle: whether it starts anew, longer, each time it has ended.
    Differs: update 0 has 1 / (warmup_steps + 1) of the rate. Without a plateau (`hold_steps`, even
    0) the decay counts from step 0 and is over W steps early, or, with `cycle`, is drawn out to
    twice as long and more, which `max_steps` cuts off. With a plateau `cycle` has no effect.
    Formula: lr * (t + 1) / (W + 1) for t <= W; lr for t < H = W + hold_steps; then
    min_lr + (lr - min_lr) * (1 - (t - H) / (max_steps - H)) ** power; min_lr for t > max_steps.
    Source: nemo/core/optim/lr_scheduler.py, 3.0.0.
    """
    ends = _ends(warmup_steps, warmup_ratio, hold_steps, hold_ratio, max_steps)
    decay = _down(optimizer, min_lr, ends, max_steps, Polynomial(power))
    if not ends[1] and (length := max_steps - ends[0]) > 0:
        decay = Ramp(optimizer, min_lr, length, Polynomial(power))
        decay = CycleStretch(decay, length) if cycle else decay
    return _held(optimizer, ends, decay, max_steps, min_lr)


@schedule
def NoamHoldAnnealing(
    optimizer: Optimizer,
    *,
    max_steps: Total,
    decay_rate: Exponent = 0.5,
    min_lr: End = 0.0,
    last_epoch: Unused = -1,
    warmup_steps: Warmup | None = None,
    warmup_ratio: WarmupFraction | None = None,
    hold_steps: Plateau | None = None,
    hold_ratio: HoldRatio | None = None,
) -> Schedule:
    """Warmup, plateau, and a fall as 1 / t ** decay_rate, but never below `min_lr`.

    Differs: update 0 has 1 / (warmup_steps + 1) of the rate, which is the peak: no model size is
    in it. A warmup is asked for.
    Example: warmup_steps=400
    Formula: lr * (t + 1) / (W + 1) for t <= W; lr for t < W + hold_steps; then
    max(min_lr, lr * (W / (t - hold_steps)) ** decay_rate); min_lr for t > max_steps.
    Source: nemo/core/optim/lr_scheduler.py, 3.0.0; Squeezeformer (arXiv:2206.00888).
    """
    ends = _ends(warmup_steps, warmup_ratio, hold_steps, hold_ratio, max_steps)
    warmup, hold = ends
    if not warmup:
        raise LrplotError("warmup_steps, or a warmup_ratio that comes to a step, must be given")
    fall = Decay(optimizer * warmup**decay_rate, InversePower(decay_rate))
    decay = Maximum(Shift(fall, -max(hold - warmup, 0)), Constant(min_lr))
    return _held(optimizer, ends, decay, max_steps, min_lr)
