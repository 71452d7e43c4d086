"""Chooses the steps that a page has, and packs their rates."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lrplot.arithmetic.arrays import Array
from lrplot.arithmetic.steps import Range
from lrplot.plots.labels import Swept, clean, varied
from lrplot.plots.origins import named
from lrplot.plots.plot import Plot
from lrplot.plots.sampling import FINE, Curve, sample
from lrplot.plots.settings import Settings
from lrplot.plots.tally import LARGEST
from lrplot.writers.figure import contents, panels, scales
from lrplot.writers.figure.palette import Palette

CELLS = 1280
"""Into how many cells a range is cut: more than the chart has columns of pixels."""

LOGGED = 240
"""How many steps are added that stand evenly on a logarithmic axis."""

MOST = 400_000
"""About so many rates are the most: of many curves full of cycles each has fewer columns."""

FEWEST = 16
"""No fewer cells than these."""


@dataclass(frozen=True)
class Panel:
    """One chart of a page: the rates, or what else of the optimizers is shown beneath them."""

    name: str
    said: str
    curves: tuple[Curve, ...]
    """Each sampled for itself: it says where a curve jumps."""
    values: tuple[Array, ...]
    """The values of each curve at the steps that all of them have."""


@dataclass(frozen=True)
class Slider:
    """A parameter that a sweep varies, its values in order, and which of them each curve has."""

    key: str
    values: tuple[str, ...]
    of: tuple[tuple[int | None, ...], ...]
    """Several places of a curve that stands for several; None of one outside the sweep."""


@dataclass(frozen=True)
class Sampled:
    """What a page shows: curves, those that are equal as one, at steps that all of them have."""

    steps: Array
    groups: tuple[tuple[int, ...], ...]
    """The numbers of the plot's curves that each curve stands for."""
    panels: tuple[Panel, ...]
    swept: tuple[Swept, ...]
    """What a sweep varies between the curves, by which they have their colours."""
    sliders: tuple[Slider, ...]
    range: Range
    """What the steps are of: what the page shows when it is opened."""

    @property
    def labels(self) -> list[str]:
        """What each curve is called."""
        return [curve.label for curve in self.panels[0].curves]

    @property
    def whole(self) -> bool:
        """Whether every step of the range is among the steps."""
        return self.steps.size == len(self.range)


def sampled(plot: Plot, said: str) -> Sampled:
    """Return the curves of a plot at steps that all of them have, every breakpoint among them.

    `said` is what the axis of the rates is called.
    """
    steps = scales.window(plot.steps, replace(plot.settings, log_x=None))
    (curves, *below), at = _chosen(plot, steps)
    numbers = range(len(curves))
    for number, curve in enumerate(curves):
        plot.draws(number, curve)
    rates = [_drawn(plot.rates(number, at)) for number in numbers]
    groups = panels.merged(plot, curves, below)
    curves, swept, below = panels.different(plot, curves, below, groups)
    firsts = [group[0] for group in groups]
    made = [Panel("rate", said, tuple(curves), tuple(rates[first] for first in firsts))]
    for others, row in zip(plot.others, below, strict=True):
        values = (np.where(at < plot.end(n), others.schedules[n](at), np.nan) for n in firsts)
        made.append(Panel(others.name, others.said, tuple(row), tuple(map(_drawn, values))))
    sliders = _sliders(plot, groups)
    return Sampled(at, tuple(map(tuple, groups)), tuple(made), swept, sliders, steps)


def _chosen(plot: Plot, steps: Range) -> tuple[list[list[Curve]], Array]:
    """Return the curves of each panel, and the steps of all of them."""
    rows = [[schedule for _, schedule in plot.curves], *(each.schedules for each in plot.others)]
    names = [name for name, _ in plot.curves]
    count, cells, few = len(steps), CELLS, len(rows) * len(names)
    fine = max(1, FINE // few)
    even = np.linspace(0, count - 1, min(count, fine * CELLS + 1))
    logged = np.geomspace(1, count, min(count, LOGGED)) - 1
    shared = steps.at(np.unique(np.floor(np.concatenate([even, logged]))))
    while True:
        found = [
            [
                sample(name, schedule, plot.part(number, steps), cells, fine=fine)
                for number, (name, schedule) in enumerate(zip(names, row, strict=True))
            ]
            for row in rows
        ]
        own = [curve.steps for row in found for curve in row]
        at = np.unique(np.concatenate([shared, *own]))
        if at.size * few <= MOST or cells <= FEWEST:
            return found, at
        cells //= 2


def _drawn(rates: Array) -> Array:
    """Return the rates that can be drawn; NaN for others."""
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(rates) <= LARGEST, rates, np.nan)


def told(plot: Plot, sampled: Sampled, settings: Settings, palette: Palette) -> dict[str, Any]:
    """Return what the script is told of a plot."""
    unit = "epochs" if plot.in_epochs else settings.x or "steps"
    return {
        "unit": unit,
        "perStep": settings.per_step,
        "stepsPerEpoch": None if unit == "epochs" else settings.steps_per_epoch,
        "xLabel": clean(contents.XLABELS[unit] if settings.xlabel is None else settings.xlabel),
        "panels": [{"name": each.name, "label": clean(each.said)} for each in sampled.panels],
        "logX": bool(settings.log_x),
        "logY": bool(settings.log_y),
        "xLimits": settings.xlim,
        "yLimits": settings.ylim,
        "curves": [
            {
                "label": label,
                "words": [clean(plot.specs[number].paste()) for number in group],
                "jumps": [_jumps(each.curves[n], sampled.steps) for each in sampled.panels],
                "dash": line.dash,
                "width": line.width,
                "above": line.above,
            }
            for n, (label, group, line) in enumerate(
                zip(sampled.labels, sampled.groups, palette.lines, strict=True)
            )
        ],
        "swept": [{"values": each.values, "of": each.of} for each in sampled.sliders],
        "count": sampled.steps.size,
        "packed": _packed(
            [sampled.steps, *(row for each in sampled.panels for row in each.values)]
        ),
    }


def _sliders(plot: Plot, groups: Sequence[Sequence[int]]) -> tuple[Slider, ...]:
    """Return a slider for each parameter of the one sweep, other curves beside it or not."""
    swept, numbers = varied(named(plot.specs))
    made = []
    for each in swept:
        values = _ordered(each)
        places = {n: values.index(text) for n, text in zip(numbers, each.texts, strict=True)}
        of = tuple(tuple(places.get(number) for number in group) for group in groups)
        made.append(Slider(each.key, tuple(values), of))
    return tuple(made)


def _ordered(swept: Swept) -> list[str]:
    """Return the values of a sweep as texts, each once; numbers in their order."""
    values = dict(zip(swept.texts, swept.values, strict=True))
    if all(type(value) in (int, float) for value in values.values()):
        return sorted(values, key=lambda text: values[text])
    return list(values)


def _jumps(curve: Curve, steps: Array) -> list[int]:
    """Return the places of the steps at which a curve jumps, which is drawn vertical."""
    at = np.unique(curve.steps[1:][np.diff(curve.steps) == 0])
    return [int(place) for place in np.searchsorted(steps, at)]


def _packed(rows: Sequence[Array]) -> str:
    """Return rows of float64 as text: the first bytes of all, then the second, compressed."""
    raw = np.concatenate(rows).astype("<f8").tobytes()
    planes = np.frombuffer(raw, np.uint8).reshape(-1, 8).T.tobytes()
    return base64.b64encode(zlib.compress(planes, 9)).decode()
