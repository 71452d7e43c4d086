"""All the schedules of `tf.keras.optimizers.schedules`."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import schedule
from lrplot.parameters import (
    Boundaries,
    DecayLength,
    End,
    EndRatio,
    Exponent,
    Factor,
    Growth,
    Number,
    Pace,
    Peak,
    Period,
    Rates,
    Staircase,
    Stretch,
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
    InverseTime,
    PiecewiseConstant,
    Polynomial,
    Ramp,
    Repeat,
    Schedule,
    Stairs,
)


def _initial(name: str, help: str) -> Number:
    return Number(name, help, low=0.0, sample=0.001, no_int=NO_INT)


NO_INT = "from an int Keras computes in whole numbers, where pi is 3"
Initial = Annotated[float, _initial("peak", "the rate that the schedule starts from")]
InitialOrPeak = Annotated[
    float, _initial("start or peak", "where it starts: without warmup_target, at the peak")
]


@schedule
def CosineDecay(
    initial_learning_rate: InitialOrPeak,
    decay_steps: DecayLength,
    alpha: EndRatio = 0.0,
    name: Unused = "CosineDecay",
    warmup_target: Peak | None = None,
    warmup_steps: Warmup = 0.0,
) -> Schedule:
    """Half a cosine down to `alpha` times the peak, after a linear warmup to `warmup_target`.

    Keywords: cosine annealing.
    Differs: `decay_steps` does not count the warmup. Without `warmup_target` there is no
    warmup, whatever `warmup_steps` says; with it and no `warmup_steps` the curve starts at
    the target.
    Formula: a + (p - a) * (1 + cos(pi * min(t, decay_steps) / decay_steps)) / 2, p the peak, a =
    alpha * p; t from the end of the warmup, a line to warmup_target in warmup_steps.
    Source: keras/src/optimizers/schedules/learning_rate_schedule.py, 3.15; SGDR
    (arXiv:1608.03983), equation 5, without restarts.
    """
    peak = initial_learning_rate if warmup_target is None else warmup_target
    decay = Ramp(peak, alpha * peak, decay_steps, Cosine())
    if warmup_target is None:
        return decay
    return Ramp(initial_learning_rate, peak, warmup_steps).then(decay, at=warmup_steps)


@schedule
def CosineDecayRestarts(
    initial_learning_rate: Initial,
    first_decay_steps: Period,
    t_mul: Stretch = 2.0,
    m_mul: Factor = 1.0,
    alpha: EndRatio = 0.0,
    name: Unused = "SGDRDecay",
) -> Schedule:
    """Half cosines, each `t_mul` times as long and `m_mul` times as high as the last.

    Keywords: warm restarts.
    Where: m_mul: how high each cycle is beside the last.
    Differs: the floor, `alpha` times the first peak, stays where it is while the peaks fade.
    The length of a cycle is a real number, so a restart may fall between two steps. With
    `t_mul` below 1 the cycles shrink away, and the rate is NaN from
    first_decay_steps / (1 - t_mul) on.
    Formula: alpha * lr + m_mul ** j * (1 - alpha) * lr * (1 + cos(pi * u)) / 2 in cycle j, from 0,
    which lasts first_decay_steps * t_mul ** j; u goes from 0 to 1 in each.
    Source: keras/src/optimizers/schedules/learning_rate_schedule.py, 3.15; SGDR
    (arXiv:1608.03983), equation 5.
    """
    floor = alpha * initial_learning_rate
    cycle = Ramp(initial_learning_rate - floor, 0.0, first_decay_steps, Cosine())
    return Repeat(cycle, first_decay_steps, t_mul, m_mul) + Constant(floor)


@schedule
def ExponentialDecay(
    initial_learning_rate: Initial,
    decay_steps: Timescale,
    decay_rate: Growth,
    staircase: Staircase = False,
    name: Unused = "ExponentialDecay",
) -> Schedule:
    """The rate times `decay_rate` every `decay_steps`, smoothly or in stairs.

    Differs: it never stops.
    Formula: lr * decay_rate ** (t / decay_steps), the exponent rounded down for stairs.
    Source: keras/src/optimizers/schedules/learning_rate_schedule.py, 3.15.
    """
    decay = Decay(initial_learning_rate, Geometric(decay_rate), decay_steps)
    return Stairs(decay, decay_steps) if staircase else decay


@schedule
def InverseTimeDecay(
    initial_learning_rate: Initial,
    decay_steps: Timescale,
    decay_rate: Pace,
    staircase: Staircase = False,
    name: Unused = "InverseTimeDecay",
) -> Schedule:
    """The rate over 1 + `decay_rate` * step / `decay_steps`, smoothly or in stairs.

    Keywords: hyperbolic.
    Differs: it never stops.
    Formula: lr / (1 + decay_rate * t / decay_steps), t / decay_steps rounded down for stairs.
    Source: keras/src/optimizers/schedules/learning_rate_schedule.py, 3.15.
    """
    decay = Decay(initial_learning_rate, InverseTime(decay_rate), decay_steps)
    return Stairs(decay, decay_steps) if staircase else decay


@schedule
def PiecewiseConstantDecay(
    boundaries: Boundaries, values: Rates, name: Unused = "PiecewiseConstant"
) -> Schedule:
    """One of `values` between each two `boundaries`.

    Keywords: step decay, multi-step.
    Differs: a boundary is the last step of its old value, not the first of the new one as in
    most frameworks.
    Formula: values[j], j the number of boundaries below t.
    Source: keras/src/optimizers/schedules/learning_rate_schedule.py, 3.15.
    """
    return PiecewiseConstant(boundaries, values, closed=True)


@schedule
def PolynomialDecay(
    initial_learning_rate: Initial,
    decay_steps: DecayLength,
    end_learning_rate: End = 0.0001,
    power: Exponent = 1.0,
    cycle: Switch = False,
    name: Unused = "PolynomialDecay",
) -> Schedule:
    """From the initial rate to `end_learning_rate` as (1 - step / decay_steps) ** power.

    Where: cycle: whether it starts anew, longer, each time it has ended.
    Differs: the default end is 0.0001, not 0. With `cycle` the decay is not repeated but drawn
    out to 2, 3, 4 … times `decay_steps`: the rate is at its end at every multiple, and the
    step after it is back up on the longer curve.
    Formula: end + (lr - end) * (1 - min(t, d) / d) ** power, lr and end the two rates, d =
    decay_steps; with cycle d = decay_steps * ceil(t / decay_steps), at least decay_steps.
    Source: keras/src/optimizers/schedules/learning_rate_schedule.py, 3.15.
    """
    interpolant = Polynomial(power)
    decay = Ramp(initial_learning_rate, end_learning_rate, decay_steps, interpolant)
    return CycleStretch(decay, decay_steps) if cycle else decay
