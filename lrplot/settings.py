"""How a plot should look: each setting once, for flags, YAML, help and schema alike."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, final, get_type_hints

from lrplot.arithmetic import numbers
from lrplot.arithmetic import steps as ranges
from lrplot.arithmetic.steps import Range
from lrplot.errors import LrplotError, shown
from lrplot.kinds import Choice, Flag, Json, Number, Role

LEGENDS = (
    "auto", "none", "outside", "below", "upper right", "upper left", "lower left", "lower right",
    "center right", "center left", "upper center", "lower center", "center",
)  # fmt: skip


@final
@dataclass(frozen=True)
class Text(Role):
    """Any text."""

    meta: str = "TEXT"

    @property
    def metavar(self) -> str:
        return self.meta

    def read(self, given: object) -> str:
        if not isinstance(given, str):
            raise LrplotError(f"must be text, not {shown(given)}")
        return given

    def schema(self) -> Json:
        # a title may be 2026: every scalar of a plan is text until a role reads it
        return {"type": ["string", "number"]}


@final
@dataclass(frozen=True)
class Steps(Role):
    """A range of steps."""

    @property
    def metavar(self) -> str:
        return "N|START:STOP[:STRIDE]"

    def read(self, given: object) -> Range:
        if isinstance(given, bool) or not isinstance(given, str | int | float):
            raise LrplotError(f"must be a number or START:STOP[:STRIDE], not {shown(given)}")
        return ranges.read(str(given))

    def schema(self) -> Json:
        number = numbers.NUMBER.replace("[+-]?", "", 1)
        pattern = f"^(?:{number}|(?:{number})?:{number}(?::{number})?)$"
        return {
            "anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": pattern}]
        }


@final
@dataclass(frozen=True)
class Pair(Role):
    """Two numbers with a mark between them: the ends of an axis, the sides of a picture."""

    mark: str
    low: float = -math.inf
    high: float = math.inf

    @property
    def metavar(self) -> str:
        return "WIDTHxHEIGHT" if self.mark == "x" else "LOW:HIGH"

    def read(self, given: object) -> tuple[float, float]:
        parts = given.split(self.mark) if isinstance(given, str) else given
        if not isinstance(parts, list | tuple) or len(parts) != 2:
            raise LrplotError(f"must be {self.metavar}, not {shown(given)}")
        each = Number(self.name, self.help, self.low, self.high)
        first, second = each.read(parts[0]), each.read(parts[1])
        if self.mark == ":" and first >= second:
            raise LrplotError(
                f"must go up, not from {numbers.text(first)} to {numbers.text(second)}"
            )
        return first, second

    def schema(self) -> Json:
        pattern = f"^(?:{numbers.NUMBER}){self.mark}(?:{numbers.NUMBER})$"
        item = Number(self.name, self.help, self.low, self.high).schema()
        pair = {"type": "array", "items": item, "minItems": 2, "maxItems": 2}
        return {"anyOf": [{"type": "string", "pattern": pattern}, pair]}


@dataclass(frozen=True)
class Settings:
    """The settings of a plot; None is "not said"."""

    steps: Annotated[
        Range | None,
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
    legend: Annotated[
        str | None, Choice("legend", "Where the legend stands.", LEGENDS, "PLACE")
    ] = None
    look: Annotated[
        str | None,
        Text("look", "lrplot, print, dark, a matplotlib style, or an .mplstyle file.", "LOOK"),
    ] = None
    size: Annotated[
        tuple[float, float] | None, Pair("size", "Width and height in inches.", "x", 1.0, 100.0)
    ] = None
    dpi: Annotated[int | None, Number("dpi", "Pixels per inch of a PNG.", 20, 2000, whole=True)] = (
        None
    )


@cache
def roles() -> dict[str, Role]:
    """Return the role of every setting by its name."""
    hints: dict[str, Any] = get_type_hints(Settings, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items()}
