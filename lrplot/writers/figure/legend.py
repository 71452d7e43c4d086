"""Places the legend where it covers no curve and leaves the curves room."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from lrplot.plots.settings import LEGENDS, Settings
from lrplot.writers.figure.layout import ems, figure_of, renderer
from lrplot.writers.figure.wrap import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.legend import Legend
    from matplotlib.lines import Line2D

INSIDE = LEGENDS[4:]
"""The places inside the axes, the first to be tried first."""

MOST_INSIDE = 10
"""Curves whose names may stand inside the axes."""

SCALES = (1.0, 0.85)
"""How large the letters are: smaller where a picture whose size is said has no more room."""

WIDEST = 27.0
"""The widest line of a label, in ems."""

NARROW = 18.0
"""The same, for a legend that would not have room inside the axes otherwise."""

ENOUGH = 0.5
"""How much of either side of the picture the axes should keep."""

GAP = 0.12
"""Inches between the axes and a legend outside."""


@dataclass(frozen=True)
class _Making:
    """What a legend is made of, and the axes that it is of."""

    axes: Axes
    handles: Sequence[Line2D]
    heading: str
    formulas: bool
    lowest: Axes
    """Those beneath which a legend is put below."""

    def make(
        self, columns: int = 1, scale: float = 1.0, widest: float = WIDEST, **where: Any
    ) -> Legend:
        """Return the legend; `shift`, in inches, takes it away from the axes `beside` it."""
        import matplotlib
        from matplotlib.font_manager import FontProperties
        from matplotlib.transforms import ScaledTranslation

        axes, handles = self.axes, self.handles
        if "shift" in where:
            shift: tuple[float, float] = where.pop("shift")
            away = ScaledTranslation(*shift, figure_of(axes).dpi_scale_trans)
            beside: Axes = where.pop("beside")
            where |= {"bbox_transform": beside.transAxes + away, "borderaxespad": 0.0}
        if scale < 1:
            where |= {"labelspacing": 0.25, "borderpad": 0.3}
        look = matplotlib.rcParams["legend.fontsize"]
        size = FontProperties(size=look).get_size_in_points() * scale
        # matplotlib leaves out labels that begin with "_", and reads what is between dollars
        made = axes.legend(
            handles, ["x"] * len(handles), ncols=columns, fontsize=size, title_fontsize=size,
            title="x" if self.heading else None, alignment="left", **where,
        )  # fmt: skip
        # the line of a curve and the space around it take four ems
        room = 0.9 * ems(axes, size) / (columns if scale < 1 else 1) - 4
        texts = [*zip(made.get_texts(), (str(line.get_label()) for line in handles), strict=True)]
        if self.heading:
            texts.append((made.get_title(), self.heading))
        for text, said in texts:
            text.set_parse_math(self.formulas)
            text.set_text(wrapped(said, max(6.0, min(widest, room)), self.formulas))
        return made


@dataclass(frozen=True)
class _Way:
    """A legend outside the axes, and how much of the picture's shorter side it leaves to them."""

    left: float
    columns: int
    scale: float
    where: dict[str, Any]


def legend(
    axes: Axes,
    settings: Settings,
    handles: Sequence[Line2D],
    heading: str = "",
    lowest: Axes | None = None,
) -> bool:
    """Put the legend where it covers no curve: inside if there is room, else beside or below.

    Tell whether it needs room around the axes: where the size is said, the axes give it.
    """
    place, fixed = settings.legend or "auto", settings.size is not None
    making = _Making(axes, handles, heading, bool(settings.mathtext), lowest or axes)
    if place in INSIDE:
        making.make(loc=place)
        return False
    scales = SCALES if fixed else SCALES[:1]
    if place == "auto" and len(handles) <= MOST_INSIDE:
        # limits are found when they are asked for, and the test below does not ask
        axes.get_xlim(), axes.get_ylim()
        for scale, widest in itertools.product(scales, (WIDEST, NARROW)):
            made = making.make(scale=scale, widest=widest, loc=INSIDE[0])
            for corner in INSIDE:
                made.set_loc(cast(Any, corner))
                if not covers(axes, made):
                    return False
    best: _Way | None = None
    for way in _ways(making, place, fixed, scales):
        if best is None or way.left > best.left:
            best = way
        if best.left >= ENOUGH and fixed:
            break
    assert best is not None
    making.make(best.columns, best.scale, **best.where)
    return True


def _ways(making: _Making, place: str, fixed: bool, scales: Sequence[float]) -> Iterator[_Way]:
    """Yield the ways to place a legend outside, those with the larger letters first."""
    axes, lowest, count = making.axes, making.lowest, len(making.handles)
    figure, frame = figure_of(axes), axes.get_window_extent()
    whole = figure.bbox
    labels = lowest.xaxis.get_tightbbox(renderer(figure))
    drop = (labels.y0 - lowest.get_window_extent().y0) / figure.dpi if labels else 0.0
    outside: dict[str, Any] = {
        "loc": "upper left",
        "bbox_to_anchor": (1.0, 1.0),
        "shift": (GAP, 0.0),
        "beside": axes,
    }
    under: dict[str, Any] = {
        "loc": "upper center",
        "bbox_to_anchor": (0.5, 0.0),
        "shift": (0.0, drop - 0.08),
        "beside": lowest,
    }
    for scale in scales:
        ways = math.ceil(count / 20)
        box = making.make(ways, scale, **outside).get_window_extent()
        # a picture that may grow is not made more than half as wide again
        beside = place == "outside" or (fixed and place == "auto")
        if beside or (place == "auto" and box.width <= 0.6 * frame.width):
            left = (frame.width - box.width - GAP * figure.dpi) / whole.width
            yield _Way(min(left, frame.height / whole.height), ways, scale, outside)
            if not beside:
                return
        if place == "outside":
            continue
        fitting = max(1, min(count, int(frame.width / box.width * ways)))
        for columns in range(fitting, min(count, fitting + (scale < 1)) + 1):
            below = making.make(columns, scale, **under).get_window_extent()
            if below.width <= whole.width or columns == fitting:
                left = (frame.height - below.height - 0.08 * figure.dpi) / whole.height
                yield _Way(min(left, frame.width / whole.width), columns, scale, under)


def covers(axes: Axes, legend: Legend) -> bool:
    """Tell whether a legend lies on a curve, or fills the axes."""
    from matplotlib.transforms import Bbox

    box, frame = legend.get_window_extent(), axes.get_window_extent()
    if box.width > 0.8 * frame.width or box.height > 0.8 * frame.height:
        return True
    for line in axes.get_lines():
        pad = (2.0 + line.get_linewidth() / 2) / 72 * figure_of(axes).dpi
        padded = Bbox.from_extents(box.x0 - pad, box.y0 - pad, box.x1 + pad, box.y1 + pad)
        path = line.get_transform().transform_path(line.get_path())
        if path.intersects_bbox(padded, filled=False) or padded.count_contains(path.vertices):
            return True
    return False
