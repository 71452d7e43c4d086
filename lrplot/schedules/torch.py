"""PyTorch: `torch.optim.lr_scheduler`, stepped once an update.

`optimizer` is any name, or the optimizer's constructor, whose rate is taken; `lr=` says it too.
Some of torch's schedulers multiply the current rate instead of computing it anew; alone, they
give what is drawn here to the last few digits.
"""

from __future__ import annotations

from typing import Annotated

from lrplot.cycles import Repeat, Stairs, Wave
from lrplot.errors import LrplotError
from lrplot.kinds import Choice
from lrplot.leaves import Falling, Hold, Ramp, Table, through
from lrplot.pieces import Schedule
from lrplot.registry import schedule
from lrplot.roles import (
    Boundaries,
    Divisor,
    End,
    Exponent,
    Factor,
    Fraction,
    Length,
    Optimizer,
    Peak,
    Period,
    Switch,
    Times,
    Total,
    Unused,
)
from lrplot.shapes import LINEAR, Cosine, Decay, Polynomial

PATHS = ("torch.optim.lr_scheduler", "optim.lr_scheduler")

Anneal = Annotated[str, Choice("annealing", "the shape of each phase", ("cos", "linear"))]
Mode = Annotated[
    str, Choice("mode", "how high each cycle is", ("triangular", "triangular2", "exp_range"))
]


@schedule
def StepLR(
    optimizer: Optimizer, step_size: Period, gamma: Factor = 0.1, last_epoch: Unused = -1
) -> Schedule:
    """The rate times `gamma` every `step_size` steps.

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
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    if total_iters == 0:
        return Hold(optimizer)
    return Ramp(optimizer, 0.0, total_iters, Polynomial(power))


@schedule
def CosineAnnealingLR(
    optimizer: Optimizer, T_max: Period, eta_min: End = 0.0, last_epoch: Unused = -1
) -> Schedule:
    """Half a cosine from the rate down to `eta_min` at `T_max`, and up again.

    Differs: it does not stop: past `T_max` the rate rises, and is back at its start at twice
    `T_max`.
    Source: torch/optim/lr_scheduler.py, 2.13; SGDR (arXiv:1608.03983), equation 5, without
    restarts.
    """
    return Wave(optimizer, eta_min, T_max)


@schedule
def CosineAnnealingWarmRestarts(
    optimizer: Optimizer,
    T_0: Times,
    T_mult: Times = 1,
    eta_min: End = 0.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """Half cosines from the rate to `eta_min`, each `T_mult` times as long as the last.

    Differs: `eta_min` is never reached: the restart comes in the step that would have it.
    Source: torch/optim/lr_scheduler.py, 2.13; SGDR (arXiv:1608.03983), equation 5.
    """
    return Repeat(Ramp(optimizer, eta_min, T_0, Cosine()), T_0, T_mult)


@schedule
def OneCycleLR(
    optimizer: Unused,
    max_lr: Peak,
    total_steps: Total | None = None,
    epochs: Times | None = None,
    steps_per_epoch: Times | None = None,
    pct_start: Fraction = 0.3,
    anneal_strategy: Anneal = "cos",
    cycle_momentum: Unused = True,
    base_momentum: Unused = 0.85,
    max_momentum: Unused = 0.95,
    div_factor: Divisor = 25.0,
    final_div_factor: Divisor = 1e4,
    three_phase: Switch = False,
    last_epoch: Unused = -1,
) -> Schedule:
    """Up from max_lr / div_factor to `max_lr`, and down to far below where it began.

    Differs: the optimizer's own rate plays no part. The peak is at pct_start * total_steps - 1,
    which need not be a whole step, and the end at total_steps - 1. One step later torch
    extrapolates (a cosine turns back up), and from then on it raises an error; the rate stays
    here.
    Source: torch/optim/lr_scheduler.py, 2.13; arXiv:1708.07120.
    """
    if total_steps is None:
        if epochs is None or steps_per_epoch is None:
            raise LrplotError("total_steps, or epochs and steps_per_epoch, must be given")
        total_steps = epochs * steps_per_epoch
    way = Cosine() if anneal_strategy == "cos" else LINEAR
    start, last = max_lr / div_factor, total_steps - 1
    end, top = start / final_div_factor, pct_start * total_steps - 1
    joints, rates = [0.0, top, last], [start, max_lr, end]
    if three_phase:
        joints, rates = [0.0, top, 2 * top, last], [start, max_lr, start, end]
    return through(joints, rates, way)
