"""Says in one line what a picture shows: the highest rates, the last ones, and the steps."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lrplot.arithmetic.steps import Range
from lrplot.plots.plot import Plot
from lrplot.plots.sampling import peak

MOST_NAMED = 3
"""So many curves are told of one by one."""

LONGEST = 40
"""The most characters of a label."""


def summary(plot: Plot) -> str:
    """Return what a plot's picture shows; nothing if no picture has been drawn."""
    if not plot.drawn:
        return ""
    known = [*_curves(plot)]
    ends = [(curve.steps[0], curve.steps[-1]) for curve in plot.drawn.values()]
    over = f"steps {min(first for first, _ in ends):.0f} to {max(last for _, last in ends):.0f}"
    if len(known) == 1:
        _, step, top, last = known[0]
        return f"{_top(step, top)}, last {last}; {over}"
    if len(known) <= MOST_NAMED:
        told = [f"{name}: {_top(step, top)}, last {last}" for name, step, top, last in known]
        return "; ".join([*told, over])
    name, step, top, _ = max(known, key=lambda one: -math.inf if math.isnan(one[2]) else one[2])
    lasts = [float(curve.rates[-1]) for curve in plot.drawn.values()]
    known_lasts = [last for last in lasts if not math.isnan(last)] or lasts
    low, high = _rate(min(known_lasts)), _rate(max(known_lasts))
    last = low if low == high else f"{low} to {high}"
    return f"highest {_top(step, top)} ({name}), last {last}; {over}"


def _curves(plot: Plot) -> Iterator[tuple[str, int, float, str]]:
    """Yield the label of every curve, the step of its peak, the rate there, and the last rate."""
    for number, curve in plot.drawn.items():
        steps = Range(int(curve.steps[0]), int(curve.steps[-1]) + 1, plot.steps.stride)
        name = curve.label
        if len(name) > LONGEST:
            name = f"{name[: LONGEST - 1].rstrip()}…"
        step, top = peak(plot.curves[number][1], steps, curve)
        yield name, step, top, _rate(float(curve.rates[-1]))


def _top(step: int, rate: float) -> str:
    return "no peak" if math.isnan(rate) else f"peak {_rate(rate)} at step {step}"


def _rate(rate: float) -> str:
    """Return a rate in four digits, a zero without a sign."""
    return f"{rate + 0.0:.4g}"
