"""Writes what stands around the curves: axes, ticks, labels, a title, as the image has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lrplot.errors import LrplotError
from lrplot.plots.plot import Plot
from lrplot.plots.settings import Settings
from lrplot.writers.figure import contents
from lrplot.writers.figure.panels import PART
from lrplot.writers.terminal.dots import HIGH, WIDE
from lrplot.writers.terminal.page import Page, cells
from lrplot.writers.terminal.screen import Screen

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.transforms import Transform

POINTS = 72
"""A dot is a point of matplotlib's, of which an inch has so many."""

EM = 3.5
"""The size of texts in dots: what measures texts takes a letter to be 0.57 of it wide."""

FLAT = 0.33
"""How high a picture is to its width, in letters: as an image is, but a letter stands upright."""

BELOW = 2
"""Rows of the terminal for what is said below a picture, and for what is typed next."""

LEAST_COLUMNS, LEAST_ROWS = 16, 4
"""The fewest between the axes."""

PLAIN = str.maketrans("│┤└─┬", "|++-+")
"""What axes are drawn with where there are no letters for lines."""


@dataclass(frozen=True)
class Panel:
    """Axes, and the rows of the page that their curves have."""

    axes: Axes
    top: int
    rows: int

    def row(self, at: float) -> int:
        """Return the row of a number on the upright axis."""
        axes = self.axes
        y = float(axes.transData.transform((axes.get_xlim()[0], at))[1])
        part = (y - axes.bbox.y0) / axes.bbox.height
        return int(self.top + self.rows - 1 - round(part * (HIGH * self.rows - 1)) // HIGH)


@dataclass(frozen=True)
class Frame:
    """Where the curves stand on a page, and what stands around them."""

    panels: tuple[Panel, ...]
    screen: Screen
    left: int
    columns: int

    @property
    def over(self) -> int:
        """The first row below all that stands around the curves."""
        lowest = self.panels[-1]
        return lowest.top + lowest.rows + 2 + len(_lines(lowest.axes.get_xlabel()))

    def write(self, page: Page) -> None:
        """Write what stands around the curves."""
        first, lowest, middle = self.panels[0], self.panels[-1], self.left + self.columns // 2
        for row, line in enumerate(_lines(first.axes.get_title())):
            page.centered(row, middle, self.screen.letters(line))
        for top in first.axes.child_axes:
            page.put(first.top - 1, 0, self.screen.letters(top.get_xlabel()))
            for at, text in _ticks(top.xaxis):
                page.centered(first.top - 1, self._column(at, top.transData), text)
        for panel in self.panels:
            label = " ".join(_lines(panel.axes.get_ylabel()))
            page.put(panel.top - 1 - len(panel.axes.child_axes), 0, self.screen.letters(label))
            self._axes(page, panel)
            for said in panel.axes.texts:
                page.centered(panel.top + panel.rows // 2, middle, said.get_text())
        bottom = lowest.top + lowest.rows + 1
        for at, text in _ticks(lowest.axes.xaxis):
            page.centered(bottom, self._column(at, lowest.axes.transData), text)
        for row, line in enumerate(_lines(lowest.axes.get_xlabel()), bottom + 1):
            page.centered(row, middle, self.screen.letters(line))

    def _axes(self, page: Page, panel: Panel) -> None:
        """Write the lines of a panel's axes, and the numbers at the upright one."""
        left, bottom, axes = self.left, panel.top + panel.rows, panel.axes
        plain = {} if self.screen.dots else PLAIN
        for row in range(panel.top, bottom):
            page.put(row, left - 1, "│".translate(plain))
        for at, text in _ticks(axes.yaxis):
            page.put(panel.row(at), left - 2 - len(text), f"{text} ┤".translate(plain))
        page.put(bottom, left - 1, ("└" + "─" * self.columns).translate(plain))
        for at, _ in _ticks(self.panels[-1].axes.xaxis):
            page.put(bottom, self._column(at, axes.transData), "┬".translate(plain))

    def _column(self, at: float, data: Transform) -> int:
        """Return the column of a number on an x axis, which `data` takes to dots."""
        axes = self.panels[0].axes
        x = float(data.transform((at, axes.get_ylim()[0]))[0])
        part = (x - axes.bbox.x0) / axes.bbox.width
        return int(self.left + round(part * (WIDE * self.columns - 1)) // WIDE)


def fitted(
    every: Sequence[Axes], settings: Settings, plot: Plot, screen: Screen, below: int
) -> Frame:
    """Make axes as large as the screen lets them be, with so many rows `below` for a legend."""
    height = max(10, min(screen.height - BELOW, round(FLAT * screen.width)))
    left, columns, rows = 2, max(screen.width - 10, LEAST_COLUMNS), [LEAST_ROWS] * len(every)
    first, lowest = every[0], every[-1]
    for _ in range(5):
        _place(every, columns, rows)
        contents.fit(every, settings, plot)
        heads = [top.get_xlabel() for top in first.child_axes]
        texts = [text for axes in every for _, text in _ticks(axes.yaxis)]
        left = max([left, *(len(cells(text)) + 2 for text in [*texts, *heads])])
        wide = screen.width - left
        if wide < LEAST_COLUMNS:
            few = f"the terminal has {screen.width} columns; a picture needs {left + LEAST_COLUMNS}"
            raise LrplotError(f"{few}: --at 0,peak,last prints numbers")
        top = len(_lines(first.get_title())) + len(heads) + bool(first.get_ylabel())
        others = len(every) - 1
        # each of the others has a label above, and all have a line below
        free = height - below - top - 2 * others - 2 - len(_lines(lowest.get_xlabel()))
        high = [max(LEAST_ROWS, round(free / (1 + PART * others)))]
        high += [max(LEAST_ROWS, (free - high[0]) // max(others, 1))] * others
        if (wide, high) == (columns, rows):
            break
        columns, rows = wide, high
    panels = []
    for axes, count in zip(every, rows, strict=True):
        panels.append(Panel(axes, top, count))
        top += count + 2
    return Frame(tuple(panels), screen, left, columns)


def _place(every: Sequence[Axes], columns: int, rows: Sequence[int]) -> None:
    """Give axes so many letters, those of the first at the top of their figure."""
    figure = every[0].get_figure(root=True)
    assert figure is not None
    figure.set_size_inches(WIDE * columns / POINTS, HIGH * sum(rows) / POINTS)
    low = sum(rows)
    for axes, count in zip(every, rows, strict=True):
        low -= count
        axes.set_position((0.0, low / sum(rows), 1.0, count / sum(rows)))


def _lines(text: str) -> Sequence[str]:
    return text.split("\n") if text.strip() else []


def _ticks(axis: Axis) -> list[tuple[float, str]]:
    """Return where the ticks of an axis are that have a text, and their texts."""
    # an axis on top learns its limits here, as when it is drawn
    axis.axes.apply_aspect()
    places = [float(at) for at in axis.get_majorticklocs()]
    texts = axis.get_major_formatter().format_ticks(places)
    return [(at, text) for at, text in zip(places, texts, strict=True) if text]
