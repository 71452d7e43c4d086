"""Schedulers that go one way: down, up, or to another level."""

from __future__ import annotations

from typing import Annotated

from lrplot.cycles import Stairs
from lrplot.errors import LrplotError
from lrplot.kinds import Choice
from lrplot.leaves import Falling, Hold, Ramp, Table
from lrplot.pieces import Schedule
from lrplot.registry import schedule
from lrplot.roles import (
    Boundaries,
    End,
    Exponent,
    Factor,
    Fraction,
    Length,
    Optimizer,
    Period,
    Unused,
)
from lrplot.shapes import LINEAR, Cosine, Decay, Polynomial

Anneal = Annotated[str, Choice("annealing", "the shape of each phase", ("cos", "linear"))]


@schedule
def StepLR(
    optimizer: Optimizer, step_size: Period, gamma: Factor = 0.1, last_epoch: Unused = -1
) -> Schedule:
    """The rate times `gamma` every `step_size` steps.

    Formula: lr * gamma ** floor(t / step_size).
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    return Stairs(Falling(optimizer, Decay(gamma), step_size), step_size)


@schedule
def MultiStepLR(
    optimizer: Optimizer,
    milestones: Boundaries,
    gamma: Factor = 0.1,
    last_epoch: Unused = -1,
) -> Schedule:
    """The rate times `gamma` at each of `milestones`.

    Differs: the milestones may come in any order, and one that is named twice counts twice; a
    milestone 0 acts on the very first update.
    Formula: lr * gamma ** n, n the number of milestones at or below t.
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    values = tuple(optimizer * gamma**count for count in range(len(milestones) + 1))
    return Table(tuple(sorted(milestones)), values)


@schedule
def ConstantLR(
    optimizer: Optimizer,
    factor: Fraction = 1.0 / 3,
    total_iters: Length = 5.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """The rate times `factor` until `total_iters`, then the rate itself.

    Differs: with `total_iters` 0 the rate stays at `factor` for ever; a `factor` of 0 divides
    by zero at `total_iters`, and is refused here.
    Formula: lr * factor while t < total_iters, then lr.
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    if total_iters == 0:
        return Hold(optimizer * factor)
    if factor == 0:
        raise LrplotError("factor: torch divides by it at total_iters; it must be above 0")
    return Table((total_iters,), (optimizer * factor, optimizer))


@schedule
def LinearLR(
    optimizer: Optimizer,
    start_factor: Fraction = 1.0 / 3,
    end_factor: Fraction = 1.0,
    total_iters: Length = 5.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """From `start_factor` to `end_factor` times the rate in `total_iters` steps.

    Differs: `start_factor` must be above 0. With `total_iters` 0 the rate stays at
    `start_factor` for ever.
    Formula: lr * (start_factor + (end_factor - start_factor) * min(t, total_iters) / total_iters).
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    if start_factor == 0:
        raise LrplotError("start_factor must be above 0, as torch asks")
    if total_iters == 0:
        return Hold(optimizer * start_factor)
    return Ramp(optimizer * start_factor, optimizer * end_factor, total_iters)


@schedule
def ExponentialLR(optimizer: Optimizer, gamma: Factor, last_epoch: Unused = -1) -> Schedule:
    """The rate times `gamma` every step.

    Formula: lr * gamma ** t.
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    return Falling(optimizer, Decay(gamma))


@schedule
def PolynomialLR(
    optimizer: Optimizer,
    total_iters: Length = 5.0,
    power: Exponent = 1.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """The rate times (1 - step / total_iters) ** power, then 0.

    Differs: with `total_iters` 0 the rate stays.
    Formula: lr * (1 - min(t, total_iters) / total_iters) ** power.
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    if total_iters == 0:
        return Hold(optimizer)
    return Ramp(optimizer, 0.0, total_iters, Polynomial(power))


@schedule
def SWALR(
    optimizer: Optimizer,
    swa_lr: End,
    anneal_epochs: Length = 10.0,
    anneal_strategy: Anneal = "cos",
    last_epoch: Unused = -1,
) -> Schedule:
    """From the rate to `swa_lr` in `anneal_epochs` steps, then level.

    Differs: it starts from whatever the rate is then; alone, that is the optimizer's own.
    Formula: swa_lr + (lr - swa_lr) * g, g = 1 - u or (1 + cos(pi * u)) / 2, u = t / anneal_epochs,
    at most 1.
    Source: torch/optim/swa_utils.py, 2.13; arXiv:1803.05407.
    """
    way = Cosine() if anneal_strategy == "cos" else LINEAR
    return Ramp(optimizer, swa_lr, anneal_epochs, way)
