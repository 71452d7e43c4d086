"""Applies looks: lrplot's own style sheets and matplotlib's, and line styles."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import numpy as np

from lrplot.errors import where
from lrplot.plot.settings import Settings
from lrplot.writers.figure import foreign

LOOKS = ("lrplot", "print", "dark")
NO_STYLE = (
    "backend", "backend_fallback", "interactive", "toolbar", "timezone", "date.epoch",
    "agg.path.chunksize", "figure.autolayout", "figure.constrained_layout.use",
)  # fmt: skip
"""What is no matter of looks, or is lrplot's own: it makes the room that texts need itself."""

_nothing = contextlib.nullcontext


def theirs(settings: Settings) -> bool:
    """Tell whether a look is somebody else's."""
    return bool(settings.look) and settings.look not in LOOKS


@contextlib.contextmanager
def look(settings: Settings) -> Iterator[None]:
    """Draw in a look: matplotlib's defaults, then the look's own, then the settings'."""
    import matplotlib

    name = settings.look or "lrplot"
    with matplotlib.rc_context(), foreign.named(name) if theirs(settings) else _nothing():
        # a reader's own matplotlibrc must not change the picture; the backend is not in it
        default, now = matplotlib.rcParamsDefault, matplotlib.rcParams
        changed = {k: v for k, v in default.items() if k not in NO_STYLE and now[k] != v}
        matplotlib.rcParams.update(changed)
        if theirs(settings):
            look = foreign.read(name, LOOKS)
        else:
            path: Any = resources.files("lrplot.writers.figure") / "looks" / f"{name}.mplstyle"
            look = matplotlib.rc_params_from_file(path, use_default_template=False)
        look = {k: v for k, v in look.items() if k not in NO_STYLE}
        matplotlib.rcParams.update(look)
        if theirs(settings):
            with where(name):
                foreign.check(look)
        if settings.size:
            matplotlib.rcParams["figure.figsize"] = settings.size
        if settings.dpi:
            matplotlib.rcParams["figure.dpi"] = settings.dpi
        matplotlib.rcParams["savefig.dpi"] = "figure"
        yield


def styles(count: int) -> list[dict[str, Any]]:
    """Return what sets curves apart beyond the look's cycle: an even walk through its colours."""
    import matplotlib
    from matplotlib.colors import to_rgb

    cycle = matplotlib.rcParams["axes.prop_cycle"]
    if count <= len(cycle):
        return [{}] * count
    rc = matplotlib.rcParams
    # the end of the map that is as dark, or as light, as the page is left out
    dark = sum(to_rgb(rc["axes.facecolor"])) < 1.5
    ends = (0.25, 1.0) if dark else (0.0, 0.88)
    shades = matplotlib.colormaps[rc["image.cmap"]](np.linspace(*ends, count))
    dashes = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)))
    width = rc["lines.linewidth"] * (0.6 if count > 15 else 0.85)
    return [
        {"color": shade, "linestyle": dashes[i % 3], "linewidth": width}
        for i, shade in enumerate(shades)
    ]


def strokes(count: int, dpi: float) -> list[int]:
    """Return how many whole pixels wide the line of each of `count` curves is."""
    import matplotlib

    rc = matplotlib.rcParams
    cycle = rc["axes.prop_cycle"].by_key().get("linewidth", [rc["lines.linewidth"]])
    widths = [own.get("linewidth", cycle[i % len(cycle)]) for i, own in enumerate(styles(count))]
    return [max(1, int(width * dpi / 72)) for width in widths]
