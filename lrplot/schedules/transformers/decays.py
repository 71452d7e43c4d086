"""A level, alone or after a linear warmup, and a warmup before one decay."""

from __future__ import annotations

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import End, Exponent, Optimizer, Timescale, Total, Unused, Warmup
from lrplot.pieces import Constant, Decay, InversePower, Polynomial, Ramp, Schedule, Shift, warmed


@schedule
def get_constant_schedule(optimizer: Optimizer, last_epoch: Unused = -1) -> Schedule:
    """The optimizer's own rate at every step.

    Formula: lr.
    Source: transformers/optimization.py, 5.23.
    """
    return Constant(optimizer)


@schedule
def get_constant_schedule_with_warmup(
    optimizer: Optimizer, num_warmup_steps: Warmup, last_epoch: Unused = -1
) -> Schedule:
    """A linear warmup from 0, then the optimizer's own rate.

    Differs: update 0 has the rate 0.
    Formula: lr * min(t / num_warmup_steps, 1).
    Source: transformers/optimization.py, 5.23.
    """
    return warmed(num_warmup_steps, optimizer, Constant(optimizer))


@schedule
def get_linear_schedule_with_warmup(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup from 0, then a linear way down to 0 at `num_training_steps`.

    Keywords: linear decay, decay to zero, D2Z.
    Differs: update 0 has the rate 0. A warmup as long as the training, or longer, is drawn in
    full, and the rate is 0 right after it.
    Formula: lr * t / num_warmup_steps up to num_warmup_steps; then
    lr * (num_training_steps - t) / (num_training_steps - num_warmup_steps), not below 0.
    Source: transformers/optimization.py, 5.23.
    """
    left = max(0.0, num_training_steps - num_warmup_steps)
    return warmed(num_warmup_steps, optimizer, Ramp(optimizer * min(1.0, left), 0.0, left))


@schedule
def get_polynomial_decay_schedule_with_warmup(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    lr_end: End = 1e-7,
    power: Exponent = 1.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup from 0, then down to `lr_end` as (1 - u) ** power.

    Differs: update 0 has the rate 0. `lr_end` must be below the optimizer's rate. A warmup as
    long as the training divides by zero, and is refused; after a longer one the rate is
    `lr_end` at once.
    Formula: lr * t / num_warmup_steps up to num_warmup_steps; then
    lr_end + (lr - lr_end) * (1 - u) ** power,
    u = (t - num_warmup_steps) / (num_training_steps - num_warmup_steps), at most 1.
    Source: transformers/optimization.py, 5.23.
    """
    if optimizer <= lr_end:
        raise LrplotError("lr_end must be below the optimizer's rate, as transformers asks")
    left = num_training_steps - num_warmup_steps
    if left == 0:
        raise LrplotError("num_warmup_steps and num_training_steps must not be the same")
    decay: Schedule = Ramp(optimizer, lr_end, max(left, 0.0), Polynomial(power))
    if power == 0 and left > 0:
        decay = Constant(optimizer).then(Constant(lr_end), at=left, closed=True)
    return warmed(num_warmup_steps, optimizer, decay)


@schedule
def get_inverse_sqrt_schedule(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    timescale: Timescale | None = None,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup from 0, then a fall as 1 / sqrt(1 + t / timescale), t from its end.

    Keywords: inverse square root, rsqrt.
    Differs: update 0 has the rate 0. `timescale` is the warmup's length if not given, and 10,000
    without a warmup.
    Formula: lr * t / num_warmup_steps up to num_warmup_steps; then
    lr / sqrt((t - num_warmup_steps + timescale) / timescale).
    Source: transformers/optimization.py, 5.23.
    """
    scale = num_warmup_steps or 10_000.0 if timescale is None else timescale
    fall = Decay(optimizer, InversePower(0.5), scale)
    return Ramp(0.0, optimizer, num_warmup_steps).then(
        Shift(fall, scale - num_warmup_steps), at=num_warmup_steps, restart=False
    )
