"""The functions that put a decay into a static graph, which counts its own runs.

They are drawn as a program of Paddle 2 runs them. Paddle 3 still has them, but its programs (PIR)
fail to build them; in dynamic mode each returns the class of its name. They compute in float32;
lrplot gives the same curves in float64, but counts as they do.
"""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Boundaries,
    End,
    Exponent,
    Growth,
    ModelSize,
    Number,
    Pace,
    Peak,
    Rates,
    Scale,
    Staircase,
    Start,
    Switch,
    Timescale,
    WarmupLength,
    like,
)
from lrplot.pieces import (
    Decay,
    DecayLaw,
    Geometric,
    InverseTime,
    Polynomial,
    Ramp,
    Rescale,
    Schedule,
    Shift,
    Wave,
    np,
)
from lrplot.schedules.paddle.counter import Drawn, Floored, parts
from lrplot.schedules.paddle.decays import DecayCount, NoamDecay, table
from lrplot.schedules.paddle.others import Source

Float = Annotated[
    float, like(Peak, help="the rate that the schedule starts from", no_int="Paddle refuses an int")
]
PerEpoch = Annotated[
    float,
    Number(
        "steps per epoch",
        "how many steps an epoch has",
        low=0.0,
        above=True,
        meta="STEPS",
        sample=1000,
    ),
]
Epochs = Annotated[
    float,
    Number("epochs", "how many epochs the rate falls for", low=0.0, above=True, sample=90),
]


@schedule
def noam_decay(
    d_model: ModelSize, warmup_steps: WarmupLength, learning_rate: Scale = 1.0
) -> Schedule:
    """A linear warmup, then the inverse square root of the step, which counts from 1.

    Differs: the first rate is that of step 1; NoamDecay, which it returns in dynamic mode, starts
    at 0.
    Formula: learning_rate * d_model ** -0.5 * min((t + 1) ** -0.5, (t + 1) * warmup_steps ** -1.5).
    Source: paddle/optimizer/lr.py, 2.6.2; a program of Paddle 3 (PIR) cannot run it.
    """
    return Shift(NoamDecay(d_model, warmup_steps, learning_rate), 1.0)


@schedule
def exponential_decay(
    learning_rate: Peak, decay_steps: Timescale, decay_rate: Growth, staircase: Staircase = False
) -> Schedule:
    """The rate times `decay_rate` every `decay_steps`, smoothly or in stairs.

    Differs: in dynamic mode it returns ExponentialDecay(learning_rate, decay_rate), which has
    neither `decay_steps` nor stairs. A stair may come a step late, where float32 has less than the
    whole number: with `decay_steps` 41 the first come at steps 42, 83 and 123.
    Formula: learning_rate * decay_rate ** (t / decay_steps), the exponent rounded down for stairs.
    Source: paddle/optimizer/lr.py, 2.6.2; a program of Paddle 3 (PIR) cannot run it.
    """
    return _falling(learning_rate, Geometric(decay_rate), decay_steps, staircase)


@schedule
def natural_exp_decay(
    learning_rate: Peak, decay_steps: Timescale, decay_rate: Pace, staircase: Staircase = False
) -> Schedule:
    """The rate times exp(-decay_rate) every `decay_steps`, smoothly or in stairs.

    Differs: in dynamic mode it returns NaturalExpDecay(learning_rate, decay_rate), which has
    neither `decay_steps` nor stairs. A stair may come a step late, as in exponential_decay.
    Formula: learning_rate * exp(-decay_rate * t / decay_steps), t / decay_steps rounded down for
    stairs.
    Source: paddle/optimizer/lr.py, 2.6.2; a program of Paddle 3 (PIR) cannot run it.
    """
    return _falling(learning_rate, Geometric(math.exp(-decay_rate)), decay_steps, staircase)


@schedule
def inverse_time_decay(
    learning_rate: Peak, decay_steps: Timescale, decay_rate: Pace, staircase: Staircase = False
) -> Schedule:
    """The rate over 1 + `decay_rate` * step / `decay_steps`, smoothly or in stairs.

    Differs: in dynamic mode it returns InverseTimeDecay(learning_rate, decay_rate), which has
    neither `decay_steps` nor stairs. A stair may come a step late, as in exponential_decay.
    Formula: learning_rate / (1 + decay_rate * t / decay_steps), t / decay_steps rounded down for
    stairs.
    Source: paddle/optimizer/lr.py, 2.6.2; a program of Paddle 3 (PIR) cannot run it.
    """
    return _falling(learning_rate, InverseTime(decay_rate), decay_steps, staircase)


