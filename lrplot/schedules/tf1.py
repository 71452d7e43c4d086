"""TensorFlow 1: the decays of `tf.compat.v1.train`, of a global step that counts from 0.

They compute in float32; lrplot gives the same curves in float64. A rate given as a Python int
makes them compute in whole numbers; lrplot refuses it. `noisy_linear_cosine_decay` is random, and
is not here.

Keywords: TensorFlow, tf.train.
"""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import (
    Boundaries,
    Cycles,
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
    like,
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
    Rescale,
    Schedule,
    Stairs,
    waves,
)

FRAMEWORK = Framework(
    paths=("tf.compat.v1.train", "tensorflow.compat.v1.train", "tf.train"),
    aliases={"piecewise_constant_decay": "piecewise_constant"},
)

Initial = Annotated[
    float,
    like(
        Peak,
        help="the rate that the schedule starts from",
        no_int="from an int TensorFlow computes in whole numbers",
    ),
]
Offset = Annotated[float, Number("offset", "what is added, in parts of the peak", low=0.0)]


@schedule
def exponential_decay(
    learning_rate: Initial,
    global_step: Unused,
    decay_steps: Timescale,
    decay_rate: Growth,
    staircase: Staircase = False,
    name: Unused = None,
) -> Schedule:
    """The rate times `decay_rate` every `decay_steps`, smoothly or in stairs.

    Differs: it never stops.
    Formula: learning_rate * decay_rate ** (t / decay_steps), the exponent rounded down for stairs.
    Source: tensorflow/python/keras/optimizer_v2/legacy_learning_rate_decay.py, 2.21.
    """
    decay = Decay(learning_rate, Geometric(decay_rate), decay_steps)
    return Stairs(decay, decay_steps) if staircase else decay


@schedule
def piecewise_constant(
    x: Unused, boundaries: Boundaries, values: Rates, name: Unused = None
) -> Schedule:
    """One of `values` between each two `boundaries`.

    Keywords: step decay.
    Differs: a boundary is the last step of its old value, not the first of the new one as in
    most frameworks.
    Formula: values[j], j the number of boundaries below t.
    Source: tensorflow/python/keras/optimizer_v2/legacy_learning_rate_decay.py, 2.21.
    """
    if not boundaries:
        raise LrplotError("boundaries must be at least one")
    if any(boundary % 1 for boundary in boundaries):
        raise LrplotError("boundaries must be whole, as the global step is")
    return PiecewiseConstant(boundaries, values, closed=True)


@schedule
def polynomial_decay(
    learning_rate: Initial,
    global_step: Unused,
    decay_steps: DecayLength,
    end_learning_rate: End = 0.0001,
    power: Exponent = 1.0,
    cycle: Switch = False,
    name: Unused = None,
) -> Schedule:
    """From the rate to `end_learning_rate` as (1 - step / decay_steps) ** power.

    Where: cycle: whether it starts anew, longer, each time it has ended.
    Differs: the default end is 0.0001, not 0. With `cycle` the decay is not repeated but drawn
    out to 2, 3, 4 … times `decay_steps`: the rate is at its end at every multiple, and the
    step after it is back up on the longer curve.
    Formula: end_learning_rate + (learning_rate - end_learning_rate) * (1 - min(t, d) / d) ** power,
    d = decay_steps; with cycle d = decay_steps * ceil(t / decay_steps), at least decay_steps.
    Source: tensorflow/python/keras/optimizer_v2/legacy_learning_rate_decay.py, 2.21.
    """
    decay = Ramp(learning_rate, end_learning_rate, decay_steps, Polynomial(power))
    return CycleStretch(decay, decay_steps) if cycle else decay


@schedule
def natural_exp_decay(
    learning_rate: Initial,
    global_step: Unused,
    decay_steps: Timescale,
    decay_rate: Pace,
    staircase: Staircase = False,
    name: Unused = None,
) -> Schedule:
    """The rate times exp(-decay_rate) every `decay_steps`, smoothly or in stairs.

    Differs: it never stops.
    Formula: learning_rate * exp(-decay_rate * t / decay_steps), t / decay_steps rounded down for
    stairs.
    Source: tensorflow/python/keras/optimizer_v2/legacy_learning_rate_decay.py, 2.21.
    """
    decay = Decay(learning_rate, Geometric(math.exp(-decay_rate)), decay_steps)
    return Stairs(decay, decay_steps) if staircase else decay


