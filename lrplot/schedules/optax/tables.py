"""Schedules given by values at steps: each is kept, or a line or a cosine leads to the next."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, final

from lrplot.catalogue import schedule
from lrplot.parameters import (
    At,
    Choice,
    EndDivisor,
    Factor,
    Fraction,
    Pairs,
    Peak,
    StartDivisor,
    Total,
    WarmupFraction,
    like,
)
from lrplot.pieces import (
    LINEAR,
    Array,
    Cosine,
    Interpolant,
    PiecewiseConstant,
    Schedule,
    np,
    within,
)

Scales = Annotated[
    tuple[tuple[float, float], ...],
    Pairs(
        "scales",
        "at which steps the rate is multiplied, and by what",
        like(At, sample=10_000),
        like(Factor, sample=0.1),
        ((10_000, 0.5), (20_000, 0.1)),
    ),
]
Kind = Annotated[str, Choice("interpolation", "the way between two values", ("linear", "cosine"))]
WAYS: dict[str, Interpolant] = {"linear": LINEAR, "cosine": Cosine()}


@final
@dataclass(frozen=True)
class Path(Schedule):
    """From each value to the next along an interpolant, each at its step; then level.

    A stretch shorter than one step is walked as if it took one, and cut off.
    """

    steps: tuple[float, ...]
    levels: tuple[float, ...]
    interpolant: Interpolant

    def values(self, x: Array) -> Array:
        steps, values = np.array(self.steps), np.array(self.levels)
        at = np.maximum(np.searchsorted(steps, x, side="right") - 1, 0)
        after = np.minimum(at + 1, steps.size - 1)
        length = np.maximum(steps[after] - steps[at], 1.0)
        done = self.interpolant(np.clip((x - steps[at]) / length, 0.0, 1.0))
        out: Array = values[at] * (1.0 - done) + values[after] * done
        return out

    def breaks(self, edges: Array) -> Array:
        return within(edges, *self.steps)

    @property
    def end(self) -> float:
        return self.steps[-1]


def scaled(first: float, scales: Iterable[tuple[float, float]]) -> tuple[float, ...]:
    """Return a rate and what is left of it after each of the scales, in the order of the steps."""
    factors = (scale for _, scale in sorted(dict(scales).items()))
    return tuple(itertools.accumulate(factors, operator.mul, initial=first))


def path(kind: str, first: float, scales: Mapping[float, float]) -> Schedule:
    """Return the way through a rate at step 0, multiplied by a scale at each step."""
    return Path((0.0, *sorted(scales)), scaled(first, scales.items()), WAYS[kind])


@schedule
def piecewise_constant_schedule(
    init_value: Peak, boundaries_and_scales: Scales | None = None
) -> Schedule:
    """The rate, multiplied by a scale at each boundary.

    Keywords: step decay, multi-step.
    Differs: each scale multiplies what those before it left, not the first rate. A boundary is
    the first step of its new value. Boundaries may stand in any order.
    Example: boundaries_and_scales={1000:0.5,2000:0.2}
    Formula: init_value times every scale whose boundary is at most t.
    Source: optax/schedules/_schedule.py, 0.2.8.
    """
    scales = dict(boundaries_and_scales or ())
    return PiecewiseConstant(tuple(sorted(scales)), scaled(init_value, scales.items()))


@schedule
def piecewise_interpolate_schedule(
    interpolate_type: Kind, init_value: Peak, boundaries_and_scales: Scales | None = None
) -> Schedule:
    """The rate, multiplied by a scale at each boundary, with lines or cosines in between.

    Differs: each scale multiplies what those before it left, not the first rate. A boundary 0
    jumps at once. Boundaries may stand in any order.
    Example: boundaries_and_scales={1000:0.5,2000:0.2}
    Formula: v + (w - v) * g(u) from the last boundary a to the next, b; v and w are init_value
    times every scale up to each, u = (t - a) / (b - a), g(u) = u or (1 - cos(pi * u)) / 2.
    Source: optax/schedules/_schedule.py, 0.2.8.
    """
    return path(interpolate_type, init_value, dict(boundaries_and_scales or ()))


@schedule
def linear_onecycle_schedule(
    transition_steps: Total,
    peak_value: Peak,
    pct_start: WarmupFraction = 0.3,
    pct_final: Fraction = 0.85,
    div_factor: StartDivisor = 25.0,
    final_div_factor: EndDivisor = 1e4,
) -> Schedule:
    """Lines up to `peak_value`, back down as far, and on down to the end.

    Keywords: 1cycle, one cycle, super-convergence.
    Where: pct_final: the part of the total at which the last way down begins.
    Differs: the phases change at whole steps, rounded down. Where two of them fall on one step
    the later wins: with a `pct_final` of 1 the end is peak_value / final_div_factor. torch ends
    a step earlier, and its peak is a step earlier too.
    Formula: lines through peak_value / div_factor at step 0, peak_value at
    int(pct_start * transition_steps), peak_value / div_factor at
    int(pct_final * transition_steps), and peak_value / (div_factor * final_div_factor) at
    transition_steps.
    Source: optax/schedules/_schedule.py, 0.2.8; arXiv:1708.07120.
    """
    scales = {
        float(int(pct_start * transition_steps)): div_factor,
        float(int(pct_final * transition_steps)): 1.0 / div_factor,
        transition_steps: 1.0 / final_div_factor,
    }
    return path("linear", peak_value / div_factor, scales)


@schedule
def cosine_onecycle_schedule(
    transition_steps: Total,
    peak_value: Peak,
    pct_start: WarmupFraction = 0.3,
    div_factor: StartDivisor = 25.0,
    final_div_factor: EndDivisor = 1e4,
) -> Schedule:
    """Half a cosine up to `peak_value`, and half a cosine down to the end.

    Keywords: 1cycle, super-convergence.
    Differs: the peak is on a whole step, rounded down. torch ends a step earlier, and its peak
    is a step earlier too. With a `pct_start` of 1 there is no peak: the rate only falls.
    Formula: half cosines through peak_value / div_factor at step 0, peak_value at
    int(pct_start * transition_steps), and peak_value / (div_factor * final_div_factor) at
    transition_steps.
    Source: optax/schedules/_schedule.py, 0.2.8; arXiv:1708.07120.
    """
    scales = {
        float(int(pct_start * transition_steps)): div_factor,
        float(int(transition_steps)): 1.0 / (div_factor * final_div_factor),
    }
    return path("cosine", peak_value / div_factor, scales)
