"""Schedulers that fall as the inverse square root of the step: Noam's and its relatives."""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import End, ModelSize, Number, Optimizer, Total, Unused, WarmupFraction
from lrplot.pieces import Constant, Decay, InversePower, Maximum, Ramp, Schedule, Shift
from lrplot.schedules.nemo import Warmup, counted, ended, warmed

Level = Annotated[
    int,
    Number("level", "how many steps the rate is level for", low=1, whole=True, meta="STEPS"),
]


@schedule
def NoamAnnealing(
    optimizer: Optimizer,
    *,
    d_model: ModelSize,
    warmup_steps: Warmup | None = None,
    warmup_ratio: WarmupFraction | None = None,
    max_steps: Total | None = None,
    min_lr: End = 0.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """Noam: a linear warmup, then an inverse square root, both scaled by the model's width.

    Keywords: inverse square root, rsqrt, Transformer schedule.
    Differs: updates 0 and 1 have the same rate. The optimizer's rate is a factor, and the peak far
    below it: lr / sqrt(d_model * W). `min_lr` holds after the warmup only, and must not be above
    the optimizer's rate. `max_steps` ends nothing.
    Formula: k = max(1, t); lr / sqrt(d_model) * min(k ** -0.5, k * W ** -1.5), and for k > W at
    least min_lr.
    Source: nemo/core/optim/lr_scheduler.py, 3.0.0; arXiv:1706.03762.
    """
    if optimizer < min_lr:
        raise LrplotError("min_lr must be at most lr, as NeMo asks")
    warmup = counted("warmup", warmup_steps, warmup_ratio, max_steps) or 0
    scale = optimizer / math.sqrt(d_model)
    curve: Schedule = Maximum(Decay(scale, InversePower(0.5)), Constant(min_lr))
    if warmup:
        up = Ramp(0.0, scale / math.sqrt(warmup), warmup)
        curve = up.then(curve, at=warmup, closed=True, restart=False)
    return Constant(float(curve(1))).then(curve, at=1, restart=False)


@schedule
def InverseSquareRootAnnealing(
    optimizer: Optimizer,
    *,
    max_steps: Total,
    last_epoch: Unused = -1,
    min_lr: End = 0.0,
    warmup_steps: Warmup | None = None,
    warmup_ratio: WarmupFraction | None = None,
) -> Schedule:
    """A linear warmup, then an inverse square root until `max_steps`.

    Differs: update 0 has 1 / (warmup_steps + 1) of the rate. `min_lr` is no floor: it is what the
    rate drops to, or jumps to, after `max_steps`.
    Formula: lr * (t + 1) / (W + 1) for t <= W, then lr / sqrt((t + 1) / (W + 1)); min_lr for
    t > max_steps.
    Source: nemo/core/optim/lr_scheduler.py, 3.0.0.
    """
    warmup = counted("warmup", warmup_steps, warmup_ratio, max_steps) or 0
    fall = Shift(Decay(optimizer, InversePower(0.5), warmup + 1), 1)
    return warmed(optimizer, warmup, ended(fall, max_steps, min_lr))


@schedule
def T5InverseSquareRootAnnealing(
    optimizer: Unused,
    *,
    max_steps: Total,
    last_epoch: Unused = -1,
    min_lr: End = 0.0,
    constant_steps: Level,
    constant_ratio: Unused = None,
) -> Schedule:
    """Level for `constant_steps`, then an inverse square root of the step until `max_steps`.

    Differs: the optimizer's rate plays no part; there is no warmup, and no factor: the first rate
    is 1 / sqrt(constant_steps). A `constant_ratio` alone makes NeMo raise an error. `min_lr` is
    no floor: it is the rate after `max_steps`.
    Formula: 1 / sqrt(max(t, constant_steps)); min_lr for t > max_steps.
    Source: nemo/core/optim/lr_scheduler.py, 3.0.0; T5 (arXiv:1910.10683).
    """
    after = ended(Decay(1.0, InversePower(0.5)), max_steps, min_lr)
    return Constant(1 / math.sqrt(constant_steps)).then(
        after, at=constant_steps, closed=True, restart=False
    )
