"""Parameter types that hold an optimizer: its learning rate, and what else it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, final

from lrplot.parameters.role import Json, Role
from lrplot.parameters.scalars import Number


@final
@dataclass(frozen=True)
class OptimizerRate(Role):
    """An optimizer, of which the learning rate counts; by keyword it is called `lr`.

    A name in its place (`optimizer`, `opt`) leaves the rate open: it comes from elsewhere.
    """

    rate: Number
    spared: bool = False
    """Whether some schedules can do without it."""

    @property
    def metavar(self) -> str:
        return self.rate.metavar

    @property
    def example(self) -> str:
        return self.rate.example

    def read(self, given: object) -> float | int:
        return self.rate.read(given)

    def text(self, value: Any) -> str:
        return self.rate.text(value)

    def literal(self, value: Any) -> str:
        return self.rate.literal(value)

    def schema(self) -> Json:
        return self.rate.schema()


@final
@dataclass(frozen=True)
class OptimizerOption(Role):
    """What a schedule reads from its optimizer beside the rate: the `betas` of Adam.

    An optimizer's constructor says it, by the parameter's own name or at `place` in its
    arguments; like any other parameter it can be given by itself.
    """

    value: Role
    place: int

    @property
    def metavar(self) -> str:
        return self.value.metavar

    @property
    def example(self) -> str:
        return self.value.example

    def read(self, given: object) -> Any:
        return self.value.read(given)

    def text(self, value: Any) -> str:
        return self.value.text(value)

    def literal(self, value: Any) -> str:
        return self.value.literal(value)

    def schema(self) -> Json:
        return self.value.schema()
