"""Draws the curves of a plot onto matplotlib axes, and saves the picture."""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from lrplot.errors import LrplotError, warn, where
from lrplot.plots.labels import Swept, clean
from lrplot.plots.plan import Plot
from lrplot.plots.sampling import Curve, sample
from lrplot.plots.settings import Settings
from lrplot.plots.tally import LARGEST
from lrplot.writers.figure import fonts, layout, lines, panels, scales, style, ticks, wrap
from lrplot.writers.figure.load import load

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE, YLABEL = "Learning rate schedule", "Learning Rate"
XLABELS = {"steps": "Train Step", "epochs": "Epoch", "samples": "Samples", "tokens": "Tokens"}
EPOCHS = "Epoch"
"""What stands under the x axis where all curves follow a metric that has a value an epoch."""
MOST_CELLS = 1 << 14
MOST_CURVES = 100

SAVED: dict[str, dict[str, Any]] = {
    # repeated bytes only: a third of the time of the usual way, for a tenth more bytes
    "png": {"pil_kwargs": {"compress_level": 1, "compress_type": 3}},
    # without these, a file would tell the hour at which it was drawn
    "svg": {"metadata": {"Date": None}},
    "pdf": {"metadata": {"CreationDate": None}},
}


def write(plot: Plot, stream: BinaryIO, form: str) -> None:
    """Draw the plot and write it as `png`, `svg` or `pdf`; the same plot gives the same bytes."""
    if len(plot.curves) > MOST_CURVES:
        many = f"{len(plot.curves):,} curves are too many for a picture (at most {MOST_CURVES})"
        raise LrplotError(f"{many}; a table has a column for each: -o FILE.csv")
    load()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    settings = with_texts(plot)
    if form != "png":
        # without pixels, the layout must not hang on how many there would be
        settings = replace(settings, dpi=None)
    steps = scales.window(plot.steps, settings)
    texts = _texts(plot, settings)
    with style.look(settings), fonts.covering([text for _, text in texts]) as missing:
        if settings.mathtext:
            wrap.check(texts)
        figure = Figure()
        _check_size(figure, form, settings)
        FigureCanvasAgg(figure)
        every = panels.panels(figure, len(plot.others), settings.size is not None)
        axes = every[0]
        cells = min(MOST_CELLS, math.ceil(figure.bbox.width))
        log = bool(settings.log_x)
        strokes = lines.strokes(len(plot.curves), figure.dpi, plot.swept)
        curves = [
            sample(name, schedule, plot.part(number, steps), cells, log, stroke)
            for number, ((name, schedule), stroke) in enumerate(
                zip(plot.curves, strokes, strict=True)
            )
        ]
        for number, curve in enumerate(curves):
            # of two neighbours at one step, the second is its rate
            own = np.append(np.diff(curve.steps) > 0, True)
            plot.see(number, curve.steps[own], curve.rates[own])
        below = panels.sampled(plot, steps, cells, log, strokes)
        groups = panels.merged(plot, curves, below)
        curves, swept, below = panels.different(plot, curves, below, groups)
        _contents(axes, curves, settings, swept)
        for each, others, row in zip(every[1:], plot.others, below, strict=True):
            _lines(each, row, swept)
            panels.show(each, others.name, row)
        said = [others.said for others in plot.others]
        _fit(every, settings, said)
        _settle(figure, every, settings, said, usual=_usual(plot, axes))
        # a title of the user's may not say what is swept
        known = plot.title.lower() in str(settings.title).lower()
        heading = plot.title if plot.swept and not known else ""
        if _wants_legend(plot.curves, settings):
            from lrplot.writers.figure import legend

            handles = lines.explained(swept) or axes.get_lines()
            if legend.legend(axes, settings, handles, heading, every[-1]):
                _settle(figure, every, settings, said)
        _check_size(figure, form, settings)
        boxes = missing and not (form == "svg" and style.text_is_text())
        # in memory first, so that what the look does wrong is told from a disk that is full
        picture = io.BytesIO()
        figure.savefig(picture, format=form, **SAVED[form])
    if boxes:
        warn(fonts.missed(missing, texts))
    stream.write(picture.getbuffer())


def _texts(plot: Plot, settings: Settings) -> list[tuple[str, str]]:
    """Return the texts of a picture, each with what it is."""
    said = {"title": settings.title, "x label": settings.xlabel, "y label": settings.ylabel}
    labels = [("label", name) for name, _ in plot.curves]
    return [(what, text) for what, text in said.items() if text] + labels


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


def _check_size(figure: Figure, form: str, settings: Settings) -> None:
    theirs = style.theirs(settings)
    with where(str(settings.look)) if theirs else contextlib.nullcontext():
        if theirs:
            layout.check_inches(figure)
        if form == "png":
            layout.check_pixels(figure)


def _settle(
    figure: Figure,
    every: Sequence[Axes],
    settings: Settings,
    said: Sequence[str],
    usual: bool = False,
) -> None:
    """Make room; where that makes the axes smaller, wrap and thin out what stands around them."""
    fixed = settings.size is not None
    # what was left free is used once, or wrapping and making room could go on for ever
    for free in (True, False, False, False, False):
        if not layout.make_room(figure, every, fixed, usual, free) or not fixed:
            return
        _fit(every, settings, said)


def _usual(plot: Plot, axes: Axes) -> bool:
    """Tell whether nothing is asked for that could need more room than the look leaves."""
    settings = plot.settings
    said = (settings.title, settings.xlabel, settings.ylabel, settings.steps_per_epoch)
    sized = (settings.size, settings.xlim)
    return (
        not style.theirs(settings)
        and all(value is None for value in said + sized)
        and "\n" not in axes.get_title()
        and plot.steps.start == 0
        and not plot.others
    )


def draw(axes: Axes, curves: Sequence[Curve], settings: Settings | None = None) -> None:
    """Draw curves onto matplotlib axes, with labels, scales, ticks and a legend.

    The axes keep their own style; `settings` says what is to differ from the defaults.
    """
    settings = settings or Settings()
    _contents(axes, curves, settings)
    _fit([axes], settings)
    if _wants_legend(curves, settings):
        from lrplot.writers.figure import legend

        legend.legend(axes, settings, axes.get_lines())


def _contents(
    axes: Axes, curves: Sequence[Curve], settings: Settings, swept: Sequence[Swept] = ()
) -> None:
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


def _wants_legend(curves: Sequence[Any], settings: Settings) -> bool:
    return settings.legend != "none" and (len(curves) > 1 or settings.legend not in (None, "auto"))


def _fit(every: Sequence[Axes], settings: Settings, said: Sequence[str] = ()) -> None:
    """Wrap titles and choose ticks for the axes' present size; `said` labels those below."""
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
    for each, label in zip(every[1:], said, strict=True):
        panels.fit(each, label)
