"""OneCycleLR: up to the peak and far down again, once."""

from __future__ import annotations

import math

from lrplot.catalogue import LrplotError, companion, schedule
from lrplot.parameters import (
    Anneal,
    CycleMomentum,
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
from lrplot.pieces import LINEAR, Constant, Cosine, Schedule, Sets, alone, one_cycle


@schedule
def OneCycleLR(
    optimizer: Unused,
    max_lr: Peak,
    total_steps: Total | None = None,
    epochs: Times | None = None,
    steps_per_epoch: Times | None = None,
    pct_start: WarmupFraction = 0.3,
    anneal_strategy: Anneal = "cos",
    cycle_momentum: CycleMomentum = True,
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
    extrapolates (a cosine turns back up); one more raises an error, and here the rate stays as
    in a training that steps no further.
    Formula: from max_lr / div_factor at step 0 to max_lr at pct_start * total_steps - 1 to max_lr
    / (div_factor * final_div_factor) at total_steps - 1, each way a line or half a cosine; in
    three phases back to max_lr / div_factor first, in as many steps as up.
    Stepped: once an update, as torch's documentation has it.
    Example: total_steps=1000
    Source: torch/optim/lr_scheduler.py, 2.13; arXiv:1708.07120.
    """
    total = _total(total_steps, epochs, steps_per_epoch)
    start = max_lr / div_factor
    levels = start, max_lr, start / final_div_factor
    curve = _cycle(total, pct_start, anneal_strategy, three_phase, levels)
    return alone(start, Sets(curve, "own"), curve)


@companion(OneCycleLR, "momentum")
def _momentum(
    total_steps: float | None,
    epochs: float | None,
    steps_per_epoch: float | None,
    pct_start: float,
    anneal_strategy: str,
    three_phase: bool,
    cycle_momentum: bool,
    base_momentum: float,
    max_momentum: float,
    kind: str | None,
) -> Schedule | None:
    """From `max_momentum` to `base_momentum` at the peak of the rate, and back."""
    if not cycle_momentum:
        return None
    check_momentum(kind)
    levels = max_momentum, base_momentum, max_momentum
    total = _total(total_steps, epochs, steps_per_epoch)
    return _cycle(total, pct_start, anneal_strategy, three_phase, levels)


def check_momentum(kind: str | None) -> None:
    """Refuse to move the momentum of an optimizer that has none, as torch does."""
    if kind == "":
        raise LrplotError("torch refuses an optimizer without momentum; cycle_momentum=False")


def _total(total_steps: float | None, epochs: float | None, steps_per_epoch: float | None) -> float:
    if total_steps is not None:
        return total_steps
    if epochs is None or steps_per_epoch is None:
        raise LrplotError("total_steps, or epochs and steps_per_epoch, must be given")
    return epochs * steps_per_epoch


def _cycle(
    total: float, part: float, way: str, three: bool, levels: tuple[float, float, float]
) -> Schedule:
    """Return the way from the first of three levels to the second, and to the third."""
    shape = Cosine() if way == "cos" else LINEAR
    curve = one_cycle(total, part, levels, shape, three)
    top, last = part * total - 1, total - 1
    before = 2 * top if three else top
    if before > last:
        return curve.then(Constant(float(curve(total))), total)
    beyond = (total - before) / (last - before) if last > before else 1.0
    way_on = (1 - math.cos(math.pi * beyond)) / 2 if way == "cos" else beyond
    peak, end = levels[0 if three else 1], levels[2]
    return curve.then(Constant(peak + (end - peak) * way_on), total)
