"""Single schedules: a level, or one change from a value to another."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import schedule
from lrplot.parameters import (
    DecayLength,
    DecaySteps,
    End,
    EndRatio,
    Exponent,
    Growth,
    Peak,
    Plateau,
    Staircase,
    Start,
    Timescale,
    Warmup,
    like,
)
from lrplot.pieces import (
    LINEAR,
    Constant,
    Cosine,
    CosinePower,
    Decay,
    Geometric,
    Maximum,
    Minimum,
    Polynomial,
    Ramp,
    Schedule,
    Stairs,
)

Transition = Annotated[
    float, like(DecaySteps, help="how many steps the change takes; 0: there is none")
]
Scale = Annotated[
    float,
    like(
        Timescale, help="over how many steps the decay happens once; 0: it never does", above=False
    ),
]


def linear(start: float, stop: float, steps: float, power: float = 1.0) -> Schedule:
    """Return the way that optax calls linear or polynomial: with no steps it stays at its start."""
    interpolant = LINEAR if power == 1 else Polynomial(power)
    return Ramp(start, stop, steps, interpolant) if steps else Constant(start)


def cosine(peak: float, end: float, steps: float, exponent: float) -> Schedule:
    """Return half a cosine, raised to a power."""
    return Ramp(peak, end, steps, Cosine() if exponent == 1 else CosinePower(exponent))


@schedule
def constant_schedule(value: Peak) -> Schedule:
    """The same rate at every step.

    Formula: value.
    Source: optax/schedules/_schedule.py, 0.2.8.
    """
    return Constant(value)


@schedule
def polynomial_schedule(
    init_value: Peak,
    end_value: End,
    power: Exponent,
    transition_steps: Transition,
    transition_begin: Plateau = 0.0,
) -> Schedule:
    """From `init_value` to `end_value` as (1 - u) ** power, after a level of `transition_begin`.

    Differs: with 0 `transition_steps` the rate stays at `init_value`. optax takes negative steps
    too, as 0; they are refused here.
    Formula: end_value + (init_value - end_value) * (1 - u) ** power,
    u = (t - transition_begin) / transition_steps, from 0 to 1.
    Source: optax/schedules/_schedule.py, 0.2.8.
    """
    change = linear(init_value, end_value, transition_steps, power)
    return Constant(init_value).then(change, at=transition_begin) if transition_begin else change


@schedule
def linear_schedule(
    init_value: Peak,
    end_value: End,
    transition_steps: Transition,
    transition_begin: Plateau = 0.0,
) -> Schedule:
    """A line from `init_value` to `end_value`, after a level of `transition_begin` steps.

    Differs: with 0 `transition_steps` the rate stays at `init_value`. optax takes negative steps
    too, as 0; they are refused here.
    Formula: end_value + (init_value - end_value) * (1 - u),
    u = (t - transition_begin) / transition_steps, from 0 to 1.
    Source: optax/schedules/_schedule.py, 0.2.8.
    """
    return polynomial_schedule(init_value, end_value, 1.0, transition_steps, transition_begin)


@schedule
def exponential_decay(
    init_value: Peak,
    transition_steps: Scale,
    decay_rate: Growth,
    transition_begin: Plateau = 0.0,
    staircase: Staircase = False,
    end_value: End | None = None,
) -> Schedule:
    """The rate times `decay_rate` every `transition_steps`, smoothly or in stairs, to a bound.

    Differs: `end_value` is a bound that the rate is held to from the first step on: the least if
    `decay_rate` is below 1, else the most. With 0 `transition_steps`, or a `decay_rate` of 0,
    the rate stays at `init_value`, and the bound is forgotten. optax takes negative steps too,
    as 0; they are refused here.
    Formula: init_value * decay_rate ** p, p = (t - transition_begin) / transition_steps, at
    least 0, rounded down for stairs; then max(rate, end_value), or min if decay_rate >= 1.
    Source: optax/schedules/_schedule.py, 0.2.8.
    """
    if transition_steps == 0 or decay_rate == 0:
        return Constant(init_value)
    curve: Schedule = Decay(init_value, Geometric(decay_rate), transition_steps)
    if staircase:
        curve = Stairs(curve, transition_steps)
    if transition_begin:
        curve = Constant(init_value).then(curve, at=transition_begin)
    if end_value is None:
        return curve
    return (Maximum if decay_rate < 1 else Minimum)(curve, Constant(end_value))


@schedule
def cosine_decay_schedule(
    init_value: Peak, decay_steps: DecayLength, alpha: EndRatio = 0.0, exponent: Exponent = 1.0
) -> Schedule:
    """Half a cosine, raised to a power, down to `alpha` times the first rate.

    Keywords: cosine annealing, cosine decay.
    Formula: init_value * ((1 - alpha) * c ** exponent + alpha), c = (1 + cos(pi * u)) / 2,
    u = t / decay_steps, at most 1.
    Source: optax/schedules/_schedule.py, 0.2.8; SGDR (arXiv:1608.03983), equation 5, without
    restarts.
    """
    return cosine(init_value, alpha * init_value, decay_steps, exponent)


@schedule
def warmup_constant_schedule(init_value: Start, peak_value: Peak, warmup_steps: Warmup) -> Schedule:
    """A linear warmup from `init_value` to `peak_value`, then level.

    Differs: without warmup steps the rate stays at `init_value`, not at the peak.
    Formula: init_value + (peak_value - init_value) * min(t / warmup_steps, 1).
    Source: optax/schedules/_schedule.py, 0.2.8.
    """
    return linear(init_value, peak_value, warmup_steps)
