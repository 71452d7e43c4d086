"""Draws the curves of a plot onto matplotlib axes, and saves the picture."""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

from lrplot.errors import LrplotError
from lrplot.plots.plot import Plot
from lrplot.plots.sampling import Curve
from lrplot.plots.settings import Settings
from lrplot.writers.figure import canvas, contents, layout, lines, panels, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

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
    with picture(plot, form) as figure:
        # in memory first, so that what the look does wrong is told from a disk that is full
        saved = io.BytesIO()
        figure.savefig(saved, format=form, **SAVED[form])
    stream.write(saved.getbuffer())


@contextlib.contextmanager
def picture(plot: Plot, form: str) -> Iterator[Figure]:
    """Give the figure of a plot, to be saved in its look as `png`, `svg` or `pdf`."""
    check_count(plot, MOST_CURVES)
    settings = contents.with_texts(plot)
    if form != "png":
        # without pixels, the layout must not hang on how many there would be
        settings = replace(settings, dpi=None)
    with canvas.empty(settings, _texts(plot, settings), form) as figure:
        every = panels.panels(figure, len(plot.others), settings.size is not None)
        cells = min(MOST_CELLS, math.ceil(figure.bbox.width))
        strokes = lines.strokes(len(plot.curves), figure.dpi, plot.swept)
        swept = contents.filled(every, plot, settings, cells, strokes)
        _settle(figure, every, settings, plot, usual=_usual(plot, every[0]))
        if contents.wants_legend(plot.curves, settings):
            from lrplot.writers.figure import legend

            handles = lines.explained(swept) or every[0].get_lines()
            heading = contents.heading(plot, settings)
            if legend.legend(every[0], settings, handles, heading, every[-1]):
                _settle(figure, every, settings, plot)
        canvas.check_size(figure, form, settings)
        yield figure


@contextlib.contextmanager
def line(curve: Curve, form: str) -> Iterator[Figure]:
    """Give the figure of a curve as it was sampled, under its label."""
    settings = Settings(title=curve.label)
    with canvas.empty(settings, [("label", curve.label)], form) as figure:
        axes = figure.add_subplot()
        contents.contents(axes, [curve], settings)
        contents.fit([axes], settings)
        _settle(figure, [axes], settings)
        yield figure


def check_count(plot: Plot, most: int) -> None:
    """Refuse more curves than a picture can tell apart."""
    if len(plot.curves) > most:
        many = f"{len(plot.curves):,} curves are too many for a picture (at most {most})"
        raise LrplotError(f"{many}; a table has a column for each: -o FILE.csv")


def _texts(plot: Plot, settings: Settings) -> list[tuple[str, str]]:
    """Return the texts of a picture, each with what it is."""
    said = {"title": settings.title, "x label": settings.xlabel, "y label": settings.ylabel}
    labels = [("label", name) for name, _ in plot.curves]
    return [(what, text) for what, text in said.items() if text] + labels


def _settle(
    figure: Figure,
    every: Sequence[Axes],
    settings: Settings,
    plot: Plot | None = None,
    usual: bool = False,
) -> None:
    """Make room; where that makes the axes smaller, wrap and thin out what stands around them."""
    fixed = settings.size is not None
    # what was left free is used once, or wrapping and making room could go on for ever
    for free in (True, False, False, False, False):
        if not layout.make_room(figure, every, fixed, usual, free) or not fixed:
            return
        contents.fit(every, settings, plot)


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

    >>> import lrplot
    >>> from matplotlib.figure import Figure
    >>> axes, noam = Figure().subplots(), lrplot.read("noam").schedule()
    >>> curve = lrplot.sample("noam", noam, lrplot.Range(0, 40_000))
    >>> lrplot.draw(axes, [curve], lrplot.Settings(title="A warmup"))
    >>> axes.get_title(), axes.get_xlabel()
    ('A warmup', 'Train Step')
    """
    if not curves:
        raise LrplotError("there is no curve to draw; lrplot.sample makes one of a schedule")
    settings = settings or Settings()
    contents.contents(axes, curves, settings)
    contents.fit([axes], settings)
    if contents.wants_legend(curves, settings):
        from lrplot.writers.figure import legend

        legend.legend(axes, settings, axes.get_lines())