@schedule
def polynomial_decay(
    learning_rate: Peak,
    decay_steps: DecayCount,
    end_learning_rate: End = 0.0001,
    power: Exponent = 1.0,
    cycle: Switch = False,
) -> Schedule:
    """From the rate to `end_learning_rate` as (1 - step / decay_steps) ** power.

    Where: cycle: whether it starts anew, longer, each time it has ended.
    Differs: the default end is 0.0001, not 0. With `cycle` the decay is not repeated but drawn out
    to 2, 3, 4 … times `decay_steps`. The rate is at its end at every multiple, unless float32 has
    more than the whole number there: with `decay_steps` 7, step 21 is back up on the fourth curve.
    Without, float32 may stop short of 1, and a `power` below 1 then keeps the rate above its end.
    Formula: end_learning_rate + (learning_rate - end_learning_rate) * (1 - min(t, d) / d) ** power,
    d = decay_steps; with cycle d = decay_steps * ceil(t / decay_steps), at least decay_steps.
    Source: paddle/optimizer/lr.py, 2.6.2; a program of Paddle 3 (PIR) cannot run it.
    """
    interpolant = Polynomial(power)
    if cycle:
        return Drawn(Ramp(learning_rate, end_learning_rate, decay_steps, interpolant), decay_steps)
    # not 1 for every length: a power below 1 makes much of the little that is left
    last = float(parts(np.array([float(decay_steps)]), decay_steps)[0])
    return Rescale(
        Ramp(learning_rate, end_learning_rate, 1.0, interpolant), decay_steps, last, last
    )


@schedule
def piecewise_decay(boundaries: Boundaries, values: Rates) -> Schedule:
    """A value between each two boundaries; a boundary is the first step of its new value.

    Differs: TensorFlow changes one step later. A boundary that does not lie beyond those before it
    is skipped with its value.
    Formula: values[how many boundaries are <= t].
    Source: paddle/optimizer/lr.py, 2.6.2; a program of Paddle 3 (PIR) cannot run it.
    """
    if len(values) != len(boundaries) + 1:
        raise LrplotError(
            f"values must be one more than boundaries: {len(boundaries)} boundaries want "
            f"{len(boundaries) + 1} values, not {len(values)}"
        )
    return table(boundaries, values)


@schedule
def cosine_decay(learning_rate: Float, step_each_epoch: PerEpoch, epochs: Epochs) -> Schedule:
    """Half a cosine down to 0 in so many epochs, level within each, and up again.

    Differs: it does not stop: after `epochs` the rate is 0 for one epoch, then rises, and is back
    at its start at twice `epochs`. In dynamic mode it returns CosineAnnealingDecay(learning_rate,
    epochs), which counts steps. An epoch may begin a step late, as a stair of exponential_decay.
    Formula: learning_rate * (1 + cos(pi * floor(t / step_each_epoch) / epochs)) / 2.
    Source: paddle/optimizer/lr.py, 2.6.2; a program of Paddle 3 (PIR) cannot run it.
    """
    return Floored(Wave(learning_rate, 0.0, epochs), step_each_epoch)


@schedule
def linear_lr_warmup(
    learning_rate: Source, warmup_steps: WarmupLength, start_lr: Start, end_lr: Peak
) -> Schedule:
    """A line from `start_lr` to `end_lr`, then a rate, or a decay that has run from the start.

    Differs: a decay given as `learning_rate` has the same counter: what it does in the first
    `warmup_steps` is not seen, where LinearWarmup, which is returned in dynamic mode, starts it
    then. noam_decay makes the counter begin at 1 for the warmup too. `end_lr` need not be the rate
    that follows, and may be below `start_lr`.
    Example: start_lr=0, warmup_steps=1000
    Formula: start_lr + (end_lr - start_lr) * t / warmup_steps, then learning_rate at t.
    Source: paddle/optimizer/lr.py, 2.6.2; a program of Paddle 3 (PIR) cannot run it.
    """
    warmup = Ramp(start_lr, end_lr, warmup_steps)
    match learning_rate:
        case Shift(inner=rate, steps=1.0):
            # of all the decays only noam_decay's is set ahead
            return Shift(warmup.then(rate, at=warmup_steps, restart=False), 1.0)
    return warmup.then(learning_rate, at=warmup_steps, restart=False)


def _falling(rate: float, fall: DecayLaw, steps: float, stairs: bool) -> Schedule:
    return Floored(Decay(rate, fall), steps) if stairs else Decay(rate, fall, steps)
