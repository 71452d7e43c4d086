"""Puts the curves of a plot onto matplotlib axes, with the labels and ticks around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from lrplot.plots.labels import Swept, clean
from lrplot.plots.plot import Plot
from lrplot.plots.sampling import Curve, sample
from lrplot.plots.settings import Settings
from lrplot.plots.tally import LARGEST
from lrplot.writers.figure import layout, lines, panels, scales, ticks, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TITLE, YLABEL = "Learning rate schedule", "Learning Rate"
XLABELS = {"steps": "Train Step", "epochs": "Epoch", "samples": "Samples", "tokens": "Tokens"}
EPOCHS = "Epoch"
"""What stands under the x axis where all curves follow a metric that has a value an epoch."""


def with_texts(plot: Plot) -> Settings:
    """Return the settings with the texts that say themselves."""
    settings = plot.settings
    title, xlabel = settings.title, settings.xlabel
    if title is None:
        # on paper, the caption says it
        title = "" if settings.look == "print" else plot.title or TITLE
    if xlabel is None and plot.in_epochs:
        xlabel = EPOCHS
    return replace(settings, title=title, xlabel=xlabel)


def heading(plot: Plot, settings: Settings) -> str:
    """Return what stands above the legend of a sweep whose title does not say what is swept."""
    known = plot.title.lower() in str(settings.title).lower()
    return plot.title if plot.swept and not known else ""


def filled(
    every: Sequence[Axes], plot: Plot, settings: Settings, cells: int, strokes: Sequence[int]
) -> tuple[Swept, ...]:
    """Put a plot onto axes, those of its rates and those beneath; return what a sweep varies.

    They have so many `cells` beside each other, and lines are `strokes` of them wide. Curves that
    are equal are one line.
    """
    steps, log = scales.window(plot.steps, settings), bool(settings.log_x)
    curves = [
        sample(name, schedule, plot.part(number, steps), cells, log, stroke)
        for number, ((name, schedule), stroke) in enumerate(zip(plot.curves, strokes, strict=True))
    ]
    for number, curve in enumerate(curves):
        drawn = plot.draws(number, curve)
        plot.see(number, drawn.steps, drawn.rates)
    below = panels.sampled(plot, steps, cells, log, strokes)
    groups = panels.merged(plot, curves, below)
    curves, swept, below = panels.different(plot, curves, below, groups)
    contents(every[0], curves, settings, swept)
    for each, others, row in zip(every[1:], plot.others, below, strict=True):
        _lines(each, row, swept)
        panels.show(each, others.name, row)
    fit(every, settings, plot)
    return swept


def contents(
    axes: Axes, curves: Sequence[Curve], settings: Settings, swept: Sequence[Swept] = ()
) -> None:
    """Put curves onto axes, with their scales, but no labels or ticks."""
    curves = [
        replace(curve, rates=np.where(np.abs(curve.rates) <= LARGEST, curve.rates, np.nan))
        for curve in curves
    ]
    _lines(axes, curves, swept)
    scales.scales(axes, curves, settings)
    if settings.steps_per_epoch and settings.x != "epochs":
        scales.epochs(axes, settings.steps_per_epoch)


def _lines(axes: Axes, curves: Sequence[Curve], swept: Sequence[Swept]) -> None:
    for curve, own in zip(curves, lines.styles(len(curves), swept), strict=True):
        rates = curve.rates
        label = clean(" ".join(curve.label.split())) or " "
        (line,) = axes.plot(curve.steps, rates, label=label, snap=False, **own)
        there = np.isfinite(np.concatenate([[np.nan], rates, [np.nan]]))
        lone = np.flatnonzero(there[1:-1] & ~there[:-2] & ~there[2:])
        if lone.size:
            # a line through one point has no length
            size = 4 + 2 * line.get_linewidth()
            line.set(marker="o", markersize=size, markevery=lone.tolist())


def wants_legend(curves: Sequence[Any], settings: Settings) -> bool:
    """Tell whether so many curves need a legend, or one is asked for."""
    return settings.legend != "none" and (len(curves) > 1 or settings.legend not in (None, "auto"))


def fit(every: Sequence[Axes], settings: Settings, plot: Plot | None = None) -> None:
    """Wrap titles and choose ticks for the axes' present size, those beneath as the plot says."""
    axes, lowest = every[0], every[-1]
    math = bool(settings.mathtext)
    for text, given, default, side in (
        (axes.title, settings.title, TITLE, "width"),
        (lowest.xaxis.label, settings.xlabel, XLABELS[settings.x or "steps"], "width"),
        (axes.yaxis.label, settings.ylabel, YLABEL, "height"),
    ):
        text.set_parse_math(math)
        room = layout.ems(axes, float(text.get_fontsize()), side)
        text.set_text(wrap.wrapped(clean(default if given is None else given), room, math))
    counted = settings.x in (None, "steps")
    ticks.place(lowest, lowest.xaxis, ticks.steps, whole=counted, scale=1 / settings.per_step)
    ticks.place(axes, axes.yaxis, ticks.rates)
    for top in axes.child_axes:
        ticks.place(axes, top.xaxis, ticks.numbers, scale=settings.steps_per_epoch or 1.0)
    for each, others in zip(every[1:], plot.others if plot else (), strict=True):
        panels.fit(each, others.said)
