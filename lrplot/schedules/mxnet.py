"""Apache MXNet: `mxnet.lr_scheduler`, as its optimizers ask: the first update is number 1.

Steps count from 0 here, as everywhere. An optimizer that is given a `learning_rate` of its own
changes a scheduler's `base_lr`; that is not drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import (
    At,
    Choice,
    DecayEnd,
    End,
    Exponent,
    Factor,
    Numbers,
    Peak,
    PeriodCount,
    Start,
    WarmupCount,
    like,
)
from lrplot.pieces import (
    Constant,
    Cosine,
    Decay,
    Geometric,
    Interpolant,
    Maximum,
    PiecewiseConstant,
    Polynomial,
    Ramp,
    Schedule,
    Shift,
    Stairs,
)

FRAMEWORK = Framework(paths=("mxnet.lr_scheduler", "mx.lr_scheduler"))

Mode = Annotated[str, Choice("warmup mode", "whether the warmup rises", ("linear", "constant"))]
Warmup = Annotated[int, like(WarmupCount, help="how many steps it warms up for", sample=400)]
Period = Annotated[
    int,
    like(PeriodCount, help="how many updates until each fall", meta="NUMBER", sample=1000),
]
Drop = Annotated[float, like(Factor, high=1.0, sample=1.0)]
Last = Annotated[
    int, like(DecayEnd, help="the update that ends it", low=1, above=False, whole=True)
]
Milestones = Annotated[
    tuple[int, ...],
    Numbers(
        "boundaries",
        "the steps where the rate changes",
        like(At, low=1, whole=True, sample=1.0),
        (10_000, 20_000),
    ),
]


def _warmed(lr: float, warmup: int, begin: float, mode: str, rest: Schedule) -> Schedule:
    """Return a curve, whose clock has run from step 0, after a warmup of a step less."""
    if begin > lr:
        raise LrplotError("warmup_begin_lr must be at most base_lr")
    if not warmup:
        return rest
    up = Constant(begin) if mode == "constant" else Shift(Ramp(begin, lr, warmup), 1)
    return up.then(rest, at=warmup - 1, restart=False)


def _decay(lr: float, low: float, warmup: int, last: int, interpolant: Interpolant) -> Schedule:
    """Return a way down from the end of the warmup to update `last`, counted from 1."""
    if warmup == last:
        raise LrplotError("warmup_steps and max_update must not be the same")
    if warmup > last:
        return Constant(lr)
    return Shift(Ramp(lr, low, last - warmup, interpolant), 1 - warmup)


@schedule
def FactorScheduler(
    step: Period,
    factor: Drop = 1.0,
    stop_factor_lr: End = 1e-8,
    base_lr: Peak = 0.01,
    warmup_steps: Warmup = 0,
    warmup_begin_lr: Start = 0.0,
    warmup_mode: Mode = "linear",
) -> Schedule:
    """The rate times `factor` every `step` updates, but not below `stop_factor_lr`.

    Keywords: step decay.
    Differs: the falls count from update 0, warmup or not. A `base_lr` below `stop_factor_lr` rises
    to it with the first fall. The warmup starts one step in, at update number 1.
    Example: factor=0.5
    Formula: warmup_begin_lr + (base_lr - warmup_begin_lr) * (t + 1) / warmup_steps for t + 1 <
    warmup_steps, then max(stop_factor_lr, base_lr * factor ** floor(t / step)).
    Source: python/mxnet/lr_scheduler.py, 1.9.1.
    """
    stairs = Stairs(Decay(base_lr, Geometric(factor), step), step)
    floored = Maximum(stairs, Constant(stop_factor_lr))
    rest = Constant(base_lr).then(floored, at=step, restart=False)
    return _warmed(base_lr, warmup_steps, warmup_begin_lr, warmup_mode, rest)


@schedule
def MultiFactorScheduler(
    step: Milestones,
    factor: Drop = 1.0,
    base_lr: Peak = 0.01,
    warmup_steps: Warmup = 0,
    warmup_begin_lr: Start = 0.0,
    warmup_mode: Mode = "linear",
) -> Schedule:
    """The rate times `factor` at each of the steps in `step`.

    Keywords: step decay.
    Differs: those inside the warmup take effect at its end. The warmup starts one step in, at
    update number 1.
    Example: factor=0.5
    Formula: warmup_begin_lr + (base_lr - warmup_begin_lr) * (t + 1) / warmup_steps for t + 1 <
    warmup_steps, then base_lr * factor ** (how many of step are at most t).
    Source: python/mxnet/lr_scheduler.py, 1.9.1.
    """
    if not step or not _increase(step):
        raise LrplotError("step must be a list that increases")
    values = tuple(base_lr * factor**count for count in range(len(step) + 1))
    rest = PiecewiseConstant(step, values)
    return _warmed(base_lr, warmup_steps, warmup_begin_lr, warmup_mode, rest)


def _increase(steps: Sequence[int]) -> bool:
    return all(before < after for before, after in pairwise(steps))


@schedule
def PolyScheduler(
    max_update: Last,
    base_lr: Peak = 0.01,
    pwr: Exponent = 2.0,
    final_lr: End = 0.0,
    warmup_steps: Warmup = 0,
    warmup_begin_lr: Start = 0.0,
    warmup_mode: Mode = "linear",
) -> Schedule:
    """A polynomial way down to `final_lr`, then level.

    Keywords: polynomial decay.
    Differs: the first update is number 1, so that without a warmup it is below `base_lr` already,
    and `final_lr` is reached at t = max_update - 1. After a warmup longer than that the rate stays
    at `base_lr`.
    Formula: k = t + 1; warmup_begin_lr + (base_lr - warmup_begin_lr) * k / W for k < W =
    warmup_steps, then final_lr + (base_lr - final_lr) * (1 - (k - W) / (max_update - W)) ** pwr.
    Source: python/mxnet/lr_scheduler.py, 1.9.1.
    """
    rest = _decay(base_lr, final_lr, warmup_steps, max_update, Polynomial(pwr))
    return _warmed(base_lr, warmup_steps, warmup_begin_lr, warmup_mode, rest)


@schedule
def CosineScheduler(
    max_update: Last,
    base_lr: Peak = 0.01,
    final_lr: End = 0.0,
    warmup_steps: Warmup = 0,
    warmup_begin_lr: Start = 0.0,
    warmup_mode: Mode = "linear",
) -> Schedule:
    """Half a cosine down to `final_lr`, then level.

    Keywords: cosine annealing, cosine decay.
    Differs: the first update is number 1, so that without a warmup it is below `base_lr` already,
    and `final_lr` is reached at t = max_update - 1. After a warmup longer than that the rate stays
    at `base_lr`.
    Formula: k = t + 1; warmup_begin_lr + (base_lr - warmup_begin_lr) * k / W for k < W =
    warmup_steps, then final_lr + (base_lr - final_lr) * (1 + cos(pi * (k - W) / (max_update -
    W))) / 2.
    Source: python/mxnet/lr_scheduler.py, 1.9.1.
    """
    rest = _decay(base_lr, final_lr, warmup_steps, max_update, Cosine())
    return _warmed(base_lr, warmup_steps, warmup_begin_lr, warmup_mode, rest)
