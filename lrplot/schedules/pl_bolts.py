"""Lightning Bolts: `pl_bolts.optimizers.lr_scheduler`, stepped once an update.

Keywords: PyTorch Lightning.
"""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import (
    End,
    Optimizer,
    Start,
    Switch,
    Total,
    TotalCount,
    Unused,
    Warmup,
    WarmupCount,
    like,
)
from lrplot.pieces import Constant, Cosine, Decay, Line, Ramp, Schedule, Wave

FRAMEWORK = Framework(paths=("pl_bolts.optimizers.lr_scheduler", "pl_bolts.optimizers"))

Rise = Annotated[int, like(WarmupCount, sample=9)]
Last = Annotated[int, like(TotalCount, meta="NUMBER", sample=100)]


@schedule
def LinearWarmupCosineAnnealingLR(
    optimizer: Optimizer,
    warmup_epochs: Rise,
    max_epochs: Last,
    warmup_start_lr: Start = 0.0,
    eta_min: End = 0.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup, then half a cosine down to `eta_min` at `max_epochs`, and up again.

    Differs: the warmup is over one step early: updates W - 1 and W both have the whole rate. The
    cosine does not stop. Without a warmup the rate is set to `warmup_start_lr` all the same, and
    the cosine leads from there, 0 by default, to `eta_min`; the optimizer's rate is met only after
    it. A step is one of the scheduler's: an epoch, if it is stepped by epochs.
    Formula: s + (lr - s) * t / (W - 1) for t < W = warmup_epochs, s = warmup_start_lr, then
    eta_min + (lr - eta_min) * (1 + cos(pi * (t - W) / (max_epochs - W))) / 2.
    Source: pl_bolts/optimizers/lr_scheduler.py, 0.7.0.
    """
    length = abs(max_epochs - warmup_epochs)
    if length == 0:
        raise LrplotError("warmup_epochs and max_epochs must not be the same")
    wave = Wave(optimizer, eta_min, length)
    if warmup_epochs == 0:
        return Ramp(warmup_start_lr, eta_min, length, Cosine()).then(wave, at=length, restart=False)
    up: Schedule = Constant(warmup_start_lr)
    if warmup_epochs > 1:
        up = Ramp(warmup_start_lr, optimizer, warmup_epochs - 1)
    return up.then(wave, at=warmup_epochs)


@schedule
def linear_warmup_decay(
    warmup_steps: Warmup,
    total_steps: Total,
    cosine: Switch = True,
    linear: Switch = False,
    *,
    lr: Optimizer,
) -> Schedule:
    """A linear warmup from 0, then a cosine, a line, or the rate itself.

    Where: cosine: whether it falls along a cosine; linear: whether it falls in a line.
    Differs: update 0 has the rate 0. Neither way down stops: the cosine rises again after
    `total_steps`, and the line goes below 0. It is a factor for torch's LambdaLR; `lr` is the rate
    of its optimizer.
    Formula: lr * t / max(1, W) for t < W = warmup_steps; then, u = (t - W) / max(1, total_steps -
    W), lr * (1 + cos(pi * u)) / 2, or lr * (1 - u) with `linear`, or lr with neither.
    Source: pl_bolts/optimizers/lr_scheduler.py, 0.7.0.
    """
    if cosine and linear:
        raise LrplotError("only one of cosine and linear may be true")
    length = max(1.0, total_steps - warmup_steps)
    rest: Schedule = Constant(lr)
    if cosine:
        rest = Wave(lr, 0.0, length)
    elif linear:
        rest = Decay(lr, Line(-1.0), length)
    if not warmup_steps:
        return rest
    return Ramp(0.0, lr, max(1.0, warmup_steps)).then(rest, at=warmup_steps)
