"""Schedules of one part: a level, or one decay, maybe after a warmup."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    DecayLength,
    End,
    Exponent,
    Factor,
    Number,
    Pace,
    Peak,
    Period,
    Staircase,
    Timescale,
    Total,
    Warmup,
    WarmupLength,
    like,
)
from lrplot.pieces import (
    Constant,
    Decay,
    Geometric,
    InversePower,
    InverseTime,
    Minimum,
    Polynomial,
    Ramp,
    Rex,
    Schedule,
    Stairs,
    warmed,
)

Bend = Annotated[
    float,
    Number(
        "bend", "1 falls in a line; below it, the fall comes late", low=0.0, above=True, sample=0.5
    ),
]
Slowest = Annotated[float, like(Warmup, low=1.0)]
Law = Annotated[float, Number("law", "the factor of the power law", low=0.0, sample=4.6)]
Falls = Annotated[
    float, Number("law power", "the exponent of the power law", low=-4.0, high=0.0, sample=-0.51)
]
Batch = Annotated[float, Number("batch", "sequences in a batch", low=1.0, sample=128)]
Sequence = Annotated[float, Number("sequence", "tokens in a sequence", low=1.0, sample=4096)]


@schedule
def constant(learning_rate: Peak = 0.001, warmup_steps: Warmup = 0.0) -> Schedule:
    """The same rate for ever, after a linear warmup.

    Formula: lr * min(t / warmup_steps, 1), lr = learning_rate.
    Source: transformers' get_constant_schedule_with_warmup.
    """
    return warmed(warmup_steps, learning_rate, Constant(learning_rate))


@schedule
def linear(
    peak_lr: Peak = 0.001,
    total_steps: Total = 40_000.0,
    warmup_steps: Warmup = 0.0,
    end_lr: End = 0.0,
) -> Schedule:
    """A linear way down to `end_lr` at `total_steps`, after a linear warmup.

    Keywords: linear decay, decay to zero, D2Z.
    Formula: peak_lr * t / warmup_steps up to warmup_steps; then end_lr + (peak_lr - end_lr) * (1 -
    u), u = (t - warmup_steps) / (total_steps - warmup_steps), at most 1.
    Source: transformers' get_linear_schedule_with_warmup, where the end is 0.
    """
    if total_steps < warmup_steps:
        raise LrplotError("total_steps includes warmup_steps, and must not be below it")
    decay = Ramp(peak_lr, end_lr, total_steps - warmup_steps)
    return warmed(warmup_steps, peak_lr, decay)


@schedule
def poly(
    initial_learning_rate: Peak = 0.001,
    decay_steps: DecayLength = 40_000.0,
    end_learning_rate: End = 0.0001,
    power: Exponent = 2.0,
    warmup_steps: Warmup = 0.0,
) -> Schedule:
    """From the peak to `end_learning_rate` as (1 - t / decay_steps) ** power, after a warmup.

    Keywords: polynomial decay.
    Differs: `decay_steps` does not count the warmup; the end is 0.0001 unless you say 0.
    Formula: end + (lr - end) * (1 - min(t, decay_steps) / decay_steps) ** power, t from the end of
    the warmup, lr and end the two rates given.
    Source: keras.PolynomialDecay.
    """
    interpolant = Polynomial(power)
    decay = Ramp(initial_learning_rate, end_learning_rate, decay_steps, interpolant)
    return warmed(warmup_steps, initial_learning_rate, decay)


@schedule
def step(
    initial_learning_rate: Peak = 0.001, step_size: Period = 4000.0, gamma: Factor = 0.5
) -> Schedule:
    """The rate times `gamma` every `step_size` steps.

    Keywords: step decay.
    Formula: lr * gamma ** floor(t / step_size).
    Source: torch.optim.lr_scheduler.StepLR, whose gamma is 0.1 unless you say otherwise.
    """
    return Stairs(Decay(initial_learning_rate, Geometric(gamma), step_size), step_size)


@schedule
def inverse_time(
    initial_learning_rate: Peak = 0.001,
    decay_steps: Timescale = 4000.0,
    decay_rate: Pace = 0.5,
    staircase: Staircase = False,
) -> Schedule:
    """The rate over 1 + decay_rate * t / decay_steps, smoothly or in stairs.

    Keywords: inverse time decay, hyperbolic.
    Formula: lr / (1 + decay_rate * t / decay_steps), the quotient t / decay_steps rounded down for
    stairs.
    Source: keras.InverseTimeDecay.
    """
    decay = Decay(initial_learning_rate, InverseTime(decay_rate), decay_steps)
    return Stairs(decay, decay_steps) if staircase else decay


@schedule
def inverse_sqrt(peak_lr: Peak = 0.001, warmup_steps: WarmupLength = 4000.0) -> Schedule:
    """A linear warmup to `peak_lr`, then peak_lr * sqrt(warmup_steps / t).

    Keywords: rsqrt.
    Differs: `noam` with its peak given instead of hidden in d_model.
    Formula: peak_lr * min(t / warmup_steps, sqrt(warmup_steps / t)).
    Source: fairseq's inverse_sqrt; transformers' get_inverse_sqrt_schedule.
    """
    fall = Decay(peak_lr, InversePower(0.5), warmup_steps)
    return warmed(warmup_steps, peak_lr, fall, restart=False)


@schedule
def rex(
    peak_lr: Peak = 0.001,
    total_steps: Total = 40_000.0,
    warmup_steps: Warmup = 0.0,
    end_lr: End = 0.0,
    a: Bend = 0.5,
) -> Schedule:
    """REX, the reflected exponential: it stays high, and falls late, to `end_lr`.

    Differs: `a` is 1/2 in the paper; axolotl has 0.1, which falls later still. pytorch_optimizer
    runs update 0 at the end's rate.
    Formula: peak_lr * t / warmup_steps up to warmup_steps; then end_lr + (peak_lr - end_lr) *
    z / (a + (1 - a) * z), z = (total_steps - t) / (total_steps - warmup_steps), at least 0.
    Source: arXiv:2107.04197; pytorch_optimizer's REXScheduler, 4.1.0; for the warmup, axolotl's
    RexLR, 067b021c8.
    """
    if total_steps < warmup_steps:
        raise LrplotError("total_steps includes warmup_steps, and must not be below it")
    decay = Ramp(peak_lr, end_lr, total_steps - warmup_steps, Rex(a))
    return warmed(warmup_steps, peak_lr, decay)


@schedule
def power(
    peak_lr: Peak = 0.02,
    warmup_steps: Slowest = 2000.0,
    a: Law = 4.6,
    b: Falls = -0.51,
    batch_size: Batch = 128.0,
    sequence_length: Sequence = 4096.0,
) -> Schedule:
    """The power scheduler: a linear warmup, then a power of the tokens seen, at most `peak_lr`.

    Differs: it knows no total. The warmup rises to where the power law is then, which is below
    `peak_lr` unless the law is above it. Without the decay at the end that the paper adds: IBM's
    own code has none. In that code `a` is ours times `batch_size`, and the tokens of one step
    are its `c`.
    Formula: p(t) = min(peak_lr, batch_size * a * n ** b), n = t * batch_size * sequence_length;
    p(warmup_steps) * t / warmup_steps up to warmup_steps.
    Source: arXiv:2408.13359, whose a and b are the defaults; IBM's lm-engine,
    lm_engine/optimization/lr_scheduler/power.py, 36bad91e.
    """
    law = batch_size * a * (warmup_steps * batch_size * sequence_length) ** b
    fall = Minimum(Constant(peak_lr), Decay(law, InversePower(-b), warmup_steps))
    return warmed(warmup_steps, min(peak_lr, law), fall, restart=False)
