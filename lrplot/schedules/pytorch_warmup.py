"""pytorch-warmup: factors that dampen the first updates of whatever schedule there is.

Alone, a warmup dampens the optimizer's own rate. In a training script a scheduler of torch's
takes its step inside `with warmup.dampening():`; that scheduler is named here as `lr_scheduler`.
Betas are read from the optimizer's constructor, or are Adam's own: 0.9 and 0.999.
"""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import (
    Nested,
    Number,
    Numbers,
    Optimizer,
    OptimizerOption,
    Unused,
    WarmupCount,
    like,
)
from lrplot.pieces import Constant, Decay, Geometric, Ramp, Rectification, Schedule, Shift

FRAMEWORK = Framework(paths=("pytorch_warmup", "warmup"))

Period = Annotated[int, like(WarmupCount, low=1, sample=2000)]
Scheduler = Annotated[Schedule | None, Nested("schedule", "the scheduler that is dampened")]
Betas = Annotated[
    tuple[float, ...],
    OptimizerOption(
        "betas",
        "the optimizer's betas, of which the second counts",
        Numbers("betas", "betas", Number("beta", "a beta", low=0.0, high=1.0), (0.9, 0.999)),
        place=2,
    ),
]


def _beta(betas: tuple[float, ...], above: float = 0.0) -> float:
    """Return the second beta, which must be below 1, and for RAdam above 0.6."""
    if len(betas) != 2 or max(betas) >= 1:
        raise LrplotError("betas must be two numbers below 1")
    if betas[1] <= above and above:
        raise LrplotError(f"the second of betas must be above {above}")
    return betas[1]


def _linear(base: float, inner: Schedule | None, period: int) -> Schedule:
    return (inner or Constant(base)) * Shift(Ramp(0.0, 1.0, period), 1.0)


def _exponential(base: float, inner: Schedule | None, period: int) -> Schedule:
    left = Shift(Decay(-1.0, Geometric(math.exp(-1.0)), period), 1.0)
    return (inner or Constant(base)) * (Constant(1.0) + left)


@schedule
def LinearWarmup(
    optimizer: Optimizer,
    warmup_period: Period,
    last_step: Unused = -1,
    lr_scheduler: Scheduler = None,
) -> Schedule:
    """The rate times a line from 1 / warmup_period up to 1.

    Differs: update 0 has not the rate 0 but the first part of the peak, and the factor 1 is
    reached in update warmup_period - 1.
    Formula: rate * min(1, (t + 1) / warmup_period).
    Source: pytorch_warmup/base.py, 0.2.0.
    """
    return _linear(optimizer, lr_scheduler, warmup_period)


@schedule
def ExponentialWarmup(
    optimizer: Optimizer,
    warmup_period: Period,
    last_step: Unused = -1,
    lr_scheduler: Scheduler = None,
) -> Schedule:
    """The rate times an exponential that nears 1.

    Differs: after `warmup_period` updates the factor is 0.632; 1 is never quite reached.
    Formula: rate * (1 - exp(-(t + 1) / warmup_period)).
    Source: pytorch_warmup/base.py, 0.2.0.
    """
    return _exponential(optimizer, lr_scheduler, warmup_period)


@schedule
def UntunedLinearWarmup(
    optimizer: Optimizer,
    last_step: Unused = -1,
    betas: Betas = (0.9, 0.999),
    lr_scheduler: Scheduler = None,
) -> Schedule:
    """The rate times a line up to 1, as long as Adam's second beta asks for.

    Differs: for a beta of 0.999 the line is 1999 updates long, not 2000: the quotient is cut
    off. An optimizer that has no betas is refused by pytorch-warmup, and here taken for Adam.
    Formula: rate * min(1, (t + 1) / int(2 / (1 - betas[1]))).
    Source: pytorch_warmup/untuned.py, 0.2.0; arXiv:1910.04209.
    """
    return _linear(optimizer, lr_scheduler, int(2.0 / (1.0 - _beta(betas))))


@schedule
def UntunedExponentialWarmup(
    optimizer: Optimizer,
    last_step: Unused = -1,
    betas: Betas = (0.9, 0.999),
    lr_scheduler: Scheduler = None,
) -> Schedule:
    """The rate times an exponential that nears 1 as fast as Adam's second beta asks for.

    Differs: for a beta of 0.999 the period is 999 updates, not 1000: the quotient is cut off.
    Formula: rate * (1 - exp(-(t + 1) / int(1 / (1 - betas[1])))).
    Source: pytorch_warmup/untuned.py, 0.2.0; arXiv:1910.04209.
    """
    return _exponential(optimizer, lr_scheduler, int(1.0 / (1.0 - _beta(betas))))


@schedule
def RAdamWarmup(
    optimizer: Optimizer,
    last_step: Unused = -1,
    betas: Betas = (0.9, 0.999),
    lr_scheduler: Scheduler = None,
) -> Schedule:
    """The rate times the factor by which RAdam rectifies Adam.

    Differs: it sets out with the first update that RAdam rectifies, the fifth or sixth, and so
    leaves out those that RAdam makes without Adam's moments. The second beta must be above 0.6.
    Formula: rate * sqrt((r - 4) * (r - 2) * R / ((R - 4) * (R - 2) * r)), R = 2 / (1 - b) - 1,
    r = R - 2 * k * b ** k / (1 - b ** k), k = t + the first k whose r is above 4, b = betas[1].
    Source: pytorch_warmup/radam.py, 0.2.0; arXiv:1908.03265, arXiv:1910.04209.
    """
    factor = Rectification(_beta(betas, above=0.6))
    return (lr_scheduler or Constant(optimizer)) * Shift(Decay(1.0, factor), factor.first)
