"""Says the colours, dashes and widths of a look in terms that any other program knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lrplot.plots.labels import Swept
from lrplot.plots.settings import Settings
from lrplot.writers.figure import lines, style
from lrplot.writers.figure.load import base

PIXELS = 96 / 72
"""Pixels of a page to a point."""

USUAL = 2.0
"""How far above the page matplotlib draws a line."""


@dataclass(frozen=True)
class Line:
    """How one curve is drawn: its colour, and in pixels its width and dashes."""

    color: str
    width: float
    dash: tuple[float, ...]
    above: bool
    """Whether it is drawn above those that are not."""


@dataclass(frozen=True)
class Palette:
    """The colours of a look, and the lines of so many curves in it."""

    page: str
    inside: str
    ink: str
    grid: str
    lines: tuple[Line, ...]
    dark: bool


def palette(look: str | None, count: int, swept: Sequence[Swept]) -> Palette:
    """Return the colours that a look has for so many curves of a sweep, or of none."""
    base()
    import matplotlib
    from matplotlib.colors import to_hex, to_rgb

    with style.look(Settings(look=look)):
        rc: Any = matplotlib.rcParams
        cycle = list(rc["axes.prop_cycle"])
        made = []
        for number, own in enumerate(lines.styles(count, swept)):
            said = {**cycle[number % len(cycle)], **own}
            width = float(said.get("linewidth", rc["lines.linewidth"]))
            dash = _dash(said.get("linestyle", rc["lines.linestyle"]))
            scale = PIXELS * (width if rc["lines.scale_dashes"] else 1.0)
            made.append(
                Line(
                    to_hex(said.get("color", rc["lines.color"])),
                    round(width * PIXELS, 2),
                    tuple(round(length * scale, 1) for length in dash),
                    said.get("zorder", USUAL) >= USUAL,
                )
            )
        keys = ("figure.facecolor", "axes.facecolor", "text.color", "grid.color")
        page, inside, ink, grid = (to_hex(rc[key]) for key in keys)
        return Palette(page, inside, ink, grid, tuple(made), sum(to_rgb(page)) < 1.5)


def _dash(linestyle: Any) -> Sequence[float]:
    """Return the lengths of dashes and gaps, in widths of the line; none if it is solid."""
    import matplotlib

    rc: Any = matplotlib.rcParams
    names = {"--": "dashed", "-.": "dashdot", ":": "dotted"}
    if isinstance(linestyle, str):
        linestyle = 0, rc.get(f"lines.{names.get(linestyle, linestyle)}_pattern")
    return linestyle[1] or ()
