"""Decays in steps and an exponential decay, torch's and with a warmup."""

from __future__ import annotations

from collections.abc import Sequence

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import Boundaries, Factor, Growth, Optimizer, Times, Unused, WarmupCount
from lrplot.pieces import Decay, Geometric, PiecewiseConstant, Schedule, Stairs
from lrplot.schedules.colossalai import warmed


def _table(lr: float, milestones: Sequence[float], gamma: float) -> Schedule:
    values = tuple(lr * gamma**count for count in range(len(milestones) + 1))
    return PiecewiseConstant(tuple(sorted(milestones)), values)


@schedule
def StepLR(
    optimizer: Optimizer,
    total_steps: Unused,
    step_size: Times = 1,
    gamma: Factor = 0.1,
    last_epoch: Unused = -1,
) -> Schedule:
    """The rate times `gamma` every `step_size` steps.

    Keywords: step decay.
    Where: step_size: how many steps each stair lasts.
    Differs: torch's StepLR; `total_steps` has no effect.
    Formula: lr * gamma ** floor(t / step_size).
    Source: colossalai/nn/lr_scheduler/torch.py, 0.5.0.
    """
    return Stairs(Decay(optimizer, Geometric(gamma), step_size), step_size)


@schedule
def ExponentialLR(
    optimizer: Optimizer, total_steps: Unused, gamma: Growth = 1.0, last_epoch: Unused = -1
) -> Schedule:
    """The rate times `gamma` every step.

    Keywords: exponential decay.
    Differs: torch's ExponentialLR; `total_steps` has no effect.
    Example: gamma=0.99
    Formula: lr * gamma ** t.
    Source: colossalai/nn/lr_scheduler/torch.py, 0.5.0.
    """
    return Decay(optimizer, Geometric(gamma))


@schedule
def MultiStepLR(
    optimizer: Optimizer,
    total_steps: Unused,
    milestones: Boundaries = (),
    gamma: Factor = 0.1,
    last_epoch: Unused = -1,
) -> Schedule:
    """The rate times `gamma` at each of `milestones`.

    Keywords: step decay.
    Differs: torch's MultiStepLR; `total_steps` has no effect. Without milestones it is level.
    Example: milestones=[1000,2000]
    Formula: lr * gamma ** (how many milestones are at most t).
    Source: colossalai/nn/lr_scheduler/multistep.py, 0.5.0.
    """
    return _table(optimizer, milestones, gamma)


@schedule
def MultiStepWarmupLR(
    optimizer: Optimizer,
    total_steps: Unused,
    warmup_steps: WarmupCount = 0,
    milestones: Boundaries = (),
    gamma: Factor = 0.1,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup, then the rate times `gamma` at each of `milestones`.

    Differs: milestones count from step 0, and those inside the warmup are dropped. Update 0 has
    1 / warmup_steps of the rate. Without a warmup a milestone 0 acts twice.
    Example: milestones=[10000]
    Formula: lr * (t + 1) / W for t < W, then lr * gamma ** (how many milestones are from W to t).
    Source: colossalai/nn/lr_scheduler/multistep.py and delayed.py, 0.5.0, with torch 2.13.
    """
    if not milestones:
        raise LrplotError("milestones must be given")
    later = [milestone - warmup_steps for milestone in milestones if milestone >= warmup_steps]
    lr = optimizer if warmup_steps else optimizer * gamma ** later.count(0.0)
    return warmed(optimizer, warmup_steps, _table(lr, later, gamma))
