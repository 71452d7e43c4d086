"""Draws a picture in letters: the axes, ticks and curves of an image, in dots of braille."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from lrplot.analysis.summary import summary
from lrplot.errors import one_line
from lrplot.plots.plot import Plot
from lrplot.plots.settings import Settings
from lrplot.writers.figure import contents, draw, style
from lrplot.writers.figure.legend import INSIDE, MOST_INSIDE
from lrplot.writers.figure.load import load
from lrplot.writers.terminal import dots
from lrplot.writers.terminal.frame import EM, POINTS, Frame, fitted
from lrplot.writers.terminal.legend import Entry, inside, legend
from lrplot.writers.terminal.page import Page, cells
from lrplot.writers.terminal.screen import Screen, readable, screen

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

MARKS = string.ascii_letters + string.digits
"""What tells curves apart without colours."""

CELLS = 4
"""Cells that are sampled beside each other for a dot: with one, a line that fills all has gaps."""


def write(plot: Plot, stream: BinaryIO) -> None:
    """Draw the plot in letters that the stream can show."""
    draw.check_count(plot, len(MARKS))
    load()
    import matplotlib
    from matplotlib.figure import Figure

    shown = screen(stream)
    settings = replace(contents.with_texts(plot), size=None, dpi=None, mathtext=None)
    with style.look(settings):
        rc = matplotlib.rcParams
        rc["axes.titlesize"] = rc["axes.labelsize"] = EM
        rc["xtick.labelsize"] = rc["ytick.labelsize"] = EM
        rc["figure.dpi"] = POINTS
        figure = Figure()
        every = [figure.add_axes((0.0, 0.0, 1.0, 1.0))]
        every += [figure.add_axes((0.0, 0.0, 1.0, 1.0), sharex=every[0]) for _ in plot.others]
        cells, strokes = CELLS * dots.WIDE * shown.width, [1] * len(plot.curves)
        contents.filled(every, plot, settings, cells, strokes)
        if stream.isatty():
            shown = replace(shown, height=shown.height - _more_below(plot, shown))
        page = _page(every, settings, plot, shown)
    stream.write(page.text().encode(shown.encoding))


def _more_below(plot: Plot, shown: Screen) -> int:
    """Return how many rows, but for the first, what is said below the picture has."""
    return max(0, len(cells(one_line(summary(plot)))) - 1) // shown.width


def _page(every: Sequence[Axes], settings: Settings, plot: Plot, shown: Screen) -> Page:
    """Return the picture, its legend where it covers no curve, or below."""
    frame, page = fitted(every, settings, plot, shown, 0), Page(shown.width)
    letters, codes = _letters(frame), _codes(every[0], settings, shown)
    place, spot, of = settings.legend or "auto", None, Page(0)
    if contents.wants_legend(plot.curves, settings):
        entries = _entries(every[0], codes, shown)
        heading = shown.letters(contents.heading(plot, settings))
        if place in INSIDE or (place == "auto" and len(entries) <= MOST_INSIDE):
            of = legend(entries, heading, frame.columns - 2, beside=False)
            spot = inside(of, np.bitwise_or.reduce(letters[0]) > 0, place)
        if not spot:
            of = legend(entries, heading, shown.width, beside=True)
            frame = fitted(every, settings, plot, shown, len(of.rows))
            letters = _letters(frame)
    frame.write(page)
    for panel, its in zip(frame.panels, letters, strict=True):
        _curves(page, panel.top, frame, its, codes)
    if spot:
        page.paste(frame.panels[0].top + spot[0], frame.left + spot[1], of)
    elif of.rows:
        page.paste(frame.over, max(0, (shown.width - of.widest) // 2), of)
    return page


def _codes(axes: Axes, settings: Settings, shown: Screen) -> list[str]:
    """Return what makes a terminal write in the colour of each curve."""
    from matplotlib.colors import to_rgb

    colors = [to_rgb(line.get_color()) for line in axes.get_lines()]
    # a look that is asked for is for a ground that whoever asks for it knows
    own = colors if settings.look else map(readable, colors)
    return [shown.code(color) if shown.colors else "" for color in own]


def _entries(axes: Axes, codes: Sequence[str], shown: Screen) -> list[Entry]:
    labels = [shown.letters(str(line.get_label())) for line in axes.get_lines()]
    line = "⠤" if shown.dots else "-"
    marks = MARKS if len(labels) > 1 else line
    return [
        Entry(f"{line}{mark}{line}", code, label)
        for mark, code, label in zip(marks, codes, labels, strict=False)
    ]


def _letters(frame: Frame) -> list[NDArray[np.uint8]]:
    """Return for each panel the letters of every curve, by their numbers."""
    return [
        np.array([dots.dotted(line, frame.columns, each.rows) for line in each.axes.get_lines()])
        for each in frame.panels
    ]


def _curves(
    page: Page, top: int, frame: Frame, letters: NDArray[np.uint8], codes: Sequence[str]
) -> None:
    """Write the curves of a panel; where they run together, they have the letters in turn."""
    together = np.bitwise_or.reduce(letters)
    for row, column in np.argwhere(together).tolist():
        here = np.flatnonzero(letters[:, row, column])
        own = int(here[(row + column) % here.size])
        letter = chr(dots.BRAILLE + int(together[row, column]))
        if not frame.screen.dots:
            letter = MARKS[own] if len(codes) > 1 else "*"
        page.put(top + row, frame.left + column, letter, codes[own])
    for number, code in enumerate(codes if len(codes) > 1 else ()):
        for row, column in dots.marked(letters[number], number, len(codes)):
            page.put(top + row, frame.left + column, MARKS[number], code)
