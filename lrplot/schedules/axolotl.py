"""axolotl: the schedulers of `axolotl.utils.schedulers`, as its trainer steps them.

`optimizer` is any name, or the optimizer's constructor, whose rate is taken; `lr=` says it too.
Totals include the warmup.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, final

from lrplot.catalogue import Framework, LrplotError, NestedSchedule, schedule
from lrplot.parameters import (
    Cycles,
    End,
    EndRatio,
    Factor,
    Fraction,
    Length,
    Optimizer,
    Peak,
    Period,
    Start,
    Total,
    Unused,
    Warmup,
    like,
)
from lrplot.pieces import (
    Constant,
    Decay,
    Delegate,
    Geometric,
    Power,
    Ramp,
    Repeat,
    Rex,
    Schedule,
    Shift,
    Wave,
    warmed,
)

FRAMEWORK = Framework(paths=("axolotl.utils.schedulers",), aliases={"rex": "RexLR"})

Above = Annotated[float, like(Peak, help="the highest rate", above=True)]
Least = Annotated[float, like(Start, above=True, sample=1e-6)]
Steps = Annotated[float, like(Total, above=False)]
Count = Annotated[int, like(Length, low=2, whole=True, sample=400)]
Rise = Annotated[
    float, like(Length, help="how many steps it rises for after a restart", sample=1.0)
]
Fall = Annotated[float, like(Length, help="how many steps it falls for before a restart")]
Low = Annotated[float, like(Factor, help="the factor at a restart", sample=0.001)]


@final
@dataclass(frozen=True)
class Ahead(Delegate):
    """`inner`, whose counter already stands at `steps` at update 0."""

    inner: Schedule
    steps: float = 1.0
    shown: float = math.inf
    """The most steps to show of what goes on for longer."""

    @property
    def drawn(self) -> Shift:
        return Shift(self.inner, self.steps)

    @property
    def span(self) -> float:
        return min(self.inner.span, self.shown)


@schedule
def RexLR(
    optimizer: Optimizer,
    max_lr: Above,
    min_lr: End,
    total_steps: Steps = 0.0,
    num_warmup_steps: Warmup = 0.0,
    last_step: Unused = 0,
) -> Schedule:
    """A linear warmup, then the reflected exponential (REX) down to `min_lr`.

    Differs: the clock starts at 1: update 0 has the rate of step 1, and the end comes one update
    early. The curve bends later than the paper's, with 0.1 and 0.9 where that has two halves. It
    is the optimizer's rate that is scaled; `max_lr` only says what part of it `min_lr` is, and
    from the end on `min_lr` itself is the rate. With the default of 0 steps that is at once.
    Example: total_steps=40k
    Formula: k = t + 1; k <= W: lr * k / W; k < N: lr * (r + (1 - r) * z / (0.1 + 0.9 * z)) with
    r = min_lr / max_lr, z = (N - k) / (N - W); then min_lr. N, W: total_steps, num_warmup_steps.
    Source: axolotl/utils/schedulers.py, 0.19.0; arXiv:2107.04197.
    """
    if min_lr > max_lr:
        raise LrplotError("min_lr must be at most max_lr")
    if num_warmup_steps > total_steps:
        raise LrplotError("num_warmup_steps must be at most total_steps")
    left = total_steps - num_warmup_steps
    rest: Schedule = Constant(min_lr)
    if left:
        rest = Ramp(optimizer, optimizer * min_lr / max_lr, left, Rex(0.1)).then(rest, at=left)
    warmup = Ramp(0.0, optimizer, num_warmup_steps)
    return Ahead(warmup.then(rest, at=num_warmup_steps, closed=True))


@schedule
def InterpolatingLogScheduler(
    optimizer: Unused,
    num_steps: Count,
    min_lr: Least,
    max_lr: Peak,
    last_epoch: Unused = -1,
) -> Schedule:
    """From `min_lr` to `max_lr` by the same factor every step; then level.

    Where: num_steps: how many steps the way takes.
    Differs: updates 0 and 1 both run at `min_lr`. The optimizer's own rate plays no part.
    Formula: min_lr * (max_lr / min_lr) ** ((t - 1) / (num_steps - 1)) from update 1 until
    num_steps, where it is max_lr.
    Source: axolotl/utils/schedulers.py, 0.19.0.
    """
    # an end of 0 is reached by the first factor
    rise = Decay(min_lr, Geometric(max_lr / min_lr), num_steps - 1)
    return Constant(min_lr).then(rise.then(Constant(max_lr), at=num_steps - 1), at=1)


@schedule
def get_cosine_schedule_with_quadratic_warmup(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    num_cycles: Cycles = 0.5,
    last_epoch: Unused = -1,
) -> Schedule:
    """A quadratic warmup from 0, then a cosine of `num_cycles` waves, half of one by default.

    Differs: update 0 has the rate 0. The cosine does not stop: past `num_training_steps` the
    rate rises again.
    Formula: t < W: lr * (t / W) ** 2; then lr * (1 + cos(2 * pi * num_cycles * (t - W) /
    max(1, num_training_steps - W))) / 2; W is num_warmup_steps.
    Source: axolotl/utils/schedulers.py, 0.19.0.
    """
    rest = _waves(optimizer, 0.0, max(1.0, num_training_steps - num_warmup_steps), num_cycles)
    if num_warmup_steps == 0:
        return rest
    warmup = Ramp(0.0, optimizer, max(1.0, num_warmup_steps), Power(2.0))
    return warmup.then(rest, at=num_warmup_steps)


@schedule
def get_cosine_schedule_with_min_lr(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    min_lr_ratio: EndRatio = 0.0,
) -> Schedule:
    """A linear warmup from 0, then half a cosine down to `min_lr_ratio` times the rate.

    Differs: update 0 has the rate 0, below the least rate. The cosine does not stop: past
    `num_training_steps` the rate rises again.
    Formula: t < W: lr * t / W; then lr * (min_lr_ratio + (1 - min_lr_ratio) * (1 + cos(pi *
    (t - W) / max(1, num_training_steps - W))) / 2); W is num_warmup_steps.
    Source: axolotl/utils/schedulers.py, 0.19.0.
    """
    left = max(1.0, num_training_steps - num_warmup_steps)
    return warmed(num_warmup_steps, optimizer, Wave(optimizer, optimizer * min_lr_ratio, left))


@schedule
def get_cosine_schedule_with_warmup_decay_constant(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    constant_lr_ratio: Fraction,
    min_lr_ratio: EndRatio,
    num_cycles: Cycles = 0.5,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup from 0, a cosine to `min_lr_ratio` times the rate, and level from there.

    Where: constant_lr_ratio: the part of the total from which the rate is level.
    Differs: update 0 has the rate 0. `constant_lr_ratio` is where in the total the level part
    begins, cut down to a whole step. Where that is before the warmup's end, the rate is level
    after it, at what the cosine has as many steps from its start: by turns the peak and the
    least. A `min_lr_ratio` above 1 is the rate from the warmup on.
    Formula: t < W: lr * t / W; then lr * (min_lr_ratio + max(0, 1 - min_lr_ratio) * (1 + cos(2 *
    pi * num_cycles * (min(t, C) - W) / max(1, C - W))) / 2) with C = int(num_training_steps *
    constant_lr_ratio); W is num_warmup_steps.
    Source: axolotl/utils/schedulers.py, 0.19.0; arXiv:2308.04014.
    """
    least = optimizer * min_lr_ratio
    length = int(num_training_steps * constant_lr_ratio) - num_warmup_steps
    waves = _waves(max(optimizer, least), least, max(1.0, length), num_cycles)
    end = float(waves(abs(length)))
    rest: Schedule = waves.then(Constant(end), at=length) if length > 0 else Constant(end)
    return warmed(num_warmup_steps, optimizer, rest)


