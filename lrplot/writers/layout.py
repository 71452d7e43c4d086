"""Where title and legend go, and the room that they need."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from lrplot.errors import LrplotError
from lrplot.settings import LEGENDS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend

MOST_INSIDE = 10
"""Curves whose names may stand inside the axes."""


def wrapped(axes: Axes, title: str) -> str:
    """Return a title broken into lines that fit over the axes."""
    width = axes.get_window_extent().width / _dpi(axes) * 72
    letter = 0.52 * float(axes.title.get_fontsize())
    return "\n".join(
        textwrap.fill(line, max(12, int(width / letter))) for line in title.split("\n")
    )


def legend(axes: Axes, place: str) -> None:
    """Put the legend where it covers no curve: inside if there is room, else beside or below."""
    if place == "none":
        return
    if place in LEGENDS[4:]:
        axes.legend(loc=cast(Any, place))
        return
    lines = axes.get_lines()
    # limits are found when they are asked for, and the test below does not ask
    axes.get_xlim(), axes.get_ylim()
    if place == "auto" and len(lines) <= MOST_INSIDE:
        for corner in LEGENDS[4:]:
            if not _covers(axes, axes.legend(loc=cast(Any, corner))):
                return
    columns = math.ceil(len(lines) / 20)
    beside = axes.legend(
        loc="upper left", bbox_to_anchor=(1.02, 1.0), borderaxespad=0.0, ncols=columns
    )
    width = axes.get_window_extent().width
    needed = beside.get_window_extent().width
    if place == "below" or (place == "auto" and needed > 0.6 * width):
        columns = max(1, min(len(lines), int(width / needed * columns)))
        below = -3.6 * float(axes.xaxis.label.get_fontsize()) / 72 * _dpi(axes)
        drop = below / axes.get_window_extent().height
        axes.legend(
            loc="upper center", bbox_to_anchor=(0.5, drop), borderaxespad=0.0, ncols=columns
        )


def _dpi(axes: Axes) -> float:
    return float(axes.get_figure(root=True).dpi)  # type: ignore[union-attr]


def _covers(axes: Axes, legend: Legend) -> bool:
    """Tell whether a legend lies on a curve, or beyond the axes."""
    from matplotlib.transforms import Bbox

    pad = 3.0
    box = legend.get_window_extent().extents + np.array([-pad, -pad, pad, pad])
    inside = axes.get_window_extent().extents
    if (box[:2] < inside[:2]).any() or (box[2:] > inside[2:]).any():
        return True
    for line in axes.get_lines():
        path = line.get_transform().transform_path(line.get_path())
        if path.intersects_bbox(Bbox.from_extents(*box), filled=False):
            return True
    return False


def make_room(figure: Figure, axes: Axes, fixed: bool) -> None:
    """Make room for all that stands around the axes: a larger figure, or smaller axes."""
    pad = 0.06
    width, height = figure.get_size_inches()
    box = figure.get_tightbbox()
    left, bottom = max(0.0, pad - box.x0), max(0.0, pad - box.y0)
    right, top = max(0.0, box.x1 + pad - width), max(0.0, box.y1 + pad - height)
    if not any((left, bottom, right, top)):
        return
    frame = axes.get_position()
    x0, x1, y0, y1 = frame.x0 * width, frame.x1 * width, frame.y0 * height, frame.y1 * height
    if fixed:
        x0, x1, y0, y1 = x0 + left, x1 - right, y0 + bottom, y1 - top
        if x1 - x0 < 0.5 or y1 - y0 < 0.4:
            size = f"{width:g}x{height:g}"
            raise LrplotError(f"size: {size} inches leave no room for the labels; make it larger")
    else:
        x0, x1, y0, y1 = x0 + left, x1 + left, y0 + bottom, y1 + bottom
        width, height = width + left + right, height + bottom + top
        figure.set_size_inches(width, height)
    figure.subplots_adjust(x0 / width, y0 / height, x1 / width, y1 / height)
