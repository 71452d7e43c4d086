"""A linear warmup before a fall as 1 / sqrt(t) (Noam's schedule), or before steps down."""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Boundaries,
    Factor,
    ModelSize,
    Number,
    Numbers,
    Optimizer,
    Scale,
    Times,
    Unused,
    WarmupLength,
)
from lrplot.pieces import (
    Constant,
    Decay,
    Geometric,
    InversePower,
    Ramp,
    Schedule,
    Shift,
    Stairs,
    through,
    warmed,
)

RatesAt = Annotated[
    tuple[float, ...],
    Numbers(
        "rates at steps",
        "the rates at the steps of the warmup",
        Number("rate", "a learning rate", low=0.0),
        (0.0, 0.001),
    ),
]


def noam(peak: float, warmup: float) -> Schedule:
    """Return a line up to the peak and 1 / sqrt after it; the first update is step 1 of both."""
    fall = Decay(peak, InversePower(0.5), warmup)
    return Shift(warmed(warmup, peak, fall, restart=False), 1.0)


@schedule
def WarmupLR(
    optimizer: Optimizer, warmup_steps: WarmupLength = 25_000.0, last_epoch: Unused = -1
) -> Schedule:
    """A linear warmup to the optimizer's rate, then 1 / sqrt(t).

    Keywords: inverse square root, rsqrt.
    Differs: steps count from 1: update 0 has the rate lr / warmup_steps, and the peak is in
    update warmup_steps - 1.
    Formula: lr * warmup_steps ** 0.5 * min(k ** -0.5, k * warmup_steps ** -1.5), k = t + 1.
    Source: espnet2/schedulers/warmup_lr.py, 202511.
    """
    return noam(optimizer, warmup_steps)


@schedule
def NoamLR(
    optimizer: Optimizer,
    model_size: ModelSize = 320.0,
    warmup_steps: WarmupLength = 25_000.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup, then 1 / sqrt(t), the optimizer's rate a factor on it.

    Keywords: inverse square root, rsqrt, Transformer schedule.
    Differs: the optimizer's rate is no peak: that is lr / sqrt(model_size * warmup_steps), in
    update warmup_steps - 1. Steps count from 1.
    Formula: lr * model_size ** -0.5 * min(k ** -0.5, k * warmup_steps ** -1.5), k = t + 1.
    Source: espnet2/schedulers/noam_lr.py, 202511; arXiv:1706.03762.
    """
    return noam(optimizer * model_size**-0.5 * warmup_steps**-0.5, warmup_steps)


@schedule
def NoamOpt(
    model_size: ModelSize, factor: Scale, warmup: WarmupLength, optimizer: Unused
) -> Schedule:
    """A linear warmup, then 1 / sqrt(t), as an optimizer around the optimizer.

    Keywords: inverse square root, rsqrt.
    Differs: the optimizer's own rate plays no part. Steps count from 1.
    Formula: factor * model_size ** -0.5 * min(k ** -0.5, k * warmup ** -1.5), k = t + 1.
    Source: espnet/nets/pytorch_backend/transformer/optimizer.py, 202511; arXiv:1706.03762.
    """
    return noam(factor * model_size**-0.5 * warmup**-0.5, warmup)


@schedule
def PiecewiseLinearWarmupLR(
    optimizer: Optimizer,
    warmup_steps_list: Boundaries = (0.0, 25_000.0),
    warmup_lr_list: RatesAt = (0.0, 0.001),
    last_epoch: Unused = -1,
) -> Schedule:
    """A warmup of several lines through given rates, then 1 / sqrt(t).

    Differs: the rates of the warmup are as given; the optimizer's rate is that of the fall,
    lr * sqrt(last / k), so that the curve jumps where the two differ. Steps count from 1.
    Formula: the line through the pairs at k = t + 1; after the last of warmup_steps_list,
    lr * (last / k) ** 0.5.
    Source: espnet2/schedulers/piecewise_linear_warmup_lr.py, 202511.
    """
    steps, rates = warmup_steps_list, warmup_lr_list
    if not steps or len(steps) != len(rates):
        raise LrplotError("warmup_steps_list and warmup_lr_list must be of one length, at least 1")
    first, last = steps[0], steps[-1]
    lines = through([at - first for at in steps], rates) if len(steps) > 1 else Constant(rates[0])
    fall = Decay(optimizer * math.sqrt(last), InversePower(0.5))
    return Shift(Shift(lines, -first).then(fall, at=last, closed=True, restart=False), 1.0)


@schedule
def WarmupStepLR(
    optimizer: Optimizer,
    warmup_steps: WarmupLength = 25_000.0,
    steps_per_epoch: Times = 10_000,
    step_size: Times = 1,
    gamma: Factor = 0.1,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup, then the rate times `gamma` every `step_size` epochs.

    Where: steps_per_epoch: how many updates an epoch has; step_size: how many epochs each stair
    lasts.
    Differs: steps count from 1. Epochs count from the epoch in which the warmup ends, which
    need not have begun with it.
    Formula: lr * k / warmup_steps up to k = warmup_steps, then lr * gamma **
    ((k // steps_per_epoch - warmup_steps // steps_per_epoch) // step_size), k = t + 1.
    Source: espnet2/schedulers/warmup_step_lr.py, 202511.
    """
    width = float(step_size * steps_per_epoch)
    begin = warmup_steps // steps_per_epoch * steps_per_epoch
    stairs = Shift(Stairs(Decay(optimizer, Geometric(gamma), width), width), -begin)
    warmup = Ramp(0.0, optimizer, warmup_steps)
    return Shift(warmup.then(stairs, at=warmup_steps, closed=True, restart=False), 1.0)
