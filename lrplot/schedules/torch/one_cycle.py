"""OneCycleLR: up to the peak and far down again, once."""

from __future__ import annotations

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Anneal,
    EndDivisor,
    Momentum,
    Peak,
    StartDivisor,
    Switch,
    Times,
    Total,
    Unused,
    Verbose,
    WarmupFraction,
)
from lrplot.pieces import LINEAR, Cosine, Schedule, Sets, alone, through


@schedule
def OneCycleLR(
    optimizer: Unused,
    max_lr: Peak,
    total_steps: Total | None = None,
    epochs: Times | None = None,
    steps_per_epoch: Times | None = None,
    pct_start: WarmupFraction = 0.3,
    anneal_strategy: Anneal = "cos",
    cycle_momentum: Momentum = True,
    base_momentum: Momentum = 0.85,
    max_momentum: Momentum = 0.95,
    div_factor: StartDivisor = 25.0,
    final_div_factor: EndDivisor = 1e4,
    three_phase: Switch = False,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """Up from max_lr / div_factor to `max_lr`, and down to far below where it began.

    Keywords: super-convergence.
    Where: total_steps: how many updates there are in all, warmup included; epochs: how many epochs
    there are, if total_steps is not given; steps_per_epoch: how many updates an epoch has, if
    total_steps is not given; three_phase: whether it goes back down as far as it came up, and then
    on down.
    Differs: the optimizer's own rate plays no part. The peak is at pct_start * total_steps - 1,
    which need not be a whole step, and the end at total_steps - 1. One step later torch
    extrapolates (a cosine turns back up), and from then on it raises an error; the rate stays
    here.
    Formula: from max_lr / div_factor at step 0 to max_lr at pct_start * total_steps - 1 to max_lr
    / (div_factor * final_div_factor) at total_steps - 1, each way a line or half a cosine; in
    three phases back to max_lr / div_factor first, in as many steps as up.
    Stepped: once an update, as torch's documentation has it.
    Example: total_steps=1000
    Source: torch/optim/lr_scheduler.py, 2.13; arXiv:1708.07120.
    """
    if total_steps is None:
        if epochs is None or steps_per_epoch is None:
            raise LrplotError("total_steps, or epochs and steps_per_epoch, must be given")
        total_steps = epochs * steps_per_epoch
    interpolant = Cosine() if anneal_strategy == "cos" else LINEAR
    start, last = max_lr / div_factor, total_steps - 1
    end, top = start / final_div_factor, pct_start * total_steps - 1
    joints, rates = [0.0, top, last], [start, max_lr, end]
    if three_phase:
        joints, rates = [0.0, top, 2 * top, last], [start, max_lr, start, end]
    curve = through(joints, rates, interpolant)
    return alone(start, Sets(curve, "own"), curve)
