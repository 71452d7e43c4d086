"""Schedulers that change the rate once: steps, lines, decays, and the way to SWA's rate."""

from __future__ import annotations

from collections import Counter

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Anneal,
    Boundaries,
    DecaySteps,
    End,
    Exponent,
    Factor,
    Fraction,
    Length,
    Optimizer,
    Period,
    Unused,
    Verbose,
)
from lrplot.pieces import (
    LINEAR,
    Chain,
    Constant,
    Cosine,
    Decay,
    Geometric,
    HalfWave,
    Jumps,
    PiecewiseConstant,
    Polynomial,
    Power,
    Powers,
    Ramp,
    Scaled,
    Schedule,
    Stairs,
    alone,
)


@schedule
def StepLR(
    optimizer: Optimizer,
    step_size: Period,
    gamma: Factor = 0.1,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """The rate times `gamma` every `step_size` steps.

    Keywords: step decay.
    Differs: the step must be a multiple of `step_size` to the last digit: 2.5 acts every 5.
    Formula: rate * gamma ** floor(t / step_size).
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    width = float(step_size.as_integer_ratio()[0])
    closed = Stairs(Decay(optimizer, Geometric(gamma), width), width)
    return alone(optimizer, Powers(gamma, width, stairs=True), closed)


@schedule
def MultiStepLR(
    optimizer: Optimizer,
    milestones: Boundaries,
    gamma: Factor = 0.1,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """The rate times `gamma` at each of `milestones`.

    Keywords: step decay, piecewise constant.
    Differs: the milestones may come in any order, and one that is named twice counts twice; a
    milestone 0 acts on the very first update, one between two steps never.
    Formula: rate * gamma ** (how many milestones are <= t).
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    whole = sorted(at for at in milestones if at % 1 == 0)
    values = tuple(optimizer * gamma**count for count in range(len(whole) + 1))
    times = Counter(whole)
    update = Jumps(tuple(times), tuple(gamma**count for count in times.values()))
    return alone(optimizer, update, PiecewiseConstant(tuple(whole), values))


@schedule
def ConstantLR(
    optimizer: Optimizer,
    factor: Fraction = 1.0 / 3,
    total_iters: Length = 5.0,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """The rate times `factor` until `total_iters`, then the rate itself.

    Where: factor: what the rate is multiplied by at first.
    Differs: with `total_iters` 0, or between two steps, the rate stays at `factor` for ever; a
    `factor` of 0 divides by zero at `total_iters`, and is refused here.
    Formula: rate * factor for t < total_iters, else rate.
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    if total_iters % 1:
        return alone(optimizer, Jumps((0.0,), (factor,)), Constant(optimizer * factor))
    if factor == 0 and total_iters > 0:
        raise LrplotError("factor: torch divides by it at total_iters; it must be above 0")
    update = Jumps((0.0, total_iters), (factor, 1.0 / factor if factor else 1.0))
    if total_iters == 0:
        return alone(optimizer, update, Constant(optimizer * factor))
    return alone(
        optimizer, update, PiecewiseConstant((total_iters,), (optimizer * factor, optimizer))
    )


@schedule
def LinearLR(
    optimizer: Optimizer,
    start_factor: Fraction = 1.0 / 3,
    end_factor: Fraction = 1.0,
    total_iters: Length = 5.0,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """From `start_factor` to `end_factor` times the rate in `total_iters` steps.

    Where: start_factor: what the rate is multiplied by at the start; end_factor: what it is
    multiplied by at the end.
    Differs: `start_factor` must be above 0. With `total_iters` 0 the rate stays at
    `start_factor` for ever. It stops at the last whole step that is not beyond `total_iters`.
    Formula: rate * (start_factor + (end_factor - start_factor) * min(1, t / total_iters)).
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    if start_factor == 0:
        raise LrplotError("start_factor must be above 0, as torch asks")
    update = Scaled(start_factor, end_factor, total_iters)
    return _scaled(
        optimizer, update, Ramp(optimizer * start_factor, optimizer * end_factor, total_iters)
    )


@schedule
def ExponentialLR(
    optimizer: Optimizer, gamma: Factor, last_epoch: Unused = -1, verbose: Verbose = False
) -> Schedule:
    """The rate times `gamma` every step.

    Keywords: exponential decay.
    Formula: rate * gamma ** t.
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    return alone(optimizer, Powers(gamma), Decay(optimizer, Geometric(gamma)))


@schedule
def PolynomialLR(
    optimizer: Optimizer,
    total_iters: DecaySteps = 5.0,
    power: Exponent = 1.0,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """The rate times (1 - step / total_iters) ** power, then 0.

    Keywords: linear decay, decay to zero, D2Z, polynomial decay.
    Differs: with `total_iters` 0 the rate stays. It stops at the last whole step that is not
    beyond `total_iters`.
    Formula: rate * (1 - min(1, t / total_iters)) ** power.
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    update = Scaled(1.0, 0.0, total_iters, Power(power))
    return _scaled(optimizer, update, Ramp(optimizer, 0.0, total_iters, Polynomial(power)))


@schedule
def SWALR(
    optimizer: Optimizer,
    swa_lr: End,
    anneal_epochs: Length = 10.0,
    anneal_strategy: Anneal = "cos",
    last_epoch: Unused = -1,
) -> Schedule:
    """From the rate to `swa_lr` in `anneal_epochs` steps, then level.

    Where: anneal_epochs: how many steps the way to `swa_lr` takes.
    Differs: it starts from whatever the rate is then; alone, that is the optimizer's own.
    Formula: rate + (swa_lr - rate) * g(min(1, t / anneal_epochs)), g(u) = u or
    (1 - cos(pi * u)) / 2; without epochs, swa_lr.
    Source: torch/optim/swa_utils.py, 2.13; arXiv:1803.05407.
    """
    cosine = anneal_strategy == "cos"
    left = HalfWave() if cosine else LINEAR
    update = Scaled(1.0, 0.0, anneal_epochs, left, target=swa_lr, keeps=True)
    return alone(
        optimizer, update, Ramp(optimizer, swa_lr, anneal_epochs, Cosine() if cosine else LINEAR)
    )


def _scaled(optimizer: float, update: Scaled, closed: Schedule) -> Chain:
    """Return a scheduler that stops at a whole step; without steps, it does so at its first."""
    if update.length == 0:
        closed = Constant(optimizer * update.start)
    return alone(optimizer, update, closed if update.length % 1 == 0 else None)
