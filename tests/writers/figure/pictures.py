"""Draws pictures, and reads off their artists what they show."""

from __future__ import annotations

import io
from typing import Any
from unittest import mock

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lrplot.plots.plan import Plan
from lrplot.plots.settings import Settings
from lrplot.specs import grammar
from lrplot.writers.figure import draw


def drawn(*words: str, form: str = "png", **settings: Any) -> Axes:
    """Return the axes that `write` has drawn."""
    plot = Plan(tuple(grammar.read(word) for word in words), Settings(**settings)).plot()
    figures: list[Figure] = []

    def keep(self: Figure, *args: Any, **kwargs: Any) -> None:
        figures.append(self)
        save(self, *args, **kwargs)

    save = Figure.savefig
    with mock.patch.object(Figure, "savefig", keep):
        stream = io.BytesIO()
        draw.write(plot, stream, form)
    assert stream.getvalue()
    return figures[0].axes[0]


def labels(axes: Axes) -> list[str]:
    legend = axes.get_legend()
    return [text.get_text() for text in legend.get_texts()] if legend else []


def ticks(axis: Any) -> list[str]:
    low, high = sorted(axis.get_view_interval())
    places = zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=True)
    return [text.get_text() for at, text in places if low <= at <= high]


def covered(axes: Axes) -> list[str]:
    """Return which curves have a point under the legend, by walking along each in half pixels."""
    box = axes.get_legend().get_window_extent()
    found = []
    for line in axes.get_lines():
        points = axes.transData.transform(line.get_xydata())
        points = np.clip(points[np.isfinite(points).all(axis=1)], -1e5, 1e5)
        along = np.concatenate([[0], np.cumsum(np.abs(np.diff(points, axis=0)).sum(axis=1))])
        walk = np.linspace(0, along[-1], int(2 * along[-1]) + 2)
        x, y = (np.interp(walk, along, points[:, i]) for i in (0, 1))
        if ((x > box.x0) & (x < box.x1) & (y > box.y0) & (y < box.y1)).any():
            found.append(str(line.get_label()))
    return found


def uncut(axes: Axes) -> bool:
    """Tell whether all that is drawn lies on the page."""
    page = axes.get_figure()
    assert isinstance(page, Figure)
    (width, height), used, slack = page.get_size_inches(), page.get_tightbbox(), 1.5 / page.dpi
    return min(used.x0, used.y0) > -slack and used.x1 < width + slack and used.y1 < height + slack
