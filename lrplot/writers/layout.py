"""Where texts and the legend go, and the room that they need."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING, Any, cast

from lrplot.errors import LrplotError
from lrplot.settings import LEGENDS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend

MOST_INSIDE = 10
"""Curves whose names may stand inside the axes."""
WIDEST = 27.0
"""The widest line of a legend's label, in ems."""
MOST_PIXELS, LONGEST_SIDE = 100e6, 2**16
"""The largest picture, and the longest side that matplotlib can draw."""

_pieces = re.compile(r"\s+|[^\s,;:/|&]*[,;:/|&]+|[^\s,;:/|&]+")


def wrapped(text: str, ems: float) -> str:
    """Return a text in lines that are at most `ems` wide, cut between words where possible."""
    return "\n".join(_wrapped(line, ems) for line in text.split("\n"))


def _wrapped(text: str, ems: float) -> str:
    lines, line, width = [], "", 0.0
    for piece in _pieces.findall(text):
        if width + _width(piece.rstrip()) <= ems:
            line, width = line + piece, width + _width(piece)
            continue
        if line and (piece.isspace() or _width(piece) <= ems):
            lines.append(line.rstrip())
            line, width = "", 0.0
        for letter in "" if piece.isspace() else piece:
            if line and width + _width(letter) > ems:
                lines.append(line)
                line, width = "", 0.0
            line, width = line + letter, width + _width(letter)
    return "\n".join([*lines, line.rstrip()])


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.57 for c in text)


def ems(axes: Axes, size: float, side: str = "width") -> float:
    """Return how many ems of a font size are as long as a side of the axes."""
    points = getattr(axes.get_window_extent(), side) / _figure(axes).dpi * 72
    return max(4.0, float(points / size))


def _figure(axes: Axes) -> Figure:
    figure = axes.get_figure(root=True)
    assert figure is not None
    return figure


def _renderer(figure: Figure) -> RendererAgg:
    renderer: RendererAgg = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    return renderer


def legend(axes: Axes, place: str) -> bool:
    """Put the legend where it covers no curve: inside if there is room, else beside or below.

    Tell whether it needs room around the axes.
    """
    if place == "none":
        return False
    inside = place if place in LEGENDS[4:] else "upper right"
    made = _legend(axes, 1, loc=inside)
    if place in LEGENDS[4:]:
        return False
    lines = axes.get_lines()
    # limits are found when they are asked for, and the test below does not ask
    axes.get_xlim(), axes.get_ylim()
    if place == "auto" and len(lines) <= MOST_INSIDE:
        for corner in LEGENDS[4:]:
            made.set_loc(cast(Any, corner))
            if not covers(axes, made):
                return False
    columns = math.ceil(len(lines) / 20)
    beside = _legend(axes, columns, loc="upper left", bbox_to_anchor=(1.0, 1.0), shift=(0.12, 0.0))
    width = axes.get_window_extent().width
    needed = beside.get_window_extent().width
    if place == "below" or (place == "auto" and needed > 0.6 * width):
        columns = max(1, min(len(lines), int(width / needed * columns)))
        figure = _figure(axes)
        labels = axes.xaxis.get_tightbbox(_renderer(figure))
        foot = axes.get_window_extent().y0
        drop = (labels.y0 - foot) / figure.dpi if labels else 0.0
        _legend(
            axes, columns, loc="upper center", bbox_to_anchor=(0.5, 0.0), shift=(0.0, drop - 0.08)
        )
    return True


def _legend(
    axes: Axes, columns: int, shift: tuple[float, float] | None = None, **where: Any
) -> Legend:
    """Return a legend of all lines; `shift`, in inches, takes it away from the axes."""
    from matplotlib.transforms import ScaledTranslation

    if shift:
        away = ScaledTranslation(*shift, _figure(axes).dpi_scale_trans)
        where |= {"bbox_transform": axes.transAxes + away, "borderaxespad": 0.0}
    lines = axes.get_lines()
    # matplotlib leaves out labels that begin with "_", and reads what is between dollars
    made = axes.legend(lines, ["x"] * len(lines), ncols=columns, **where)
    texts = made.get_texts()
    widest = WIDEST
    if texts:
        widest = min(WIDEST, 0.9 * ems(axes, float(texts[0].get_fontsize())) - 3)
    for text, line in zip(texts, lines, strict=True):
        text.set_parse_math(False)
        text.set_text(wrapped(str(line.get_label()), max(6.0, widest)))
    return made


def covers(axes: Axes, legend: Legend) -> bool:
    """Tell whether a legend lies on a curve, or fills the axes."""
    from matplotlib.transforms import Bbox

    box, frame = legend.get_window_extent(), axes.get_window_extent()
    if box.width > 0.6 * frame.width or box.height > 0.7 * frame.height:
        return True
    for line in axes.get_lines():
        pad = (2.0 + line.get_linewidth() / 2) / 72 * _figure(axes).dpi
        padded = Bbox.from_extents(box.x0 - pad, box.y0 - pad, box.x1 + pad, box.y1 + pad)
        path = line.get_transform().transform_path(line.get_path())
        if path.intersects_bbox(padded, filled=False) or padded.count_contains(path.vertices):
            return True
    return False


def make_room(figure: Figure, axes: Axes, fixed: bool, usual: bool = False) -> None:
    """Make room for all that stands around the axes: a larger figure, or smaller axes.

    `usual`: only what stands beside the rate axis can need more room than the look leaves.
    """
    pad = 0.06
    width, height = figure.get_size_inches()
    if usual:
        beside = axes.yaxis.get_tightbbox(_renderer(figure))
        left, bottom, right, top = 0.0, 0.0, 0.0, 0.0
        if beside:
            left = max(0.0, pad - beside.x0 / figure.dpi)
    else:
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


def check_pixels(figure: Figure) -> None:
    """Refuse a picture of more pixels than memory or matplotlib can take."""
    width, height = figure.bbox.width, figure.bbox.height
    if width * height > MOST_PIXELS or max(width, height) >= LONGEST_SIDE:
        pixels = f"{width:,.0f} x {height:,.0f} pixels"
        raise LrplotError(f"{pixels} are too many (100 million at the most); lower size or dpi")