@schedule
def inverse_time_decay(
    learning_rate: Initial,
    global_step: Unused,
    decay_steps: Timescale,
    decay_rate: Pace,
    staircase: Staircase = False,
    name: Unused = None,
) -> Schedule:
    """The rate over 1 + `decay_rate` * step / `decay_steps`, smoothly or in stairs.

    Differs: it never stops.
    Formula: learning_rate / (1 + decay_rate * t / decay_steps), t / decay_steps rounded down for
    stairs.
    Source: tensorflow/python/keras/optimizer_v2/legacy_learning_rate_decay.py, 2.21.
    """
    decay = Decay(learning_rate, InverseTime(decay_rate), decay_steps)
    return Stairs(decay, decay_steps) if staircase else decay


@schedule
def cosine_decay(
    learning_rate: Initial,
    global_step: Unused,
    decay_steps: DecayLength,
    alpha: EndRatio = 0.0,
    name: Unused = None,
) -> Schedule:
    """Half a cosine down to `alpha` times the rate.

    Keywords: cosine annealing.
    Formula: learning_rate * ((1 - alpha) * (1 + cos(pi * u)) / 2 + alpha), u = t / decay_steps, at
    most 1.
    Source: tensorflow/python/keras/optimizer_v2/legacy_learning_rate_decay.py, 2.21.
    """
    return Ramp(learning_rate, alpha * learning_rate, decay_steps, Cosine())


@schedule
def cosine_decay_restarts(
    learning_rate: Initial,
    global_step: Unused,
    first_decay_steps: Period,
    t_mul: Stretch = 2.0,
    m_mul: Factor = 1.0,
    alpha: EndRatio = 0.0,
    name: Unused = None,
) -> Schedule:
    """Half cosines, each `t_mul` times as long and `m_mul` times as high as the last.

    Keywords: SGDR, warm restarts.
    Where: m_mul: how high each cycle is beside the last.
    Differs: the floor, `alpha` times the first peak, stays where it is while the peaks fade.
    A restart may fall between two steps. With `t_mul` below 1 the cycles shrink away, and the rate
    is NaN from first_decay_steps / (1 - t_mul) on.
    Formula: learning_rate * (alpha + (1 - alpha) * m_mul ** j * (1 + cos(pi * u)) / 2) in cycle j,
    from 0, which lasts first_decay_steps * t_mul ** j; u goes from 0 to 1 in each.
    Source: tensorflow/python/keras/optimizer_v2/legacy_learning_rate_decay.py, 2.21; SGDR
    (arXiv:1608.03983), equation 5.
    """
    floor = alpha * learning_rate
    cycle = Ramp(learning_rate - floor, 0.0, first_decay_steps, Cosine())
    return Repeat(cycle, first_decay_steps, t_mul, m_mul) + Constant(floor)


@schedule
def linear_cosine_decay(
    learning_rate: Initial,
    global_step: Unused,
    decay_steps: DecayLength,
    num_periods: Cycles = 0.5,
    alpha: EndRatio = 0.0,
    beta: Offset = 0.001,
    name: Unused = None,
) -> Schedule:
    """A line down times a cosine of so many periods, then level.

    Differs: `beta` is added at every step, so that the first rate is (1 + alpha + beta) times the
    rate. With the default half period the end is `beta` times the rate whatever `alpha` is.
    Formula: learning_rate * ((alpha + 1 - u) * (1 + cos(2 * pi * num_periods * u)) / 2 + beta),
    u = t / decay_steps, at most 1.
    Source: tensorflow/python/keras/optimizer_v2/legacy_learning_rate_decay.py, 2.21;
    arXiv:1709.07417.
    """
    line = Ramp(learning_rate * (1.0 + alpha), learning_rate * alpha, decay_steps)
    curve = line * waves(1.0, 0.0, decay_steps, num_periods) + Constant(learning_rate * beta)
    return Rescale(curve, limit=decay_steps)
