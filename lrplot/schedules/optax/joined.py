"""Schedules in several parts: a warmup and a decay, cycles of these, any others in a row."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import LrplotError, NestedSchedules, schedule, where
from lrplot.parameters import (
    End,
    Exponent,
    Growth,
    Joints,
    Keywords,
    Peak,
    Plateau,
    Staircase,
    Start,
    Total,
    Warmup,
    like,
)
from lrplot.pieces import Schedule
from lrplot.schedules.optax.decays import Scale, cosine, exponential_decay, linear

Joined = Annotated[tuple[Schedule, ...], like(NestedSchedules, function=True)]


@schedule
def warmup_cosine_decay_schedule(
    init_value: Start,
    peak_value: Peak,
    warmup_steps: Warmup,
    decay_steps: Total,
    end_value: End = 0.0,
    exponent: Exponent = 1.0,
) -> Schedule:
    """A linear warmup from `init_value`, then half a cosine, raised to a power, to `end_value`.

    Keywords: cosine annealing, cosine decay.
    Differs: `decay_steps` includes the warmup, and must be above it. With a peak of 0 the end is
    0 as well.
    Formula: init_value + (peak_value - init_value) * t / warmup_steps up to warmup_steps; then
    end_value + (peak_value - end_value) * ((1 + cos(pi * u)) / 2) ** exponent,
    u = (t - warmup_steps) / (decay_steps - warmup_steps), at most 1.
    Source: optax/schedules/_schedule.py, 0.2.8.
    """
    if decay_steps <= warmup_steps:
        raise LrplotError("decay_steps includes warmup_steps, and must be above it")
    end = end_value if peak_value else 0.0
    decay = cosine(peak_value, end, decay_steps - warmup_steps, exponent)
    return linear(init_value, peak_value, warmup_steps).then(decay, at=warmup_steps)


@schedule
def warmup_exponential_decay_schedule(
    init_value: Start,
    peak_value: Peak,
    warmup_steps: Warmup,
    transition_steps: Scale,
    decay_rate: Growth,
    transition_begin: Plateau = 0.0,
    staircase: Staircase = False,
    end_value: End | None = None,
) -> Schedule:
    """A linear warmup from `init_value`, then the rate times `decay_rate` every so many steps.

    Differs: `transition_begin` counts from the end of the warmup: the peak lasts so long.
    `end_value` bounds the decay, not the warmup. With 0 `transition_steps`, or a `decay_rate`
    of 0, the rate stays at the peak. optax takes negative steps too, as 0; they are refused here.
    Formula: init_value + (peak_value - init_value) * t / warmup_steps up to warmup_steps; then
    peak_value * decay_rate ** p, p = (t - warmup_steps - transition_begin) / transition_steps,
    at least 0, rounded down for stairs; then max(rate, end_value), or min if decay_rate >= 1.
    Source: optax/schedules/_schedule.py, 0.2.8.
    """
    decay = exponential_decay(
        peak_value, transition_steps, decay_rate, transition_begin, staircase, end_value
    )
    return linear(init_value, peak_value, warmup_steps).then(decay, at=warmup_steps)


Cycles = Annotated[
    tuple[tuple[tuple[str, float], ...], ...],
    Keywords(
        "cycles",
        "the parameters of each cycle",
        tuple((p.name, p.role) for p in warmup_cosine_decay_schedule.params),
        tuple(p.name for p in warmup_cosine_decay_schedule.params if p.required),
        many=True,
    ),
]


@schedule
def sgdr_schedule(cosine_kwargs: Cycles) -> Schedule:
    """Cosines with restarts, each a warmup and a cosine with parameters of its own.

    Keywords: warm restarts.
    Differs: each cycle lasts its `decay_steps`, its warmup included; the last one's end is held.
    Formula: cycle j is warmup_cosine_decay_schedule(**cosine_kwargs[j]) at t minus the
    decay_steps of all cycles before it.
    Source: optax/schedules/_schedule.py, 0.2.8; SGDR (arXiv:1608.03983).
    """
    curve: Schedule | None = None
    start = 0.0
    for number, pairs in enumerate(cosine_kwargs, start=1):
        with where(f"cycle {number}"):
            cycle = warmup_cosine_decay_schedule(**dict(pairs))
        curve = curve.then(cycle, at=start) if curve else cycle
        start += dict(pairs)["decay_steps"]
    if curve is None:
        raise LrplotError("cosine_kwargs must have at least one cycle")
    return curve


@schedule
def join_schedules(schedules: Joined, boundaries: Joints) -> Schedule:
    """One schedule after another, each from its own step 0, changing at `boundaries`.

    Keywords: join, concatenate.
    Differs: a boundary is the first step of the next schedule. Boundaries out of order are
    taken one after another, the last that is reached wins; of schedules and boundaries, those
    that have no partner are ignored.
    Example: schedules=[linear_schedule(0.0, 0.001, 1000), cosine_decay_schedule(0.001, 9000)],
        boundaries=[1000]
    Formula: schedules[j](t - boundaries[j - 1]), j the last with t >= boundaries[j - 1]; before
    the first of them schedules[0](t).
    Source: optax/schedules/_join.py, 0.2.8.
    """
    curve = schedules[0]
    for at, after in zip(boundaries, schedules[1:], strict=False):
        curve = curve.then(after, at)
    return curve