@schedule
def JaggedLRRestartScheduler(
    optimizer: Optimizer,
    inner_schedule: NestedSchedule,
    jagged_restart_steps: Period,
    jagged_restart_warmup_steps: Rise,
    jagged_restart_anneal_steps: Fall = 1.0,
    min_lr_scale: Low = 0.001,
) -> Schedule:
    """Another schedule times a saw-tooth: down before every restart of ReLoRA, up after it.

    Differs: its counter starts one ahead of the inner schedule's: update 0 has the rate of step
    1, or of step 2 over a `RexLR`, which starts at 1 itself. There is no warmup before the first
    restart, and an annealing of 1 step is none. Where the two overlap, the warmup goes first.
    Over a scheduler of torch that multiplies its last rate, such as `StepLR`, axolotl multiplies
    the saw-tooth into that again and again; here each is computed anew.
    Formula: k = t + 1; inner(k) * (m + (1 - m) * s), m = min_lr_scale; k < R - A: s = 1; else with
    p = k mod R: p < W: s = p / W; p > R - A: s = min(1, (R - p) / A); else 1. R, W, A:
    jagged_restart_steps, jagged_restart_warmup_steps, jagged_restart_anneal_steps.
    Source: axolotl/utils/schedulers.py, 0.19.0; arXiv:2307.05695.
    """
    period, up, down = (
        jagged_restart_steps,
        jagged_restart_warmup_steps,
        jagged_restart_anneal_steps,
    )
    inner, ahead = inner_schedule, 1.0
    if isinstance(inner_schedule, Ahead):
        inner, ahead = inner_schedule.inner, inner_schedule.steps + 1.0
    fall = Shift(Ramp(1.0, min_lr_scale, down), down - period)
    saw: Schedule = Repeat(Ramp(min_lr_scale, 1.0, up).then(fall, at=up, restart=False), period)
    if period > down:
        saw = Constant(1.0).then(saw, at=period - down, restart=False)
    return Ahead(inner * saw, ahead, 1000 * period)


def _waves(high: float, low: float, length: float, cycles: float) -> Schedule:
    """Return so many whole waves in `length` steps, and on without end; 0 waves are level."""
    return Wave(high, low, length / (2 * cycles)) if cycles else Constant(high)
