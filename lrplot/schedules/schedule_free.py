"""schedule_free: the rate that its optimizers call `scheduled_lr`, a warmup and then no schedule.

What takes the place of a decay is an average of the weights, which no rate shows. The first update
is step 0 here. Scheduler or none, `lr` is what stands in the optimizer's parameter group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import Number, Numbers, Peak, Switch, Unused, Warmup
from lrplot.pieces import Array, Constant, Decay, Ramp, Rectification, Schedule, Shift, np

FRAMEWORK = Framework(
    paths=("schedulefree",),
    aliases={
        "AdamWScheduleFreeClosure": "AdamWScheduleFree",
        "AdamWScheduleFreeReference": "AdamWScheduleFree",
        "SGDScheduleFreeClosure": "SGDScheduleFree",
        "SGDScheduleFreeReference": "SGDScheduleFree",
        "RAdamScheduleFreeClosure": "RAdamScheduleFree",
    },
)

Betas = Annotated[
    tuple[float, ...],
    Numbers(
        "betas",
        "Adam's betas, of which the second counts",
        Number("beta", "a beta", low=0.0, high=1.0),
        (0.9, 0.999),
    ),
]


@dataclass(frozen=True)
class _Bias:
    """sqrt(1 - beta ** x)."""

    beta: float

    def __call__(self, x: Array) -> Array:
        out: Array = np.sqrt(1.0 - self.beta**x)
        return out


def _warmed(lr: float, warmup: float) -> Schedule:
    return Shift(Ramp(0.0, lr, warmup), 1.0) if warmup else Constant(lr)


def _second(betas: tuple[float, ...]) -> float:
    if len(betas) != 2:
        raise LrplotError(f"betas must be two numbers, not {len(betas)}")
    if betas[1] == 1:
        raise LrplotError("the second of betas must be below 1")
    return betas[1]


def _long(lr: float, beta: float) -> Schedule:
    """Return a level that is meant to last until Adam's averages have filled."""
    return Constant(lr, 10.0 / (1.0 - beta))


@schedule
def AdamWScheduleFree(
    params: Unused,
    lr: Peak = 0.0025,
    betas: Unused = (0.9, 0.999),
    eps: Unused = 1e-8,
    weight_decay: Unused = 0,
    warmup_steps: Warmup = 0.0,
    r: Unused = 0.0,
    weight_lr_power: Unused = 2.0,
    foreach: Unused = True,
) -> Schedule:
    """A linear warmup from lr / warmup_steps, then level.

    Differs: update 0 has not the rate 0 but the first part of the peak, and the peak is reached in
    update warmup_steps - 1. Nothing ever falls. The Closure and Reference classes have the same
    rates.
    Example: warmup_steps=1000
    Formula: lr * min(1, (t + 1) / warmup_steps).
    Source: schedulefree/adamw_schedulefree.py, 1.4.1; arXiv:2405.15682.
    """
    return _warmed(lr, warmup_steps)


@schedule
def SGDScheduleFree(
    params: Unused,
    lr: Peak = 1.0,
    momentum: Unused = 0.9,
    weight_decay: Unused = 0,
    warmup_steps: Warmup = 0.0,
    r: Unused = 0.0,
    weight_lr_power: Unused = 2,
    foreach: Unused = True,
) -> Schedule:
    """A linear warmup from lr / warmup_steps, then level.

    Differs: update 0 has not the rate 0 but the first part of the peak, and the peak is reached in
    update warmup_steps - 1. Nothing ever falls. The Closure and Reference classes have the same
    rates.
    Example: warmup_steps=1000
    Formula: lr * min(1, (t + 1) / warmup_steps).
    Source: schedulefree/sgd_schedulefree.py, 1.4.1; arXiv:2405.15682.
    """
    return _warmed(lr, warmup_steps)


@schedule
def RAdamScheduleFree(
    params: Unused,
    lr: Peak = 0.0025,
    betas: Betas = (0.9, 0.999),
    eps: Unused = 1e-8,
    weight_decay: Unused = 0,
    r: Unused = 0.0,
    weight_lr_power: Unused = 2.0,
    foreach: Unused = True,
    silent_sgd_phase: Switch = True,
) -> Schedule:
    """The rate times the factor by which RAdam rectifies Adam, 0 before it can.

    Where: silent_sgd_phase: whether the rate is 0 until RAdam can rectify it.
    Differs: the first updates, four or five, have the rate 0, or with `silent_sgd_phase` off
    the full rate, far above that of the next. With a second beta up to 0.6 it stays so: nothing is
    ever learnt. There is no warmup to set; the factor is one as long as beta asks for.
    Formula: lr * sqrt((p - 4) * (p - 2) * P / ((P - 4) * (P - 2) * p)) where p > 4, else 0 or lr;
    P = 2 / (1 - b) - 1, p = P - 2 * k * b ** k / (1 - b ** k), k = t + 1, b = betas[1].
    Source: schedulefree/radam_schedulefree.py, 1.4.1; arXiv:1908.03265.
    """
    beta, before = _second(betas), Constant(0.0 if silent_sgd_phase else lr)
    factor = Rectification(beta)
    if factor.most <= 4:
        return before
    rectified = _long(lr, beta) * Decay(1.0, factor)
    return Shift(before.then(rectified, at=factor.first, restart=False), 1.0)


@schedule
def AdamWScheduleFreePaper(
    params: Unused,
    lr: Peak = 0.0025,
    betas: Betas = (0.9, 0.999),
    eps: Unused = 1e-8,
    weight_decay: Unused = 0,
    warmup_steps: Warmup = 0.0,
    r: Unused = 0.0,
    weight_lr_power: Unused = 2.0,
    foreach: Unused = True,
) -> Schedule:
    """A linear warmup, then level, times the correction of Adam's bias.

    Differs: without a warmup the first rates are small all the same: with a beta of 0.999 they rise
    for thousands of updates. The other classes correct the moments instead, and not the rate.
    Formula: lr * min(1, (t + 1) / warmup_steps) * sqrt(1 - betas[1] ** (t + 1)).
    Source: schedulefree/adamw_schedulefree_paper.py, 1.4.1; arXiv:2405.15682.
    """
    beta = _second(betas)
    corrected = _long(1.0, beta) * Decay(1.0, _Bias(beta))
    return _warmed(lr, warmup_steps) * Shift(corrected, 1.0)
