"""DeepSpeed: `deepspeed.runtime.lr_schedules`, stepped by the engine after each update.

An update that an overflow skips does not advance the schedule. One rate is read, not a list of
one for each parameter group. Step counts that DeepSpeed wants as a Python int may be written as
a float here, if they are whole.

Keywords: Microsoft.
"""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, schedule
from lrplot.parameters import (
    Choice,
    CycleMomentum,
    EndRatio,
    Length,
    Momentum,
    Number,
    Optimizer,
    Pace,
    Peak,
    Rate,
    Staircase,
    Start,
    StartRatio,
    Total,
    Unused,
    WarmupCount,
    like,
)
from lrplot.pieces import (
    Constant,
    Cosine,
    Decay,
    InverseTime,
    Line,
    Logarithm,
    PiecewiseConstant,
    Ramp,
    Schedule,
    Shift,
    Stairs,
)

FRAMEWORK = Framework(paths=("deepspeed.runtime.lr_schedules",))

Kind = Annotated[str, Choice("warmup type", "the shape of the warmup", ("log", "linear"))]
Warmup = Annotated[int, like(WarmupCount, low=1)]
Width = Annotated[
    int,
    Number("width", "how many steps it lasts", low=1, whole=True, meta="STEPS", sample=2000),
]
Second = Annotated[
    int,
    Number("width", "how many steps it lasts", low=0, whole=True, meta="STEPS", sample=2000),
]
Stair = Annotated[
    int,
    Number("stairs", "in how many stairs; 0 is none", low=0, high=10_000, whole=True, sample=4),
]
Slope = Annotated[float, Number("slope", "how much of the start is added every step size", low=0.0)]


def _warmup(low: float, high: float, steps: int, kind: str) -> Schedule:
    """Return the warmup on the clock of the batch iteration; the logarithm is a step shorter."""
    if kind == "linear":
        return Ramp(low, high, steps)
    return Ramp(low, high, steps - 1, Logarithm(steps))


def _stairs(start: float, stop: float, steps: int, count: int, closed: bool) -> Schedule:
    """Return a half cycle in equal stairs; `closed`: a stair's last step is the one on its edge."""
    if not count or not steps:
        return Ramp(start, stop, steps)
    edges = range(count) if closed else range(1, count + 1)
    values = tuple(start + (stop - start) * (stair / count) for stair in range(count + 1))
    # multiplied first: an edge on a whole step is that step, without rounding
    return PiecewiseConstant(tuple(edge * steps / count for edge in edges), values, closed)


@schedule
def WarmupLR(
    optimizer: Optimizer,
    warmup_min_lr: Start = 0.0,
    warmup_max_lr: Peak | None = None,
    warmup_num_steps: Warmup = 1000,
    warmup_type: Kind = "log",
    last_batch_iteration: Unused = -1,
) -> Schedule:
    """A logarithmic or linear warmup to `warmup_max_lr`, or to the optimizer's rate; then level.

    Differs: the default is logarithmic, log(i + 1) / log(warmup_num_steps). It counts from the
    second update, so that the first two both run at `warmup_min_lr`. A warmup of 1 step is one
    of 2. An unknown `warmup_type` is "log" in DeepSpeed, with a warning; it is refused here.
    Formula: with i = t - 1, not below 0: min + (max - min) * g, g = log(i + 1) /
    log(warmup_num_steps) or i / warmup_num_steps, at most 1.
    Source: deepspeed/runtime/lr_schedules.py, 0.19.8.
    """
    peak = optimizer if warmup_max_lr is None else warmup_max_lr
    warmup = _warmup(warmup_min_lr, peak, max(2, warmup_num_steps), warmup_type)
    return Constant(warmup_min_lr).then(warmup, at=1)


@schedule
def WarmupDecayLR(
    optimizer: Unused,
    total_num_steps: Total,
    warmup_min_lr: Start = 0.0,
    warmup_max_lr: Peak = 0.001,
    warmup_num_steps: Warmup = 1000,
    warmup_type: Kind = "log",
    last_batch_iteration: Unused = -1,
) -> Schedule:
    """A logarithmic or linear warmup, then a line down to `warmup_min_lr` at `total_num_steps`.

    Differs: it counts from the second update: the first two both run at `warmup_min_lr`, and
    the end is reached at update total_num_steps + 1. With a logarithmic warmup the peak lasts
    two updates. Where the warmup is as long as the total, it is followed by `warmup_min_lr` at
    once. The optimizer's own rate plays no part.
    Formula: with i = t - 1, not below 0: min + (max - min) * g, g as in WarmupLR before
    warmup_num_steps, then (total_num_steps - i) / (total_num_steps - warmup_num_steps), not below
    0.
    Source: deepspeed/runtime/lr_schedules.py, 0.19.8.
    """
    steps = max(2, warmup_num_steps)
    warmup = _warmup(warmup_min_lr, warmup_max_lr, steps, warmup_type)
    length = max(1.0, total_num_steps - steps)
    decay = Shift(Ramp(warmup_max_lr, warmup_min_lr, length), length - total_num_steps)
    return Constant(warmup_min_lr).then(warmup.then(decay, at=steps, restart=False), at=1)


