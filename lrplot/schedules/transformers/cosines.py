"""A linear warmup before a cosine: without end, restarted, or down to a lowest rate."""

from __future__ import annotations

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import Cycles, End, EndRatio, Optimizer, StartRatio, Total, Unused, Warmup
from lrplot.pieces import Constant, Cosine, Ramp, Repeat, Schedule, Shift, warmed, waves


def floor(base: float, rate: float | None, ratio: float | None) -> float:
    """Return the least rate, which is given either as a rate or as a fraction of the base."""
    if rate is not None and ratio is not None:
        raise LrplotError("only one of min_lr and min_lr_rate may be given")
    if ratio is not None:
        return base * ratio
    if rate is None:
        raise LrplotError("min_lr or min_lr_rate must be given")
    if base == 0:
        raise LrplotError("min_lr is divided by the optimizer's rate, which must be above 0")
    return rate


@schedule
def get_cosine_schedule_with_warmup(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    num_cycles: Cycles = 0.5,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup from 0, then a cosine of `num_cycles` waves, half of one by default.

    Keywords: cosine annealing, cosine decay.
    Differs: update 0 has the rate 0. The cosine does not stop: past `num_training_steps` the
    rate rises again.
    Formula: lr * t / num_warmup_steps up to num_warmup_steps; then
    lr * (1 + cos(2 * pi * num_cycles * u)) / 2,
    u = (t - num_warmup_steps) / (num_training_steps - num_warmup_steps).
    Source: transformers/optimization.py, 5.23.
    """
    left = max(1.0, num_training_steps - num_warmup_steps)
    return warmed(num_warmup_steps, optimizer, waves(optimizer, 0.0, left, num_cycles))


@schedule
def get_cosine_with_hard_restarts_schedule_with_warmup(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    num_cycles: Cycles = 1.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup from 0, then `num_cycles` half cosines down to 0, one after another.

    Keywords: SGDR, warm restarts.
    Differs: update 0 has the rate 0. From `num_training_steps` on the rate is exactly 0. With
    22 cycles or more, rounding may bring a restart of transformers one step late.
    Formula: lr * t / num_warmup_steps up to num_warmup_steps; then
    lr * (1 + cos(pi * (num_cycles * u mod 1))) / 2,
    u = (t - num_warmup_steps) / (num_training_steps - num_warmup_steps), and 0 from u = 1 on.
    Source: transformers/optimization.py, 5.23.
    """
    left = max(1.0, num_training_steps - num_warmup_steps)
    cycles: Schedule = Constant(optimizer)
    if num_cycles:
        period = left / num_cycles
        cycles = Repeat(Ramp(optimizer, 0.0, period, Cosine()), period)
    return warmed(num_warmup_steps, optimizer, cycles.then(Constant(0.0), at=left))


@schedule
def get_cosine_with_min_lr_schedule_with_warmup(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    num_cycles: Cycles = 0.5,
    last_epoch: Unused = -1,
    min_lr: End | None = None,
    min_lr_rate: EndRatio | None = None,
) -> Schedule:
    """A linear warmup from 0, then a cosine down to `min_lr`, or `min_lr_rate` times the rate.

    Differs: update 0 has the rate 0, below the least rate. The cosine does not stop: past
    `num_training_steps` the rate rises again.
    Formula: lr * t / num_warmup_steps up to num_warmup_steps; then
    min_lr + (lr - min_lr) * (1 + cos(2 * pi * num_cycles * u)) / 2,
    u = (t - num_warmup_steps) / (num_training_steps - num_warmup_steps);
    min_lr is min_lr_rate * lr where that is given.
    Example: min_lr_rate=0.1
    Source: transformers/optimization.py, 5.23.
    """
    least = floor(optimizer, min_lr, min_lr_rate)
    left = max(1.0, num_training_steps - num_warmup_steps)
    return warmed(num_warmup_steps, optimizer, waves(optimizer, least, left, num_cycles))


@schedule
def get_cosine_with_min_lr_schedule_with_warmup_lr_rate(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    num_cycles: Cycles = 0.5,
    last_epoch: Unused = -1,
    min_lr: End | None = None,
    min_lr_rate: EndRatio | None = None,
    warmup_lr_rate: StartRatio | None = None,
) -> Schedule:
    """A warmup that may start above 0, then a cosine down to a least rate, all one step early.

    Differs: the peak is at num_warmup_steps - 1 and the least rate at num_training_steps - 1; the
    warmup starts at `warmup_lr_rate` times the rate, or at 1 / num_warmup_steps of it. Without a
    warmup the peak is never reached. The cosine does not stop, and rises again.
    Formula: lr * (t + 1) / num_warmup_steps before num_warmup_steps, or
    lr * (w + (1 - w) * t / (num_warmup_steps - 1)) with w = warmup_lr_rate; then
    min_lr + (lr - min_lr) * (1 + cos(2 * pi * num_cycles * u)) / 2,
    u = (t - num_warmup_steps + 1) / (num_training_steps - num_warmup_steps);
    min_lr is min_lr_rate * lr where that is given.
    Example: min_lr_rate=0.1
    Source: transformers/optimization.py, 5.23.
    """
    least = floor(optimizer, min_lr, min_lr_rate)
    left = max(1.0, num_training_steps - num_warmup_steps)
    up: Schedule = Shift(Ramp(0.0, optimizer, max(1.0, num_warmup_steps)), 1.0)
    if warmup_lr_rate is not None:
        up = Ramp(optimizer * warmup_lr_rate, optimizer, max(1.0, num_warmup_steps - 1))
    return up.then(Shift(waves(optimizer, least, left, num_cycles), 1.0), at=num_warmup_steps)
