"""The short names: schedules as people call them, no framework in mind.

`cosine`, `exp`, `piecewise`, `warmup` and `noam` have the parameters and values of the notes on
warmup that lrplot began with; the defaults of the others draw a curve over 40,000 steps.
"""

from __future__ import annotations

import itertools
from typing import Annotated

from lrplot.cycles import Repeat, Stairs
from lrplot.errors import LrplotError
from lrplot.leaves import Falling, Hold, Ramp, Table
from lrplot.pieces import Schedule
from lrplot.registry import schedule
from lrplot.roles import (
    Boundaries,
    Choice,
    DecayLength,
    Divisor,
    End,
    EndRatio,
    Exponent,
    Factor,
    Fraction,
    Growth,
    Length,
    ModelSize,
    Pace,
    Peak,
    Period,
    Rates,
    Scale,
    Staircase,
    Stretch,
    Switch,
    Timescale,
    Total,
    Warmup,
    WarmupLength,
)
from lrplot.shapes import (
    LINEAR,
    Cosine,
    Decay,
    InversePower,
    InverseTime,
    Polynomial,
    Power,
    Way,
)

Cooldown = Annotated[
    str, Choice("cooldown", "the shape of the way down", ("linear", "cosine", "1-sqrt"))
]
Anneal = Annotated[str, Choice("annealing", "the shape of each phase", ("cos", "linear"))]

COOLDOWNS: dict[str, Way] = {"linear": LINEAR, "cosine": Cosine(), "1-sqrt": Power(0.5)}


def _after(warmup: float, peak: float, rest: Schedule) -> Schedule:
    """Return `rest`, on a clock of its own, after a linear warmup from 0 to `peak`."""
    return Ramp(0.0, peak, warmup).then(rest, at=warmup) if warmup else rest


def _decay_length(total: float, *taken: float) -> float:
    """Return what is left of `total`; `LrplotError` when nothing is."""
    left = total - sum(taken)
    if left <= 0:
        raise LrplotError(f"total_steps must be above the {sum(taken):g} steps before the decay")
    return left


@schedule
def cosine(
    initial_learning_rate: Peak = 0.001,
    decay_steps: DecayLength = 4000.0,
    alpha: EndRatio = 0.0,
    warmup_steps: Warmup = 0.0,
) -> Schedule:
    """Half a cosine from the peak down to `alpha` times the peak, after a linear warmup.

    Differs: `decay_steps` does not count the warmup.
    Formula: lr * ((1 - alpha) * (1 + cos(pi * min(t, decay_steps) / decay_steps)) / 2 + alpha),
    t from the end of the warmup.
    Source: keras.CosineDecay.
    """
    peak = initial_learning_rate
    return _after(warmup_steps, peak, Ramp(peak, alpha * peak, decay_steps, Cosine()))


@schedule
def exp(
    initial_learning_rate: Peak = 0.001,
    decay_steps: Timescale = 4000.0,
    decay_rate: Growth = 0.9,
    staircase: Staircase = False,
) -> Schedule:
    """The rate times `decay_rate` every `decay_steps`, smoothly or in stairs.

    Formula: lr * decay_rate ** (t / decay_steps), the exponent rounded down for stairs.
    Source: keras.ExponentialDecay.
    """
    decay = Falling(initial_learning_rate, Decay(decay_rate), decay_steps)
    return Stairs(decay, decay_steps) if staircase else decay


@schedule
def piecewise(
    boundaries: Boundaries = (10_000.0, 20_000.0, 30_000.0),
    values: Rates = (0.001, 0.0008, 0.0004, 0.0001),
) -> Schedule:
    """One of `values` between each two `boundaries`.

    Differs: a boundary is the last step of its old value.
    Source: keras.PiecewiseConstantDecay.
    """
    return Table(boundaries, values, closed=True)


