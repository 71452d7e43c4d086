"""The settings of a plot, each written once for flags, YAML, help and schema."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated

from lrplot.arithmetic.steps import Range, Stretch
from lrplot.parameters import Choice, Flag, Number, Pair, Steps, Text, TextList
from lrplot.specs.clock import INTERVALS

LEGENDS = (
    "auto", "none", "outside", "below", "upper right", "upper left", "lower left", "lower right",
    "center right", "center left", "upper center", "lower center", "center",
)  # fmt: skip


UNITS = ("steps", "epochs", "samples", "tokens")
"""What the x axis may count."""

ALSO = ("momentum", "weight-decay")
"""What else of an optimizer may be shown."""


@dataclass(frozen=True)
class Settings:
    """The settings of a plot; None is "not said"."""

    steps: Annotated[
        Range | Stretch | None,
        Steps("steps", "Steps 0 … N-1, or a range; left out: all that happens."),
    ] = None
    title: Annotated[str | None, Text("title", "The title.")] = None
    xlabel: Annotated[str | None, Text("x label", "What stands under the x axis.")] = None
    ylabel: Annotated[str | None, Text("y label", "What stands beside the y axis.")] = None
    log_x: Annotated[bool | None, Flag("log x", "A logarithmic step axis.")] = None
    log_y: Annotated[bool | None, Flag("log y", "A logarithmic rate axis.")] = None
    xlim: Annotated[tuple[float, float] | None, Pair("x limits", "Ends of the x axis.", ":")] = None
    ylim: Annotated[tuple[float, float] | None, Pair("y limits", "Ends of the y axis.", ":")] = None
    steps_per_epoch: Annotated[
        float | None, Number("epoch", "Adds an axis of epochs on top.", 0.0, above=True)
    ] = None
    x: Annotated[str | None, Choice("x", "What the x axis counts, where that is known.", UNITS)] = (
        None
    )
    interval: Annotated[
        str | None,
        Choice("interval", "Whether a schedule is stepped once an update, or an epoch.", INTERVALS),
    ] = None
    also: Annotated[
        tuple[str, ...] | None,
        TextList(
            "also",
            "Shows another hyper-parameter of the optimizer beneath the rate.",
            Choice("hyper-parameter", "what is shown, too", ALSO),
            ALSO,
            alone=True,
        ),
    ] = None
    legend: Annotated[
        str | None,
        Choice("legend", "Where it stands: outside, below, none, upper left …", LEGENDS, "PLACE"),
    ] = None
    look: Annotated[
        str | None,
        Text("look", "lrplot, print, dark, a matplotlib style, or an .mplstyle file.", "LOOK"),
    ] = None
    size: Annotated[
        tuple[float, float] | None,
        Pair(
            "size",
            "Width and height in inches.",
            "x",
            1.0,
            100.0,
            "inches: {0:g}x{1:g} pixels are {2:g}x{3:g} with --dpi 100",
        ),
    ] = None
    mathtext: Annotated[
        bool | None, Flag("mathtext", "Formulas between dollars in texts, as in TeX.")
    ] = None
    outline_text: Annotated[
        bool | None, Flag("outline text", "Texts of an SVG as outlines, not as text.")
    ] = None
    dpi: Annotated[int | None, Number("dpi", "Pixels per inch of a PNG.", 20, 2000, whole=True)] = (
        None
    )

    per_step: float = 1.0
    """How many of what the x axis counts a step has."""


def spelled(name: str, taken: Collection[str]) -> str:
    """Return the name that an option of every plot has beside parameters whose names are `taken`.

    A framework's own parameter goes before an option of the same name, which is then longer.
    """
    while name in taken:
        name = f"plot_{name}"
    return name