@schedule
def WarmupCosineLR(
    optimizer: Optimizer,
    total_num_steps: Total,
    warmup_min_ratio: StartRatio = 0.0,
    warmup_num_steps: Warmup = 1000,
    cos_min_ratio: EndRatio = 0.0001,
    warmup_type: Kind = "log",
    last_batch_iteration: Unused = -1,
) -> Schedule:
    """A logarithmic or linear warmup to the optimizer's rate, then half a cosine.

    Keywords: cosine annealing, cosine decay.
    Differs: the very first update has the rate 0, whatever `warmup_min_ratio` says; the warmup
    counts from the second. The cosine sets out one step before the warmup is over, so that a
    linear warmup never comes to its peak. Where the warmup is as long as the total, it is
    followed by the floor at once.
    Formula: with i = t - 1: lr * (w + (1 - w) * g) before warmup_num_steps, w = warmup_min_ratio,
    g as in WarmupLR; then lr * (m + (1 - m) * (1 + cos(pi * u)) / 2), m = cos_min_ratio, u = (i +
    1 - warmup_num_steps) / (total_num_steps - warmup_num_steps), at most 1. 0 at t = 0.
    Source: deepspeed/runtime/lr_schedules.py, 0.19.8.
    """
    steps = max(2, warmup_num_steps)
    warmup = _warmup(warmup_min_ratio * optimizer, optimizer, steps, warmup_type)
    length = max(1.0, total_num_steps - steps)
    decay = Shift(Ramp(optimizer, cos_min_ratio * optimizer, length, Cosine()), 1 - steps)
    return Constant(0.0).then(warmup.then(decay, at=steps, restart=False), at=1)


@schedule
def OneCycle(
    optimizer: Unused,
    cycle_min_lr: Rate,
    cycle_max_lr: Peak,
    decay_lr_rate: Pace = 0.0,
    cycle_first_step_size: Width = 2000,
    cycle_second_step_size: Second | None = None,
    cycle_first_stair_count: Stair = 0,
    cycle_second_stair_count: Stair | None = None,
    decay_step_size: Length = 0.0,
    cycle_momentum: CycleMomentum = True,
    cycle_min_mom: Momentum = 0.8,
    cycle_max_mom: Momentum = 0.9,
    decay_mom_rate: Momentum = 0.0,
    last_batch_iteration: Unused = -1,
) -> Schedule:
    """One triangle from `cycle_min_lr` to `cycle_max_lr` and back, then an inverse time decay.

    Keywords: 1cycle, super-convergence.
    Where: cycle_min_lr: the rate that the cycle starts from and comes back to;
    cycle_first_step_size: how many steps the rate rises for; cycle_second_step_size: how many steps
    it falls for, as many as it rises for if not given; cycle_first_stair_count: in how many stairs
    it rises, 0 is none; cycle_second_stair_count: in how many stairs it falls, as many as it rises
    in if not given; decay_step_size: how many steps `decay_lr_rate` is for, 0 is no decay.
    Differs: after the cycle the rate falls from `cycle_min_lr`, and only if both
    `decay_lr_rate` and `decay_step_size` are above 0. The stairs down leave the peak at once:
    each stair ends on its edge. With a `cycle_second_step_size` of 0 the peak is never reached:
    its step is back at the minimum. The optimizer's own rate plays no part.
    Example: cycle_min_lr=0.0001
    Formula: min + (max - min) * u, u from 0 to 1 in cycle_first_step_size and back to 0 in
    cycle_second_step_size, in stairs floor(u * count) / count on the way up; after the cycle min /
    (1 + decay_lr_rate * x / decay_step_size), x the steps since its end.
    Source: deepspeed/runtime/lr_schedules.py, 0.19.8; arXiv:1803.09820.
    """
    low, high, first = cycle_min_lr, cycle_max_lr, cycle_first_step_size
    second = first if cycle_second_step_size is None else cycle_second_step_size
    stairs = cycle_first_stair_count
    later = stairs if cycle_second_stair_count is None else cycle_second_stair_count
    up = _stairs(low, high, first, stairs, closed=False)
    cycle = up.then(_stairs(high, low, second, later, closed=True), at=first)
    if decay_lr_rate == 0 or decay_step_size == 0:
        return cycle
    return cycle.then(Decay(low, InverseTime(decay_lr_rate), decay_step_size), at=first + second)


@schedule
def LRRangeTest(
    optimizer: Unused,
    lr_range_test_min_lr: Start = 1e-3,
    lr_range_test_step_size: Width = 2000,
    lr_range_test_step_rate: Slope = 1.0,
    lr_range_test_staircase: Staircase = False,
    last_batch_iteration: Unused = -1,
) -> Schedule:
    """A line that rises without end, smoothly or in stairs, to find the rate that is too high.

    Keywords: learning rate finder.
    Where: lr_range_test_step_size: how many steps a stair lasts.
    Differs: `lr_range_test_step_rate` is a multiple of the first rate, added every
    `lr_range_test_step_size`. The optimizer's own rate plays no part.
    Formula: min_lr * (1 + step_rate * t / step_size), t / step_size rounded down for stairs.
    Source: deepspeed/runtime/lr_schedules.py, 0.19.8; arXiv:1803.09820.
    """
    line = Decay(lr_range_test_min_lr, Line(lr_range_test_step_rate), lr_range_test_step_size)
    return Stairs(line, lr_range_test_step_size) if lr_range_test_staircase else line