@schedule
def warmup(initial_learning_rate: Peak = 0.001, warmup_steps: WarmupLength = 4000.0) -> Schedule:
    """A linear warmup from 0 to the peak, then the peak times warmup_steps / t.

    Formula: lr * min(t / warmup_steps, warmup_steps / t).
    Source: the notes' own class MySchedule.
    """
    peak = initial_learning_rate
    fall = Falling(peak, InversePower(1.0), warmup_steps)
    return Ramp(0.0, peak, warmup_steps).atop(fall, until=warmup_steps)


@schedule
def noam(
    d_model: ModelSize = 128.0, warmup_steps: WarmupLength = 4000.0, factor: Scale = 1.0
) -> Schedule:
    """A linear warmup, then 1 / sqrt(t), scaled by the width of the model.

    Differs: no peak is given: it is factor / sqrt(d_model * warmup_steps), at `warmup_steps`.
    Update 0 has the rate 0.
    Formula: factor * d_model ** -0.5 * min(t ** -0.5, t * warmup_steps ** -1.5).
    Source: Attention Is All You Need (arXiv:1706.03762), equation 3; the notes' own class
    CustomSchedule.
    """
    peak = factor * d_model**-0.5 * warmup_steps**-0.5
    fall = Falling(peak, InversePower(0.5), warmup_steps)
    return Ramp(0.0, peak, warmup_steps).atop(fall, until=warmup_steps)


@schedule
def constant(learning_rate: Peak = 0.001, warmup_steps: Warmup = 0.0) -> Schedule:
    """The same rate for ever, after a linear warmup.

    Source: transformers' get_constant_schedule_with_warmup.
    """
    return _after(warmup_steps, learning_rate, Hold(learning_rate))


@schedule
def linear(
    peak_lr: Peak = 0.001,
    total_steps: Total = 40_000.0,
    warmup_steps: Warmup = 0.0,
    end_lr: End = 0.0,
) -> Schedule:
    """A linear way down to `end_lr` at `total_steps`, after a linear warmup.

    Source: transformers' get_linear_schedule_with_warmup, where the end is 0.
    """
    length = _decay_length(total_steps, warmup_steps)
    return _after(warmup_steps, peak_lr, Ramp(peak_lr, end_lr, length))


@schedule
def poly(
    initial_learning_rate: Peak = 0.001,
    decay_steps: DecayLength = 40_000.0,
    end_learning_rate: End = 0.0001,
    power: Exponent = 2.0,
    warmup_steps: Warmup = 0.0,
) -> Schedule:
    """From the peak to `end_learning_rate` as (1 - t / decay_steps) ** power, after a warmup.

    Differs: `decay_steps` does not count the warmup; the end is 0.0001 unless you say 0.
    Source: keras.PolynomialDecay.
    """
    way = Polynomial(power)
    decay = Ramp(initial_learning_rate, end_learning_rate, decay_steps, way)
    return _after(warmup_steps, initial_learning_rate, decay)


@schedule
def step(
    initial_learning_rate: Peak = 0.001, step_size: Period = 4000.0, gamma: Factor = 0.5
) -> Schedule:
    """The rate times `gamma` every `step_size` steps.

    Formula: lr * gamma ** floor(t / step_size).
    Source: torch.optim.lr_scheduler.StepLR, whose gamma is 0.1 unless you say otherwise.
    """
    return Stairs(Falling(initial_learning_rate, Decay(gamma), step_size), step_size)


@schedule
def inverse_time(
    initial_learning_rate: Peak = 0.001,
    decay_steps: Timescale = 4000.0,
    decay_rate: Pace = 0.5,
    staircase: Staircase = False,
) -> Schedule:
    """The rate over 1 + decay_rate * t / decay_steps, smoothly or in stairs.

    Source: keras.InverseTimeDecay.
    """
    decay = Falling(initial_learning_rate, InverseTime(decay_rate), decay_steps)
    return Stairs(decay, decay_steps) if staircase else decay


