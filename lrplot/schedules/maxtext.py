"""MaxText: `create_learning_rate_schedule` of `maxtext.utils.maxtext_utils`, by a config's keys.

Keywords: JAX, Google.
"""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import Choice, CooldownFraction, EndRatio, Number, Peak, WarmupFraction
from lrplot.pieces import Constant, Ramp, Schedule, Wave

FRAMEWORK = Framework(paths=("maxtext.utils.maxtext_utils", "maxtext_utils"))

Kind = Annotated[str, Choice("schedule type", "the shape of the schedule", ("cosine", "wsd"))]
Style = Annotated[str, Choice("decay style", "the shape of a WSD's decay", ("linear", "cosine"))]
Steps = Annotated[
    float,
    Number(
        "total",
        "how many steps the training has, or -1: as many as the schedule",
        low=-1.0,
        meta="STEPS",
        sample=40_000,
    ),
]
ScheduleSteps = Annotated[
    float,
    Number(
        "length",
        "how many steps the schedule has, warmup included, or -1: as many as the training",
        low=-1.0,
        meta="STEPS",
        sample=40_000,
    ),
]


@schedule
def create_learning_rate_schedule(
    steps: Steps = 150_001.0,
    learning_rate: Peak = 3e-5,
    lr_schedule_type: Kind = "cosine",
    learning_rate_final_fraction: EndRatio = 0.1,
    wsd_decay_steps_fraction: CooldownFraction = 0.1,
    wsd_decay_style: Style = "linear",
    warmup_steps_fraction: WarmupFraction = 0.1,
    learning_rate_schedule_steps: ScheduleSteps = -1.0,
) -> Schedule:
    """A linear warmup from 0, then half a cosine; or a level and a decay; then 0.

    Keywords: WSD, warmup-stable-decay, trapezoid, trapezoidal.
    Differs: the rate is 0 from the end of the schedule on, but only if `steps` is above
    `learning_rate_schedule_steps`; else a cosine comes up again, and a line stays at its end. The
    end is reached one step before the schedule's own: a decay of one step is no line at all,
    but stays at `learning_rate`, while a cosine of one step is at its end at once. Parts of a step
    are cut off.
    Formula: T = learning_rate_schedule_steps, W = int(T * warmup_steps_fraction), D = T - W, or
    int(T * wsd_decay_steps_fraction) for wsd; learning_rate * t / W; then learning_rate until
    T - D; then learning_rate * (f + (1 - f) * g), with f the final fraction,
    u = (t - (T - D)) / (D - 1), and g = (1 + cos(pi * u)) / 2 or 1 - u; 0 for t >= T.
    Source: maxtext/utils/maxtext_utils.py and configs/types.py, e591f30c.
    """
    total = steps if learning_rate_schedule_steps == -1 else learning_rate_schedule_steps
    steps = total if steps == -1 else steps
    if total < 0 or max(steps, total) == 0:
        raise LrplotError("steps or learning_rate_schedule_steps must be above 0")
    peak, end = learning_rate, learning_rate * learning_rate_final_fraction
    warmup = float(int(total * warmup_steps_fraction))
    decay, cosine = total - warmup, True
    if lr_schedule_type == "wsd":
        if warmup_steps_fraction + wsd_decay_steps_fraction > 1.0:
            raise LrplotError(
                "warmup_steps_fraction and wsd_decay_steps_fraction must come to at most 1"
            )
        decay, cosine = float(int(total * wsd_decay_steps_fraction)), wsd_decay_style == "cosine"
    curve: Schedule = Ramp(0.0, peak, warmup) if warmup else Constant(peak)
    if decay > 0:
        way: Schedule = Constant(end if cosine else peak)
        if decay > 1:
            way = (Wave if cosine else Ramp)(peak, end, decay - 1.0)
        curve = curve.then(way, at=total - decay)
    return curve.then(Constant(0.0), at=total) if steps > total else curve
