"""The decays of Keras started at a later step, and cosines from one rate to the next."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Boundaries,
    DecayLength,
    End,
    EndRatio,
    Exponent,
    Growth,
    Number,
    Numbers,
    Peak,
    Rates,
    Staircase,
    Switch,
    Timescale,
    Unused,
    Warmup,
)
from lrplot.pieces import (
    Constant,
    Cosine,
    CycleStretch,
    Decay,
    Geometric,
    InversePower,
    KnownUntil,
    Line,
    PiecewiseConstant,
    Polynomial,
    Ramp,
    Schedule,
    Shift,
    Stairs,
    Wave,
)
from lrplot.schedules.tfm import Offset, later


def _initial(name: str, help: str) -> Number:
    return Number(name, help, low=0.0, sample=0.001, no_int=NO_INT)


NO_INT = "from an int Keras computes in whole numbers, where pi is 3"
Initial = Annotated[float, _initial("peak", "the rate at the offset")]
InitialOrPeak = Annotated[
    float, _initial("start or peak", "the rate at the offset: without warmup_target, the peak")
]
Levels = Annotated[
    tuple[float, ...],
    Numbers(
        "rates at steps",
        "the rates at the boundaries",
        Number("rate", "a learning rate", low=0.0, sample=0.001),
        (0.001, 0.0001),
    ),
]


@schedule
def PiecewiseConstantDecayWithOffset(
    offset: Offset = 0,
    *,
    boundaries: Boundaries,
    values: Rates,
    name: Unused = None,
) -> Schedule:
    """One of `values` between each two `boundaries`, which count from `offset`.

    Differs: all but `offset` must be given by name. A boundary is the last step of its old value.
    Before the offset the rate is the first value.
    Formula: values[j], j the number of boundaries below t - offset.
    Source: official/modeling/optimization/lr_schedule.py, 2.20.0.
    """
    if not boundaries:
        raise LrplotError("boundaries must be at least one")
    return later(PiecewiseConstant(boundaries, values, closed=True), offset)


@schedule
def PolynomialDecayWithOffset(
    offset: Offset = 0,
    *,
    initial_learning_rate: Initial,
    decay_steps: DecayLength,
    end_learning_rate: End = 0.0001,
    power: Exponent = 1.0,
    cycle: Switch = False,
    name: Unused = None,
) -> Schedule:
    """From the initial rate at `offset` to the end as (1 - step / decay_steps) ** power.

    Where: cycle: whether it starts anew, longer, each time it has ended.
    Differs: all but `offset` must be given by name. Before the offset the steps are negative, and
    the rate is on the same curve drawn on backwards, above the initial rate; with `cycle` it is
    infinite there, which is refused. The default end is 0.0001, not 0. With `cycle` the decay is
    drawn out to 2, 3, 4 … times `decay_steps`.
    Example: offset=1000
    Formula: end + (lr - end) * (1 - min(x, d) / d) ** power, x = t - offset, lr and end the two
    rates, d = decay_steps; with cycle d = decay_steps * ceil(x / decay_steps), at least
    decay_steps.
    Source: official/modeling/optimization/lr_schedule.py, 2.20.0; tf_keras 2.21.
    """
    if cycle and offset > 0:
        raise LrplotError("offset must be at most 0 with cycle: the rate is infinite before it")
    decay = Ramp(initial_learning_rate, end_learning_rate, decay_steps, Polynomial(power))
    if cycle:
        return later(CycleStretch(decay, decay_steps), offset)
    # what is left of the decay, more than all of it before the offset: its clock runs backwards
    height = initial_learning_rate - end_learning_rate
    left = Shift(Decay(height, InversePower(-power), -decay_steps), -decay_steps)
    return later(decay, offset, left + Constant(end_learning_rate))


@schedule
def ExponentialDecayWithOffset(
    offset: Offset = 0,
    *,
    initial_learning_rate: Initial,
    decay_steps: Timescale,
    decay_rate: Growth,
    staircase: Staircase = False,
    name: Unused = None,
) -> Schedule:
    """The rate times `decay_rate` every `decay_steps` from `offset` on, smoothly or in stairs.

    Differs: all but `offset` must be given by name. Before the offset the curve, or the stairs, go
    on backwards, above the initial rate; with a `decay_rate` of 0 it is infinite there, which is
    refused. It never stops.
    Formula: lr * decay_rate ** ((t - offset) / decay_steps), the exponent rounded down for stairs.
    Source: official/modeling/optimization/lr_schedule.py, 2.20.0; tf_keras 2.21.
    """
    if offset > 0 and not decay_rate:
        raise LrplotError(
            "offset must be at most 0 for a decay_rate of 0: the rate is infinite before it"
        )
    decay = Decay(initial_learning_rate, Geometric(decay_rate), decay_steps)
    return later(Stairs(decay, decay_steps) if staircase else decay, offset)


@schedule
def CosineDecayWithOffset(
    offset: Offset = 0,
    *,
    initial_learning_rate: InitialOrPeak,
    decay_steps: DecayLength,
    alpha: EndRatio = 0.0,
    name: Unused = None,
    warmup_target: Peak | None = None,
    warmup_steps: Warmup = 0.0,
) -> Schedule:
    """Half a cosine from `offset` on, down to `alpha` times the peak, maybe after a warmup.

    Differs: all but `offset` must be given by name. Before the offset the steps are negative: the
    cosine goes on backwards, down and up again, and the line of a warmup goes on down, below 0 if
    it gets there. `decay_steps` does not count the warmup. Without `warmup_target` there is no
    warmup; with it and no `warmup_steps` the rate is infinite before the offset, which is refused.
    Example: offset=1000
    Formula: a + (p - a) * (1 + cos(pi * min(x, decay_steps) / decay_steps)) / 2, p the peak, a =
    alpha * p, x = t - offset, less warmup_steps after a line to warmup_target in these.
    Source: official/modeling/optimization/lr_schedule.py, 2.20.0; tf_keras 2.21.
    """
    peak = initial_learning_rate if warmup_target is None else warmup_target
    low = alpha * peak
    decay = Ramp(peak, low, decay_steps, Cosine())
    if warmup_target is None:
        return later(decay, offset, Wave(peak, low, decay_steps))
    if offset > 0 and not warmup_steps:
        raise LrplotError("offset must be at most 0 for 0 warmup_steps: Keras divides by them")
    warmup = Ramp(initial_learning_rate, peak, warmup_steps)
    before = Decay(initial_learning_rate - peak, Line(-1.0), warmup_steps) + Constant(peak)
    return later(warmup.then(decay, at=warmup_steps), offset, before)


@schedule
def StepCosineDecayWithOffset(
    boundaries: Boundaries, values: Levels, offset: Offset = 0, name: Unused = None
) -> Schedule:
    """Half a cosine from each of `values` to the next, between the `boundaries` at which they are.

    Differs: at the last boundary the schedule ends: from there on the rate is NaN. Until the second
    boundary the cosine is one of the step itself, not of the steps since the first boundary: with
    another first boundary than 0 it goes to and fro between the first two values, and before the
    offset it goes on backwards. With one boundary all rates are NaN, and with the first two equal
    those until them, which is refused.
    Example: boundaries=[0,10k,20k], values=[0.001,0.0005,0.0001]
    Formula: v + (u - v) * (1 + cos(pi * (x - b) / (c - b))) / 2, x = t - offset, b the last
    boundary up to x and c the next, u and v their values; for x < boundaries[1] these are the first
    two, and the cosine is that of pi * x / (c - b).
    Source: official/modeling/optimization/lr_schedule.py, 2.20.0.
    """
    if len(boundaries) != len(values):
        raise LrplotError(
            f"values must be as many as boundaries, not {len(values)} for {len(boundaries)}"
        )
    if len(boundaries) < 2 or boundaries[0] == boundaries[1]:
        raise LrplotError("boundaries must begin with two different steps: there is no rate before")
    if any(before > after for before, after in pairwise(boundaries)):
        raise LrplotError("boundaries must go up")
    if boundaries[-1] + offset <= 0:
        raise LrplotError("the last boundary must lie above step 0: there is no rate from it on")
    curve: Schedule = Wave(values[0], values[1], boundaries[1] - boundaries[0])
    for i in range(1, len(values) - 1):
        length = boundaries[i + 1] - boundaries[i]
        curve = curve.then(Ramp(values[i], values[i + 1], length, Cosine()), at=boundaries[i])
    return KnownUntil(later(curve, offset), boundaries[-1] + offset)