@schedule
def inverse_sqrt(peak_lr: Peak = 0.001, warmup_steps: WarmupLength = 4000.0) -> Schedule:
    """A linear warmup to `peak_lr`, then peak_lr * sqrt(warmup_steps / t).

    Differs: `noam` with its peak given instead of hidden in d_model.
    Source: fairseq's inverse_sqrt; transformers' get_inverse_sqrt_schedule.
    """
    fall = Falling(peak_lr, InversePower(0.5), warmup_steps)
    return Ramp(0.0, peak_lr, warmup_steps).atop(fall, until=warmup_steps)


@schedule
def cosine_restarts(
    initial_learning_rate: Peak = 0.001,
    first_decay_steps: Period = 2500.0,
    t_mul: Stretch = 2.0,
    m_mul: Factor = 1.0,
    alpha: EndRatio = 0.0,
) -> Schedule:
    """Half cosines, each `t_mul` times as long and `m_mul` times as high as the last.

    Differs: the floor, `alpha` times the first peak, stays where it is while the peaks fade.
    With `t_mul` below 1 the cycles shrink away, and the rate is NaN from
    first_decay_steps / (1 - t_mul) on.
    Source: keras.CosineDecayRestarts; SGDR (arXiv:1608.03983), equation 5.
    """
    floor = alpha * initial_learning_rate
    cycle = Ramp(initial_learning_rate - floor, 0.0, first_decay_steps, Cosine())
    return Repeat(cycle, first_decay_steps, t_mul, m_mul) + Hold(floor)


@schedule
def wsd(
    peak_lr: Peak = 0.001,
    total_steps: Total = 40_000.0,
    warmup_steps: Warmup = 2000.0,
    cooldown_steps: Length = 8000.0,
    cooldown: Cooldown = "linear",
    end_lr: End = 0.0,
) -> Schedule:
    """Warmup, stable, decay: a linear warmup, a level, and a cooldown over the last steps.

    Formula: the cooldown, with u from 0 to 1, is 1 - u, (1 + cos(pi * u)) / 2 or 1 - sqrt(u).
    Source: transformers' get_wsd_schedule; 1-sqrt from arXiv:2405.18392, section 3.
    """
    start = _decay_length(total_steps, cooldown_steps) if cooldown_steps else total_steps
    if start < warmup_steps:
        raise LrplotError("warmup_steps and cooldown_steps must fit into total_steps")
    down = Ramp(peak_lr, end_lr, cooldown_steps, COOLDOWNS[cooldown])
    return _after(warmup_steps, peak_lr, Hold(peak_lr)).then(down, at=start)


@schedule
def one_cycle(
    max_lr: Peak = 0.001,
    total_steps: Total = 40_000.0,
    pct_start: Fraction = 0.3,
    anneal_strategy: Anneal = "cos",
    div_factor: Divisor = 25.0,
    final_div_factor: Divisor = 1e4,
    three_phase: Switch = False,
) -> Schedule:
    """Up from max_lr / div_factor to `max_lr`, and down to far below where it began.

    Differs: the peak is at pct_start * total_steps - 1, which need not be a whole step, and
    the end at total_steps - 1. Past the end the rate stays, where torch raises an error.
    Source: torch.optim.lr_scheduler.OneCycleLR; arXiv:1708.07120.
    """
    way = Cosine() if anneal_strategy == "cos" else LINEAR
    start, last = max_lr / div_factor, total_steps - 1
    end, top = start / final_div_factor, pct_start * total_steps - 1
    joints, rates = [0.0, top, last], [start, max_lr, end]
    if three_phase:
        joints, rates = [0.0, top, 2 * top, last], [start, max_lr, start, end]
    lengths = [after - before for before, after in itertools.pairwise(joints)]
    if min(lengths) <= 0:
        raise LrplotError(
            f"pct_start * total_steps is {pct_start * total_steps:g}: no room for every phase"
        )
    phases = zip(rates, rates[1:], lengths, strict=False)
    curve, *rest = [Ramp(a, b, length, way) for a, b, length in phases]
    for at, phase in zip(joints[1:], rest, strict=False):
        curve = curve.then(phase, at)  # type: ignore[assignment]
    return curve
