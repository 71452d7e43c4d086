"""The five schedules of the notes on warmup."""

from __future__ import annotations

from lrplot.catalogue import schedule
from lrplot.parameters import (
    Boundaries,
    DecayLength,
    EndRatio,
    Growth,
    ModelSize,
    Peak,
    Rates,
    Scale,
    Staircase,
    Timescale,
    Warmup,
    WarmupLength,
)
from lrplot.pieces import (
    Cosine,
    Decay,
    Geometric,
    InversePower,
    PiecewiseConstant,
    Ramp,
    Schedule,
    Stairs,
    warmed,
)


@schedule
def cosine(
    initial_learning_rate: Peak = 0.001,
    decay_steps: DecayLength = 4000.0,
    alpha: EndRatio = 0.0,
    warmup_steps: Warmup = 0.0,
) -> Schedule:
    """Half a cosine from the peak down to `alpha` times the peak, after a linear warmup.

    Keywords: cosine annealing, cosine decay.
    Differs: `decay_steps` does not count the warmup.
    Formula: lr * ((1 - alpha) * (1 + cos(pi * min(t, decay_steps) / decay_steps)) / 2 + alpha),
    t from the end of the warmup.
    Source: keras.CosineDecay.
    """
    peak = initial_learning_rate
    return warmed(warmup_steps, peak, Ramp(peak, alpha * peak, decay_steps, Cosine()))


@schedule
def exp(
    initial_learning_rate: Peak = 0.001,
    decay_steps: Timescale = 4000.0,
    decay_rate: Growth = 0.9,
    staircase: Staircase = False,
) -> Schedule:
    """The rate times `decay_rate` every `decay_steps`, smoothly or in stairs.

    Keywords: exponential decay.
    Formula: lr * decay_rate ** (t / decay_steps), the exponent rounded down for stairs.
    Source: keras.ExponentialDecay.
    """
    decay = Decay(initial_learning_rate, Geometric(decay_rate), decay_steps)
    return Stairs(decay, decay_steps) if staircase else decay


@schedule
def piecewise(
    boundaries: Boundaries = (10_000.0, 20_000.0, 30_000.0),
    values: Rates = (0.001, 0.0008, 0.0004, 0.0001),
) -> Schedule:
    """One of `values` between each two `boundaries`.

    Keywords: step decay, multi-step, piecewise constant.
    Differs: a boundary is the last step of its old value.
    Formula: values[j], j the number of boundaries below t.
    Source: keras.PiecewiseConstantDecay.
    """
    return PiecewiseConstant(boundaries, values, closed=True)


@schedule
def warmup(initial_learning_rate: Peak = 0.001, warmup_steps: WarmupLength = 4000.0) -> Schedule:
    """A linear warmup from 0 to the peak, then the peak times warmup_steps / t.

    Formula: lr * min(t / warmup_steps, warmup_steps / t).
    Source: the notes' own class MySchedule.
    """
    peak = initial_learning_rate
    fall = Decay(peak, InversePower(1.0), warmup_steps)
    return warmed(warmup_steps, peak, fall, restart=False)


@schedule
def noam(
    d_model: ModelSize = 128.0, warmup_steps: WarmupLength = 4000.0, factor: Scale = 1.0
) -> Schedule:
    """A linear warmup, then 1 / sqrt(t), scaled by the width of the model.

    Keywords: inverse square root, rsqrt, Transformer schedule.
    Differs: no peak is given: it is factor / sqrt(d_model * warmup_steps), at `warmup_steps`.
    Update 0 has the rate 0.
    Formula: factor * d_model ** -0.5 * min(t ** -0.5, t * warmup_steps ** -1.5).
    Source: Attention Is All You Need (arXiv:1706.03762), equation 3; the notes' own class
    CustomSchedule.
    """
    peak = factor * d_model**-0.5 * warmup_steps**-0.5
    fall = Decay(peak, InversePower(0.5), warmup_steps)
    return warmed(warmup_steps, peak, fall, restart=False)
