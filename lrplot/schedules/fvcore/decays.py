"""Schedulers without a jump: a level, or one smooth decay."""

from __future__ import annotations

from dataclasses import dataclass

from lrplot.catalogue import schedule
from lrplot.parameters import (
    End,
    Exponent,
    Growth,
    Peak,
    Rate,
    Total,
)
from lrplot.pieces import Array, Constant, Decay, Geometric, Schedule, Wave, np
from lrplot.schedules.fvcore.where import over


@dataclass(frozen=True)
class _Left:
    """(1 - x) ** power."""

    power: float

    def __call__(self, x: Array) -> Array:
        out: Array = np.maximum(1.0 - x, 0.0) ** self.power
        return out


@schedule
def ConstantParamScheduler(value: Rate, max_iter: Total = 40_000.0) -> Schedule:
    """The same rate for all of the training.

    Where: value: the rate, at every step.
    Formula: value
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    return over(Constant(value), max_iter)


@schedule
def CosineParamScheduler(start_value: Peak, end_value: End, max_iter: Total = 40_000.0) -> Schedule:
    """Half a cosine from `start_value` to `end_value` over the whole training.

    Keywords: cosine annealing, cosine decay.
    Formula: end_value + (start_value - end_value) * (1 + cos(pi * where)) / 2
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221; arXiv:1608.03983.
    """
    return over(Wave(start_value, end_value, 1.0), max_iter)


@schedule
def ExponentialParamScheduler(
    start_value: Peak, decay: Growth, max_iter: Total = 40_000.0
) -> Schedule:
    """A fall by the factor `decay` over the whole training, every update by the same part.

    Formula: start_value * decay ** where
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    return over(Decay(start_value, Geometric(decay)), max_iter)


@schedule
def LinearParamScheduler(start_value: Peak, end_value: End, max_iter: Total = 40_000.0) -> Schedule:
    """A line from `start_value` to `end_value` over the whole training, up or down.

    Formula: start_value * (1 - where) + end_value * where
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    return over(Constant(end_value) + Decay(start_value - end_value, _Left(1.0)), max_iter)


@schedule
def PolynomialDecayParamScheduler(
    base_value: Peak, power: Exponent, max_iter: Total = 40_000.0
) -> Schedule:
    """Down to 0 at the end of the training, as a power of what is left of it.

    Formula: base_value * (1 - where) ** power
    Source: fvcore/common/param_scheduler.py, 0.1.5.post20221221.
    """
    return over(Decay(base_value, _Left(power)), max_iter)
