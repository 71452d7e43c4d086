"""The parameter type of a range of steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from lrplot.arithmetic import numbers
from lrplot.arithmetic import steps as ranges
from lrplot.arithmetic.lengths import UNIT
from lrplot.arithmetic.steps import Range, Stretch
from lrplot.errors import LrplotError, shown
from lrplot.parameters.role import Json, Role


@final
@dataclass(frozen=True)
class Steps(Role):
    """A range of steps."""

    @property
    def metavar(self) -> str:
        return "N|START:STOP[:STRIDE]"

    def convert(self, given: object) -> Range | Stretch:
        if isinstance(given, Range | Stretch):
            return given
        if isinstance(given, bool) or not isinstance(given, str | int | float):
            raise LrplotError(f"must be a number or START:STOP[:STRIDE], not {shown(given)}")
        return ranges.parse(str(given))

    def schema(self) -> Json:
        number = f"{numbers.NUMBER.replace('[+-]?', '', 1)}(?:{UNIT})?"
        pattern = f"^(?:{number}|(?:{number})?:{number}(?::{number})?)$"
        return {
            "anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": pattern}]
        }
