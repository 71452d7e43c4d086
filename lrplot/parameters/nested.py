"""The parameter type of a schedule inside a schedule, or of a list of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, final

from lrplot.errors import LrplotError, shown
from lrplot.parameters.role import Json, Role


@final
@dataclass(frozen=True)
class Nested(Role):
    """A schedule inside a schedule, or a list of them; only the reader of words can read it."""

    many: bool = False
    level: bool = False
    """Whether a number may stand for the schedule that keeps it."""
    function: bool = False
    """Whether a function of the step may stand for a schedule."""
    holds_schedule: ClassVar[bool] = True

    @property
    def metavar(self) -> str:
        return "[WORD,…]" if self.many else "WORD"

    @property
    def example(self) -> str:
        return "[cosine,exp]" if self.many else "cosine"

    def convert(self, given: object) -> Any:
        wanted = "a schedule, or a rate" if self.level else "a schedule such as cosine"
        raise LrplotError(f"must be {wanted}, not {shown(given)}")

    def text(self, value: Any) -> str:
        if self.many:
            return f"[{', '.join(spec.constructor() for spec in value)}]"
        return str(value.constructor())

    def schema(self) -> Json:
        one: Json = {"$ref": "#/$defs/schedule"}
        if self.level:
            return {"anyOf": [one, {"type": "number", "minimum": 0}]}
        return {"type": "array", "items": one, "minItems": 1} if self.many else one
