"""The parameter type of any text, such as a title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from lrplot.errors import LrplotError, shown
from lrplot.parameters.role import Json, Role


@final
@dataclass(frozen=True)
class Text(Role):
    """Any text."""

    meta: str = "TEXT"

    @property
    def metavar(self) -> str:
        return self.meta

    def convert(self, given: object) -> str:
        if not isinstance(given, str):
            raise LrplotError(f"must be text, not {shown(given)}")
        return given

    def schema(self) -> Json:
        # a title may be 2026: every scalar of a plan is text until a role reads it
        return {"type": ["string", "number"]}
