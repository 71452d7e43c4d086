"""thinc (spaCy): `thinc.schedules`, asked for the optimizer's step, which counts from 0.

A step is one call of the optimizer's `step_schedules`, after an update.

Keywords: spaCy.
"""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import Drop, Framework, LrplotError, schedule
from lrplot.parameters import (
    DecayEnd,
    Divisor,
    End,
    Factor,
    Length,
    Metrics,
    Nested,
    Number,
    Pace,
    Peak,
    Period,
    Rate,
    Start,
    Times,
    Total,
    Warmup,
    WarmupFraction,
)
from lrplot.pieces import (
    Constant,
    Decay,
    Geometric,
    InverseTime,
    KnownUntil,
    Line,
    Maximum,
    Minimum,
    Ramp,
    Repeat,
    Schedule,
    Shift,
    levels,
)

FRAMEWORK = Framework(paths=("thinc.api", "thinc.schedules"))

Offset = Annotated[
    float, Number("offset", "how many steps the clock is ahead", low=0.0, meta="STEPS", sample=0)
]
Later = Annotated[Schedule, Nested("then", "the schedule after the level")]
Scaled = Annotated[Schedule, Nested("inner", "the schedule that is scaled")]
Interval = Annotated[
    int,
    Number("interval", "how many updates lie between two scores", low=1, whole=True, sample=100),
]


@schedule
def constant(rate: Rate) -> Schedule:
    """The same rate at every step.

    Where: rate: the rate, at every step.
    Formula: rate.
    Source: thinc/schedules.py, 9.1.1.
    """
    return Constant(rate)


@schedule
def constant_then(rate: Rate, steps: Length, schedule: Later) -> Schedule:
    """A level for `steps` steps, then a schedule.

    Where: rate: the rate at first; steps: how many steps the rate is level for.
    Differs: the schedule's clock has run from step 0: its own first `steps` steps are left out.
    Formula: rate before step steps, then the schedule's own.
    Source: thinc/schedules.py, 9.1.1.
    """
    return Constant(rate).then(schedule, at=steps, restart=False)


@schedule
def plateau(
    max_patience: Times,
    scale: Drop,
    schedule: Scaled,
    *,
    updates_per_score: Interval,
    metrics: Metrics,
) -> Schedule:
    """A schedule times `scale` for each time that a score stopped improving.

    Where: max_patience: how many scores in a row may be no better.
    Differs: the score is good when it is large, and what is better at all is better. A value is
    known for every `updates_per_score` updates.
    Example: max_patience=1
    Formula: scale ** n * schedule(t), n the number of times that `max_patience` scores in a row
    were not above the best.
    Source: thinc/schedules.py and optimizers.py, 9.1.1.
    """
    factors, best, bad = [1.0], metrics.values[0], 0
    for number, value in enumerate(metrics.values):
        factor = factors[-1]
        if number == 0 or value > best:
            best, bad = value, 0
        else:
            bad += 1
            if bad == max_patience:
                factor, bad = factor * scale, 0
        factors.append(factor)
    known = levels(factors, updates_per_score)
    return KnownUntil(known * schedule, known.end)


@schedule
def decaying(base_rate: Peak, decay: Pace, *, t: Offset = 0.0) -> Schedule:
    """A fall as 1 / (1 + decay * step).

    Formula: base_rate / (1 + decay * (step + t)).
    Source: thinc/schedules.py, 9.1.1.
    """
    if decay == 0:
        return Constant(base_rate)
    return Shift(Decay(base_rate, InverseTime(1.0), 1.0 / decay), t)


@schedule
def compounding(start: Start, stop: End, compound: Factor, *, t: Offset = 0.0) -> Schedule:
    """The rate times `compound` every step, until `stop` is reached.

    Where: compound: what the rate is multiplied by every step.
    Differs: it ends at `stop` only if it goes there: with a `compound` on the other side of 1
    it goes away from it without end.
    Formula: start * compound ** (step + t), at least stop if start is above it, else at most.
    Source: thinc/schedules.py, 9.1.1.
    """
    curve = Decay(start, Geometric(compound))
    bounded = (Maximum if start > stop else Minimum)(curve, Constant(stop))
    if min(start, stop, compound) > 0 and (start > stop) == (compound < 1) and compound != 1:
        reached = math.ceil(math.log(stop / start) / math.log(compound)) + 1.0
        return Shift(bounded.then(Constant(stop), at=reached), t)
    return Shift(bounded, t)


@schedule
def slanted_triangular(
    max_rate: Peak,
    num_steps: Total,
    *,
    cut_frac: WarmupFraction = 0.1,
    ratio: Divisor = 32.0,
    t: Offset = 0.0,
) -> Schedule:
    """A short line up from about max_rate / ratio, and a long one down, which does not stop.

    Keywords: STLR, ULMFiT.
    Where: ratio: how many times as high the peak is as the start.
    Differs: after `num_steps` the rate is negative, and falls on. Steps count from 1.
    Formula: max_rate * (1 + p * (ratio - 1)) / ratio, k = step + t + 1, cut = int(num_steps *
    cut_frac), p = k / cut below cut, then 1 - (k - cut) / (cut * (1 / cut_frac - 1)).
    Source: thinc/schedules.py, 9.1.1; arXiv:1801.06146.
    """
    cut = int(num_steps * cut_frac)
    if cut == 0 or cut_frac == 1:
        raise LrplotError("num_steps * cut_frac must be at least 1, and cut_frac below 1")
    length = cut * (1 / cut_frac - 1)
    fall = Decay(max_rate, Line((1 - ratio) / ratio), length)
    return Shift(Ramp(max_rate / ratio, max_rate, cut).then(fall, at=cut), t + 1)


@schedule
def warmup_linear(initial_rate: Peak, warmup_steps: Warmup, total_steps: DecayEnd) -> Schedule:
    """A linear warmup from 0 to `initial_rate`, then a line down to 0 at `total_steps`.

    Keywords: linear decay, decay to zero, D2Z.
    Differs: update 0 has the rate 0.
    Formula: initial_rate * step / max(1, warmup_steps), then initial_rate * max(0, (total_steps -
    step) / max(1, total_steps - warmup_steps)).
    Source: thinc/schedules.py, 9.1.1.
    """
    left = max(0.0, total_steps - warmup_steps)
    decay = Ramp(initial_rate * min(1.0, left), 0.0, left)
    return Ramp(0.0, initial_rate, max(1.0, warmup_steps)).then(decay, at=warmup_steps)


@schedule
def cyclic_triangular(min_lr: Start, max_lr: Peak, period: Period) -> Schedule:
    """Triangles from `min_lr` up to `max_lr` and back.

    Keywords: CLR, cyclical learning rate, triangular.
    Differs: `period` is half of a triangle. Steps count from 1: update 0 is one step up.
    Formula: min_lr + (max_lr - min_lr) * max(0, 1 - |k / period - 2 * floor(1 + k / (2 * period))
    + 1|), k = step + 1.
    Source: thinc/schedules.py, 9.1.1; arXiv:1506.01186.
    """
    up, down = Ramp(min_lr, max_lr, period), Ramp(max_lr, min_lr, period)
    return Shift(Repeat(up.then(down, at=period), 2 * period), 1.0)
