"""Schedulers in cycles: a cosine, cosine restarts."""

from __future__ import annotations

from lrplot.catalogue import schedule
from lrplot.parameters import DecayLength, End, Optimizer, Times, Unused, Verbose
from lrplot.pieces import Annealing, Cosine, Ramp, Repeat, Schedule, Wave, alone


@schedule
def CosineAnnealingLR(
    optimizer: Optimizer,
    T_max: DecayLength,
    eta_min: End = 0.0,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """Half a cosine from the rate down to `eta_min` at `T_max`, and up again.

    Keywords: cosine decay.
    Differs: it does not stop: past `T_max` the rate rises, and is back at its start at twice
    `T_max`.
    Formula: eta_min + (rate - eta_min) * (1 + cos(pi * t / T_max)) / 2.
    Source: torch/optim/lr_scheduler.py, 2.13; SGDR (arXiv:1608.03983), equation 5, without
    restarts.
    """
    update = Annealing(optimizer, eta_min, T_max)
    return alone(optimizer, update, Wave(optimizer, eta_min, T_max))


@schedule
def CosineAnnealingWarmRestarts(
    optimizer: Optimizer,
    T_0: Times,
    T_mult: Times = 1,
    eta_min: End = 0.0,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """Half cosines from the rate to `eta_min`, each `T_mult` times as long as the last.

    Where: T_0: how many steps the first cycle lasts; T_mult: how many times as long each cycle is
    as the last.
    Differs: `eta_min` is never reached: the restart comes in the step that would have it.
    Stepped: once an epoch, or after every update with a part of one: step(epoch + i / iters).
    Formula: eta_min + (lr - eta_min) * (1 + cos(pi * u)) / 2 in cycle j, from 0, which lasts T_0 *
    T_mult ** j; u goes from 0 to 1 in each.
    Source: torch/optim/lr_scheduler.py, 2.13; SGDR (arXiv:1608.03983), equation 5.
    """
    return Repeat(Ramp(optimizer, eta_min, T_0, Cosine()), T_0, T_mult)
