"""The schedulers of the encodec recipe: a linear or exponential warmup, and a decay."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, final

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Boundaries,
    Choice,
    EndRatio,
    Exponent,
    Factor,
    Length,
    Optimizer,
    StartRatio,
    Times,
    Total,
    Unused,
    Warmup,
)
from lrplot.pieces import (
    LINEAR,
    Array,
    Constant,
    Decay,
    Exponential,
    Geometric,
    InversePower,
    PiecewiseConstant,
    Ramp,
    Schedule,
    Stairs,
    Wave,
)

Kind = Annotated[str, Choice("warmup type", "the shape of the warmup", ("linear", "exp"))]


@final
@dataclass(frozen=True)
class Remainder:
    """(1 - x) ** power, beyond 1 too."""

    power: float

    def __call__(self, x: Array) -> Array:
        out: Array = (1.0 - x) ** self.power
        return out


def _rise(base: float, length: float, ratio: float, kind: str) -> Schedule:
    """Return the warmup that all of them have."""
    if kind == "exp" and ratio == 0:
        return Constant(0.0)
    interpolant = LINEAR if kind == "linear" else Exponential(1.0 / ratio)
    return Ramp(ratio * base, base, length, interpolant)


@schedule
def WarmUpLR(
    optimizer: Optimizer, iter_per_epoch: Length, warmup_epoch: Length, last_epoch: Unused = -1
) -> Schedule:
    """A line from 0 through the optimizer's rate, on without end.

    Where: iter_per_epoch: how many updates an epoch has; warmup_epoch: how many epochs the rate
    rises to the optimizer's for.
    Differs: it does not stop at the rate; the recipe uses it only while it warms up.
    Formula: lr * t / (iter_per_epoch * warmup_epoch + 1e-8).
    Source: egs/libritts/CODEC/encodec/scheduler.py, 36e0420.
    """
    return Decay(optimizer, InversePower(-1.0), iter_per_epoch * warmup_epoch + 1e-8)


@schedule
def WarmupPolyLrScheduler(
    optimizer: Optimizer,
    power: Exponent,
    max_iter: Total,
    warmup_iter: Warmup = 500.0,
    warmup_ratio: StartRatio = 5e-4,
    warmup: Kind = "exp",
    last_epoch: Unused = -1,
) -> Schedule:
    """An exponential warmup by default, then down to 0 as (1 - u) ** power.

    Keywords: polynomial.
    Differs: past `max_iter` the power is taken of a number below 0: with a whole power the
    rate goes on, negative or up again; with another it is NaN.
    Formula: lr * warmup_ratio ** (1 - t / warmup_iter), or a line, then lr * (1 - (t -
    warmup_iter) / (max_iter - warmup_iter)) ** power.
    Source: egs/libritts/CODEC/encodec/scheduler.py, 36e0420.
    """
    left = max_iter - warmup_iter
    if left <= 0:
        raise LrplotError("max_iter must be above warmup_iter")
    decay: Schedule = Decay(optimizer, Remainder(power), left)
    if power % 1:
        decay = decay.then(Constant(math.nan), at=left, closed=True)
    return _rise(optimizer, warmup_iter, warmup_ratio, warmup).then(decay, at=warmup_iter)


@schedule
def WarmupExpLrScheduler(
    optimizer: Optimizer,
    gamma: Factor,
    interval: Times = 1,
    warmup_iter: Warmup = 500.0,
    warmup_ratio: StartRatio = 5e-4,
    warmup: Kind = "exp",
    last_epoch: Unused = -1,
) -> Schedule:
    """An exponential warmup by default, then the rate times `gamma` every `interval` steps.

    Where: interval: how many updates each stair lasts.
    Formula: lr * warmup_ratio ** (1 - t / warmup_iter), or a line, then lr * gamma ** ((t -
    warmup_iter) // interval).
    Source: egs/libritts/CODEC/encodec/scheduler.py, 36e0420.
    """
    stairs = Stairs(Decay(optimizer, Geometric(gamma), interval), interval)
    return _rise(optimizer, warmup_iter, warmup_ratio, warmup).then(stairs, at=warmup_iter)


@schedule
def WarmupCosineLrScheduler(
    optimizer: Optimizer,
    max_iter: Total,
    eta_ratio: EndRatio = 0.0,
    warmup_iter: Warmup = 500.0,
    warmup_ratio: StartRatio = 5e-4,
    warmup: Kind = "exp",
    last_epoch: Unused = -1,
) -> Schedule:
    """An exponential warmup by default, then a cosine that is under way when the warmup ends.

    Differs: the cosine's clock runs from step 0, but its length does not count the warmup: it
    reaches its end `warmup_iter` steps before `max_iter`, and then rises again.
    Formula: lr * warmup_ratio ** (1 - t / warmup_iter), or a line, then lr * (eta_ratio + (1 -
    eta_ratio) * (1 + cos(pi * t / (max_iter - warmup_iter))) / 2).
    Source: egs/libritts/CODEC/encodec/scheduler.py, 36e0420.
    """
    left = abs(max_iter - warmup_iter)
    if left == 0:
        raise LrplotError("max_iter and warmup_iter must not be the same")
    wave = Wave(optimizer, optimizer * eta_ratio, left)
    return _rise(optimizer, warmup_iter, warmup_ratio, warmup).then(
        wave, at=warmup_iter, restart=False
    )


@schedule
def WarmupStepLrScheduler(
    optimizer: Optimizer,
    milestones: Boundaries,
    gamma: Factor = 0.1,
    warmup_iter: Warmup = 500.0,
    warmup_ratio: StartRatio = 5e-4,
    warmup: Kind = "exp",
    last_epoch: Unused = -1,
) -> Schedule:
    """An exponential warmup by default, then the rate times `gamma` at each of `milestones`.

    Differs: the milestones count from the end of the warmup.
    Formula: lr * warmup_ratio ** (1 - t / warmup_iter), or a line, then lr * gamma ** (how many
    of milestones are at most t - warmup_iter).
    Source: egs/libritts/CODEC/encodec/scheduler.py, 36e0420.
    """
    values = tuple(optimizer * gamma**count for count in range(len(milestones) + 1))
    table = PiecewiseConstant(milestones, values)
    return _rise(optimizer, warmup_iter, warmup_ratio, warmup).then(table, at=warmup_iter)
