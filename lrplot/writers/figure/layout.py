"""Places texts and the legend, and makes the room that they need."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING, Any, cast

from lrplot.errors import LrplotError
from lrplot.parameters import Pair
from lrplot.parameters.role import roles_of
from lrplot.plot.settings import LEGENDS, Settings

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend

MOST_INSIDE = 10
"""Curves whose names may stand inside the axes."""
WIDEST = 27.0
"""The widest line of a legend's label, in ems."""
MOST_PIXELS, LONGEST_SIDE = 100_000_000, 2**16 - 1
"""The largest picture, and the longest side that matplotlib can draw."""

SIZE = cast(Pair, roles_of(Settings)["size"])

_pieces = re.compile(r"\s+|[^\s,;:/|&_=-]*[,;:/|&_=-]+|[^\s,;:/|&_=-]+")


def wrapped(text: str, ems: float) -> str:
    """Return a text in lines that are at most `ems` wide, cut between words where possible.

    No line is left with one last word: of all ways with as few lines, the narrowest is taken.
    """
    first = "\n".join(_wrapped(line, ems) for line in text.split("\n"))
    best, count = first, first.count("\n")
    while count > text.count("\n") and ems > 6:
        ems -= 1
        narrower = "\n".join(_wrapped(line, ems) for line in text.split("\n"))
        if narrower.count("\n") > count:
            break
        best = narrower
    return best


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


def legend(axes: Axes, place: str, fixed: bool = False) -> bool:
    """Put the legend where it covers no curve: inside if there is room, else beside or below.

    Tell whether it needs room around the axes; `fixed`: room that is taken from the axes.
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
    outside = {"loc": "upper left", "bbox_to_anchor": (1.0, 1.0)}
    beside = _legend(axes, columns, shift=(0.12, 0.0), **outside)
    frame, needed = axes.get_window_extent(), beside.get_window_extent()
    if place == "outside" or (place == "auto" and not fixed and needed.width <= 0.6 * frame.width):
        return True
    ways = columns
    columns = max(1, min(len(lines), int(frame.width / needed.width * columns)))
    figure = _figure(axes)
    labels = axes.xaxis.get_tightbbox(_renderer(figure))
    drop = (labels.y0 - frame.y0) / figure.dpi if labels else 0.0
    where = {"loc": "upper center", "bbox_to_anchor": (0.5, 0.0)}
    below = _legend(axes, columns, shift=(0.0, drop - 0.08), **where).get_window_extent()
    if place == "auto" and fixed:
        # whichever leaves the larger axes
        beside_width, below_height = frame.width - needed.width, frame.height - below.height
        larger = beside_width * frame.height > frame.width * below_height
        if larger and beside_width > 0.4 * frame.width:
            _legend(axes, ways, shift=(0.12, 0.0), **outside)
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
    if box.width > 0.8 * frame.width or box.height > 0.8 * frame.height:
        return True
    for line in axes.get_lines():
        pad = (2.0 + line.get_linewidth() / 2) / 72 * _figure(axes).dpi
        padded = Bbox.from_extents(box.x0 - pad, box.y0 - pad, box.x1 + pad, box.y1 + pad)
        path = line.get_transform().transform_path(line.get_path())
        if path.intersects_bbox(padded, filled=False) or padded.count_contains(path.vertices):
            return True
    return False


def make_room(figure: Figure, axes: Axes, fixed: bool, usual: bool = False) -> bool:
    """Make room for all that stands around the axes: a larger figure, or smaller axes.

    Tell whether there was not enough. `usual`: only what stands beside the rate axis can need
    more room than the look leaves.
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
    if max(left, bottom, right, top) < 1e-3:
        return False
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
    return True


def check_pixels(figure: Figure) -> None:
    """Refuse a picture of more pixels than memory or matplotlib can take."""
    width, height = (round(inches * figure.dpi) for inches in _inches(figure))
    if width * height > MOST_PIXELS:
        most = "100 million at the most"
    elif max(width, height) > LONGEST_SIDE:
        most = f"at most {LONGEST_SIDE:,} a side"
    else:
        return
    raise LrplotError(f"{width:,} x {height:,} pixels are too many ({most}); lower size or dpi")


def check_inches(figure: Figure) -> None:
    """Refuse a picture that a look makes larger than `--size` may be."""
    width, height = _inches(figure)
    if max(width, height) > SIZE.high:
        most = f"at most {SIZE.high:g} a side"
        raise LrplotError(f"{width:.4g} x {height:.4g} inches are too many ({most})")


def _inches(figure: Figure) -> tuple[float, float]:
    """Return how large the picture is, with the padding of a tight one."""
    import matplotlib

    rc, (width, height) = matplotlib.rcParams, figure.get_size_inches()
    pad = 0.0
    if rc["savefig.bbox"] == "tight" and rc["savefig.pad_inches"] != "layout":
        pad = max(0.0, rc["savefig.pad_inches"])
    return width + 2 * pad, height + 2 * pad
