"""BMTrain (OpenBMB): `bmtrain.lr_scheduler`, stepped by its OptimManager after each update.

An update that an overflow skips does not advance the schedule. `num_iter` is the step that training
starts, or resumes, at.
"""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import At, Growth, Peak, Rate, TotalCount, Unused, WarmupCount, like
from lrplot.pieces import (
    Constant,
    Decay,
    Geometric,
    InversePower,
    Line,
    Ramp,
    Schedule,
    Shift,
    Wave,
    warmed,
)

FRAMEWORK = Framework(paths=("bmtrain.lr_scheduler", "bmt.lr_scheduler"))


Last = Annotated[int, like(TotalCount, low=0)]
First = Annotated[
    int, like(At, help="the step that training starts at", low=0, whole=True, sample=0)
]


def _warmed(lr: float, warmup: int, rest: Schedule, at: int) -> Schedule:
    """Return a curve, on a clock of its own, after a warmup, looked at from a step on."""
    curve = warmed(warmup, lr, rest)
    return Shift(curve, at) if at else curve


@schedule
def NoDecay(
    optimizer: Unused,
    start_lr: Peak,
    warmup_iter: WarmupCount,
    end_iter: Unused,
    num_iter: First = 0,
) -> Schedule:
    """A linear warmup from 0, then level.

    Differs: update 0 has the rate 0.
    Formula: k = t + num_iter; start_lr * min(1, k / warmup_iter).
    Source: bmtrain/lr_scheduler/no_decay.py, 30e6469.
    """
    return _warmed(start_lr, warmup_iter, Constant(start_lr), num_iter)


@schedule
def Linear(
    optimizer: Unused, start_lr: Peak, warmup_iter: WarmupCount, end_iter: Last, num_iter: First = 0
) -> Schedule:
    """A linear warmup from 0, then a line down to 0 at `end_iter`.

    Keywords: linear decay, decay to zero, D2Z.
    Differs: update 0 has the rate 0. After a warmup longer than `end_iter` the rate rises.
    Formula: k = t + num_iter; start_lr * k / W for k < W = warmup_iter, then
    start_lr * max(0, (end_iter - k) / (end_iter - W)).
    Source: bmtrain/lr_scheduler/linear.py, 30e6469.
    """
    left = end_iter - warmup_iter
    if left == 0:
        raise LrplotError("warmup_iter and end_iter must not be the same")
    down: Schedule = Ramp(start_lr, 0.0, left)
    if left < 0:
        down = Decay(start_lr, Line(1.0), -left)
    return _warmed(start_lr, warmup_iter, down, num_iter)


@schedule
def Cosine(
    optimizer: Unused, start_lr: Peak, warmup_iter: WarmupCount, end_iter: Last, num_iter: First = 0
) -> Schedule:
    """A linear warmup from 0, then half a cosine down to 0 at `end_iter`, and up again.

    Differs: update 0 has the rate 0. The cosine does not stop. After a warmup as long as `end_iter`
    or longer, it comes down within a step.
    Formula: k = t + num_iter; start_lr * k / W for k < W = warmup_iter, then
    start_lr * (1 + cos(pi * (k - W) / max(1, end_iter - W))) / 2.
    Source: bmtrain/lr_scheduler/cosine.py, 30e6469.
    """
    wave = Wave(start_lr, 0.0, max(1, end_iter - warmup_iter))
    return _warmed(start_lr, warmup_iter, wave, num_iter)


@schedule
def Exponential(
    optimizer: Unused,
    start_lr: Peak,
    warmup_iter: WarmupCount,
    end_iter: Unused,
    num_iter: First,
    gamma: Growth = 0.95,
) -> Schedule:
    """A linear warmup from 0, then the rate times `gamma` every step.

    Differs: update 0 has the rate 0. `gamma` is for a step, not for an epoch: 0.95 leaves nothing
    after a few hundred. `num_iter` must be given, and below `warmup_iter`: BMTrain asks for the
    first rate before it knows `gamma`, and raises an error where that is needed for it.
    Formula: k = t + num_iter; start_lr * k / W for k < W = warmup_iter, then
    start_lr * gamma ** (k - W).
    Source: bmtrain/lr_scheduler/exponential.py, 30e6469.
    """
    if num_iter >= warmup_iter:
        raise LrplotError("num_iter must be below warmup_iter, or BMTrain raises an error")
    return _warmed(start_lr, warmup_iter, Decay(start_lr, Geometric(gamma)), num_iter)


@schedule
def Noam(
    optimizer: Unused,
    start_lr: Rate,
    warmup_iter: WarmupCount,
    end_iter: Unused,
    num_iter: First = 0,
) -> Schedule:
    """A linear warmup from 0, then an inverse square root of the step.

    Keywords: inverse square root, rsqrt.
    Where: start_lr: the factor of the curve, whose peak is start_lr / sqrt(warmup_iter).
    Differs: update 0 has the rate 0. `start_lr` is a factor, not a rate that is reached: the peak
    is start_lr / sqrt(warmup_iter). No model size is in it.
    Formula: k = t + num_iter; start_lr * k / W ** 1.5 for k < W = warmup_iter, then
    start_lr / sqrt(k).
    Source: bmtrain/lr_scheduler/noam.py, 30e6469.
    """
    if warmup_iter == num_iter == 0:
        raise LrplotError("warmup_iter must be above 0: without a warmup step 0 divides by zero")
    fall = Shift(Decay(start_lr, InversePower(0.5)), warmup_iter)
    return _warmed(start_lr / math.sqrt(warmup_iter or 1), warmup_iter, fall, num_iter)
