"""Schedulers in cycles: a cosine, cosine restarts, one cycle."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Anneal,
    End,
    EndDivisor,
    EndRatio,
    Number,
    Numbers,
    Optimizer,
    Peak,
    Period,
    StartDivisor,
    Switch,
    Total,
    WarmupFraction,
)
from lrplot.pieces import LINEAR, Cosine, Schedule
from lrplot.schedules.mmengine import kinds
from lrplot.schedules.mmengine.clock import ALWAYS, Clock, Clocked, clocked

Periods = Annotated[
    tuple[float, ...],
    Numbers(
        "periods",
        "how many steps each cycle lasts",
        Number("period", "how many steps a cycle lasts", low=1, whole=True, sample=100),
        (100,),
    ),
]
Weights = Annotated[
    tuple[float, ...],
    Numbers(
        "weights",
        "the top of each cycle as a fraction of the rate",
        Number("weight", "the top of a cycle as a fraction of the rate", low=0.0),
        (1.0,),
    ),
]


@schedule
@clocked
def CosineAnnealingLR(
    optimizer: Optimizer,
    T_max: Period | None = None,
    eta_min: End | None = None,
    clock: Clock = ALWAYS,
    eta_min_ratio: EndRatio | None = None,
) -> Schedule:
    """Half a cosine from the rate down to a floor at `T_max`, and up again until `end`.

    Differs: without `T_max` it is end - begin, so that the last step is one short of the floor,
    and the rate stays there, above it. The floor is `eta_min`, or `eta_min_ratio` times the
    optimizer's rate; not both. At the floor it forgets what the rate was: in a list it then
    climbs towards the optimizer's rate.
    Formula: m + (rate - m) * (1 + cos(pi * s / T_max)) / 2, s = t - begin, m the floor.
    Source: mmengine/optim/scheduler/param_scheduler.py, 0.10.7.
    """
    if eta_min is not None and eta_min_ratio is not None:
        raise LrplotError("eta_min and eta_min_ratio cannot both be given")
    low = 0.0 if eta_min is None else eta_min
    return Clocked(optimizer, kinds.Cosine(T_max, low, eta_min_ratio), clock)


@schedule
@clocked
def CosineRestartLR(
    optimizer: Optimizer,
    periods: Periods,
    restart_weights: Weights = (1.0,),
    eta_min: End | None = None,
    eta_min_ratio: EndRatio | None = None,
    clock: Clock = ALWAYS,
) -> Schedule:
    """Half cosines of given lengths, each from a part of the rate down to a floor.

    Keywords: SGDR, warm restarts.
    Differs: one of `eta_min` and `eta_min_ratio` must be given. The floor is never reached: the
    next cycle starts in the step that would have it, and after the last the rate stays one step
    short of it.
    Example: eta_min=0
    Formula: m + (w * rate - m) * (1 + cos(pi * s / p)) / 2 in the cycle of length p and weight
    w, s counted from its start, m the floor.
    Source: mmengine/optim/scheduler/param_scheduler.py, 0.10.7.
    """
    if (eta_min is None) == (eta_min_ratio is None):
        raise LrplotError("eta_min or eta_min_ratio must be given, and not both")
    if len(periods) != len(restart_weights):
        raise LrplotError("periods and restart_weights must have the same length")
    low = 0.0 if eta_min is None else eta_min
    return Clocked(optimizer, kinds.Restart(periods, restart_weights, low, eta_min_ratio), clock)


@schedule
@clocked
def OneCycleLR(
    optimizer: Optimizer,
    eta_max: Peak = 0.0,
    total_steps: Total | None = None,
    pct_start: WarmupFraction = 0.3,
    anneal_strategy: Anneal = "cos",
    div_factor: StartDivisor = 25.0,
    final_div_factor: EndDivisor = 1e4,
    three_phase: Switch = False,
    clock: Clock = ALWAYS,
) -> Schedule:
    """Up from eta_max / div_factor to `eta_max`, and down to far below where it began.

    Keywords: 1cycle, one cycle, super-convergence.
    Where: three_phase: whether it goes back down as far as it came up, and then on down.
    Differs: the optimizer's own rate plays no part from `begin` on. Without `total_steps` it is
    end - begin. The peak is at pct_start * total_steps - 1, and the end at total_steps - 1. One
    step later mmengine extrapolates (a cosine turns back up), and from then on it raises an
    error; the rate stays here.
    Example: eta_max=0.1, total_steps=1000
    Formula: a + (b - a) * g(u) from a to b in each phase; g(u) = (1 - cos(pi * u)) / 2 or u.
    Source: mmengine/optim/scheduler/param_scheduler.py, 0.10.7.
    """
    interpolant = Cosine() if anneal_strategy == "cos" else LINEAR
    shape = eta_max, total_steps, pct_start, interpolant, div_factor, final_div_factor, three_phase
    return Clocked(optimizer, kinds.OneCycle(*shape), clock)
