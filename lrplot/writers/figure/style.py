"""Applies looks: lrplot's own style sheets and matplotlib's, and line styles."""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterator
from importlib import resources
from typing import Any

from lrplot.errors import where
from lrplot.plots.settings import Settings

LOOKS = ("lrplot", "print", "dark")
NO_STYLE = (
    "backend", "backend_fallback", "interactive", "toolbar", "timezone", "date.epoch",
    "agg.path.chunksize", "figure.autolayout", "figure.constrained_layout.use",
)  # fmt: skip
"""What is no matter of looks, or is lrplot's own: it makes the room that texts need itself."""

DPI = 200
"""Pixels per inch of a PNG, where neither the settings nor the look say them."""

LEAST_POINTS = 7.0
"""No smaller picture makes a font smaller than this."""

SCALED = re.compile(
    r"font\.size|axes\.((title|label)size|(title|label)pad|linewidth)|[xy]tick\..*(size|width|pad)"
    r"|grid\.linewidth|lines\.(linewidth|markersize|markeredgewidth)|patch\.linewidth"
    r"|legend\.(title_)?fontsize"
)


def theirs(settings: Settings) -> bool:
    """Tell whether a look is somebody else's."""
    return bool(settings.look) and settings.look not in LOOKS


@contextlib.contextmanager
def look(settings: Settings) -> Iterator[None]:
    """Draw in a look: matplotlib's defaults, then the look's own, then the settings'."""
    import matplotlib

    name, own = settings.look or "lrplot", not theirs(settings)
    if not own:
        from lrplot.writers.figure import foreign
    with matplotlib.rc_context(), contextlib.nullcontext() if own else foreign.named(name):
        # a reader's own matplotlibrc must not change the picture; the backend is not in it
        default, now = matplotlib.rcParamsDefault, matplotlib.rcParams
        changed = {k: v for k, v in default.items() if k not in NO_STYLE and now[k] != v}
        matplotlib.rcParams.update(changed)
        if own:
            path: Any = resources.files("lrplot.writers.figure") / "looks" / f"{name}.mplstyle"
            look: Any = matplotlib.rc_params_from_file(path, use_default_template=False)
        else:
            look = foreign.read(name, LOOKS)
        look = {k: v for k, v in look.items() if k not in NO_STYLE}
        matplotlib.rcParams.update(look)
        if not own:
            with where(name):
                foreign.check(look)
        rc = matplotlib.rcParams
        if settings.size:
            _scale(settings.size)
        if settings.dpi or "figure.dpi" not in look:
            rc["figure.dpi"] = settings.dpi or DPI
        if "svg.fonttype" not in look:
            rc["svg.fonttype"] = "none"
        if settings.outline_text:
            rc["svg.fonttype"] = "path"
        rc["savefig.dpi"] = "figure"
        yield


def text_is_text() -> bool:
    """Tell whether texts of an SVG are text, for which whoever shows it finds the letters."""
    import matplotlib

    return bool(matplotlib.rcParams["svg.fonttype"] == "none")


def _scale(size: tuple[float, float]) -> None:
    """Make texts and lines as much larger or smaller as the picture is, but all can be read."""
    import matplotlib
    from cycler import cycler

    rc = matplotlib.rcParams
    width, height = (new / usual for new, usual in zip(size, rc["figure.figsize"], strict=True))
    # a strip is as large as its area, but what stands around its axes must leave them room
    factor = min(math.sqrt(width * height), 1.5 * min(width, height))
    factor = max(factor, min(1.0, LEAST_POINTS / rc["font.size"]))
    rc["figure.figsize"] = size
    for key, value in rc.items():
        if SCALED.fullmatch(key) and isinstance(value, int | float):
            rc[key] = value * factor
    cycle = rc["axes.prop_cycle"]
    if "linewidth" in cycle.keys:
        each = [{**style, "linewidth": style["linewidth"] * factor} for style in cycle]
        keys = {key: [style[key] for style in each] for key in cycle.keys}
        rc["axes.prop_cycle"] = cycler(**keys)
