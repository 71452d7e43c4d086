"""Makes the room that what stands around the axes needs, and refuses pictures too large."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from lrplot.errors import LrplotError
from lrplot.parameters import Pair, roles_of
from lrplot.plots.settings import Settings

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.figure import Figure

MOST_PIXELS, LONGEST_SIDE = 100_000_000, 2**16 - 1
"""The largest picture, and the longest side that matplotlib can draw."""

SIZE = cast(Pair, roles_of(Settings)["size"])


def ems(axes: Axes, size: float, side: str = "width") -> float:
    """Return how many ems of a font size are as long as a side of the axes."""
    points = getattr(axes.get_window_extent(), side) / figure_of(axes).dpi * 72
    return max(4.0, float(points / size))


def figure_of(axes: Axes) -> Figure:
    """Return the whole figure that axes stand in."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    return figure


def renderer(figure: Figure) -> RendererAgg:
    """Return what texts are measured with."""
    found: RendererAgg = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    return found


def make_room(figure: Figure, every: Sequence[Axes], fixed: bool, usual: bool, free: bool) -> bool:
    """Make room for all that stands around the axes: a larger figure, or smaller axes.

    Tell whether there was not enough. `usual`: only what stands beside the rate axis can need
    more room than the look leaves. `free`: what is left empty around axes of a `fixed` picture,
    or above those without a title, is theirs.
    """
    import matplotlib

    axes, lowest = every[0], every[-1]
    pad = 0.06 * max(1.0, matplotlib.rcParams["font.size"] / 10)
    width, height = figure.get_size_inches()
    if usual:
        beside = axes.yaxis.get_tightbbox(renderer(figure))
        left, bottom, right, top = 0.0, 0.0, 0.0, 0.0
        if beside:
            left = max(0.0, pad - beside.x0 / figure.dpi)
    else:
        box = figure.get_tightbbox()
        left, bottom, right, top = (
            pad - box.x0,
            pad - box.y0,
            box.x1 + pad - width,
            box.y1 + pad - height,
        )
        if not (free and fixed):
            left, bottom, right = max(0.0, left), max(0.0, bottom), max(0.0, right)
        if not free or (not fixed and axes.get_title()):
            top = max(0.0, top)
    if max(map(abs, (left, bottom, right, top))) < 1e-3:
        return False
    frame = axes.get_position()
    x0, x1, y0, y1 = frame.x0 * width, frame.x1 * width, frame.y0 * height, frame.y1 * height
    y0 = lowest.get_position().y0 * height
    if not fixed and top < 0:
        y1, top = y1 - top, 0.0
    if fixed:
        x0, x1, y0, y1 = x0 + left, x1 - right, y0 + bottom, y1 - top
        if x1 - x0 < 0.5 or y1 - y0 < 0.4 * len(every):
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
