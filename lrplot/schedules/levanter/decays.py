"""The `LrSchedule` classes: decays without a warmup, each from step 0 of its own clock."""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    DecayLength,
    EndRatio,
    Exponent,
    Number,
    Peak,
    Scale,
    Timescale,
    Warmup,
    like,
)
from lrplot.pieces import (
    Constant,
    Cosine,
    CosinePower,
    Decay,
    InversePower,
    InverseTime,
    Maximum,
    Ramp,
    Schedule,
    Shift,
)

BatchSize = Annotated[
    int, Number("batch size", "how many sequences a step takes", low=1, whole=True, sample=512)
]
SeqLength = Annotated[
    int, Number("length", "how many tokens a sequence has", low=1, whole=True, sample=4096)
]
Amplitude = Annotated[
    float, like(Scale, help="the height of the power law", above=True, sample=4.6)
]
Power = Annotated[
    float, Number("power", "the exponent of the tokens, below 0", low=-10, high=0, sample=-0.51)
]
DecaySteps = Annotated[float, like(DecayLength, above=False)]


@schedule
def ConstantLrSchedule(*, learning_rate: Peak = 6e-4) -> Schedule:
    """The same rate at every step.

    Formula: learning_rate.
    Source: levanter/optim/config.py, 9263f81e.
    """
    return Constant(learning_rate)


@schedule
def CosineLrSchedule(
    exponent: Exponent = 1.0,
    *,
    learning_rate: Peak = 6e-4,
    decay_steps: DecaySteps,
    min_lr_ratio: EndRatio = 0.1,
) -> Schedule:
    """Half a cosine, raised to a power, down to `min_lr_ratio` times the rate, and level.

    Differs: it is the decay alone; an optimizer's config puts a warmup before it.
    Formula: learning_rate * ((1 - min_lr_ratio) * c ** exponent + min_lr_ratio),
    c = (1 + cos(pi * u)) / 2, u = t / decay_steps, at most 1.
    Source: levanter/optim/config.py, 9263f81e.
    """
    if decay_steps <= 0:
        raise LrplotError("a cosine wants at least one step to decay")
    interpolant = Cosine() if exponent == 1 else CosinePower(exponent)
    return Ramp(learning_rate, learning_rate * min_lr_ratio, decay_steps, interpolant)


@schedule
def LinearLrSchedule(
    *, learning_rate: Peak = 6e-4, decay_steps: DecaySteps, min_lr_ratio: EndRatio = 0.1
) -> Schedule:
    """A line down to `min_lr_ratio` times the rate, and level.

    Differs: it is the decay alone; an optimizer's config puts a warmup before it. With 0
    `decay_steps` the rate stays as it is.
    Formula: learning_rate * (1 - (1 - min_lr_ratio) * u), u = t / decay_steps, at most 1.
    Source: levanter/optim/config.py, 9263f81e.
    """
    return line(learning_rate, learning_rate * min_lr_ratio, decay_steps)


@schedule
def InvSqrtLrSchedule(
    timescale: Timescale = 10_000.0,
    *,
    learning_rate: Peak = 6e-4,
    warmup_steps: Warmup = 0.0,
    min_lr_ratio: EndRatio = 0.1,
) -> Schedule:
    """The inverse square root of the steps, warmup included, no lower than the least rate.

    Differs: the rate stays at the peak until step `timescale`, counted from the start of the
    warmup. It is the decay alone; an optimizer's config puts the warmup before it.
    Formula: learning_rate * max(min_lr_ratio, min(1, sqrt(timescale / max(1, t + warmup_steps)))).
    Source: levanter/optim/config.py, 9263f81e.
    """
    level = max(timescale, 1.0)
    fall = Decay(learning_rate, InversePower(0.5), timescale)
    curve = Constant(learning_rate * math.sqrt(timescale / level)).then(
        fall, at=level, restart=False
    )
    return Shift(Maximum(curve, Constant(learning_rate * min_lr_ratio)), warmup_steps)


@schedule
def InvLrSchedule(
    *, learning_rate: Peak = 6e-4, decay_steps: DecaySteps, min_lr_ratio: EndRatio = 0.1
) -> Schedule:
    """A hyperbola down to `min_lr_ratio` times the rate, and level.

    Differs: step 0 has the rate of step 1. With 0 `decay_steps` the rate is the least at once.
    `min_lr_ratio` must be above 0; above 1, it is the rate throughout. It is the decay alone; an
    optimizer's config puts a warmup before it.
    Formula: learning_rate * max(min_lr_ratio, 1 / (1 + (1 / min_lr_ratio - 1) * u)),
    u = max(1, t) / decay_steps.
    Source: levanter/optim/config.py, 9263f81e.
    """
    least = learning_rate * min_lr_ratio
    if least == 0:
        raise LrplotError("min_lr_ratio must be above 0, for Levanter divides by the least rate")
    if decay_steps == 0 and min_lr_ratio == 1:
        raise LrplotError("with min_lr_ratio 1 at least one step to decay is wanted")
    rate = 1.0 / min_lr_ratio - 1.0
    if rate <= 0 or 0 <= decay_steps <= 1:
        return Constant(least)
    if decay_steps < 0:
        # of a warmup longer than the training: what is left is up to where it would divide by 0
        return Constant(learning_rate).then(
            Constant(least), at=max(0.0, -decay_steps / rate), closed=True
        )
    fall = Decay(learning_rate, InverseTime(rate), decay_steps)
    curve = Constant(float(fall(1.0))).then(fall, at=1.0, restart=False)
    return curve.then(Constant(least), at=decay_steps, restart=False)


@schedule
def PowerLrSchedule(
    batch_size: BatchSize,
    seq_length: SeqLength,
    a: Amplitude = 4.6,
    b: Power = -0.51,
    *,
    learning_rate: Peak = 6e-4,
) -> Schedule:
    """A power law of the tokens seen, no higher than the peak.

    Differs: the tokens are counted from the end of the warmup, and `min_lr_ratio` plays no part.
    Levanter counts them in int32, as JAX does unless told otherwise: from 2 ** 31 tokens on the
    count overflows, and its rate is NaN or wrong. That is not drawn.
    Formula: min(learning_rate, batch_size * a * (t * batch_size * seq_length) ** b).
    Source: levanter/optim/config.py, 9263f81e; arXiv:2408.13359.
    """
    if b >= 0:
        raise LrplotError("b must be below 0")
    tokens, top = float(batch_size * seq_length), float(batch_size * a)
    if learning_rate == 0 or top == 0:
        return Constant(0.0)
    # by logarithms: a power close to 0 crosses the peak at no number that float64 holds
    ratio = learning_rate / top
    log = math.log(ratio) if 0 < ratio < math.inf else math.log(learning_rate) - math.log(top)
    crossing = log / b - math.log(tokens)
    if crossing > 700:
        return Constant(learning_rate)
    fall = Decay(top, InversePower(-b), 1.0 / tokens)
    return Constant(learning_rate).then(fall, at=max(math.exp(crossing), 1e-300), restart=False)


def line(start: float, stop: float, steps: float) -> Schedule:
    """Return the line that optax makes: with no steps it stays at its start."""
    return Ramp(start, stop, steps) if steps > 0 else Constant(start)
