"""What stands in a parameter's place and is no plain value: schedules, optimizers, the ignored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, final

from lrplot.errors import LrplotError, shown
from lrplot.kinds import Json, Number, Role


@final
@dataclass(frozen=True)
class Inner(Role):
    """A schedule inside a schedule, or a list of them; only the reader of words can read it."""

    many: bool = False

    @property
    def metavar(self) -> str:
        return "[WORD,…]" if self.many else "WORD"

    @property
    def example(self) -> str:
        return "[cosine,exp]" if self.many else "cosine"

    def read(self, given: object) -> Any:
        raise LrplotError(f"must be a schedule, not {shown(given)}")

    def text(self, value: Any) -> str:
        if self.many:
            return f"[{', '.join(spec.constructor() for spec in value)}]"
        return str(value.constructor())

    def schema(self) -> Json:
        one: Json = {"$ref": "#/$defs/schedule"}
        return {"type": "array", "items": one, "minItems": 1} if self.many else one


@final
@dataclass(frozen=True)
class Ignored(Role):
    """What a constructor takes and the curve does not depend on: it may stand there."""

    @property
    def metavar(self) -> str:
        return "ANY"

    @property
    def example(self) -> str:
        return "none"

    def read(self, given: object) -> Any:
        return given

    def schema(self) -> Json:
        return {}


@final
@dataclass(frozen=True)
class Base(Role):
    """An optimizer, of which the learning rate counts; by keyword it is called `lr`.

    A name in its place (`optimizer`, `opt`) leaves the rate open: it comes from elsewhere.
    """

    rate: Number

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
class Trait(Role):
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


@final
@dataclass(frozen=True)
class Function(Role):
    """A function of the user's own, which would change the curve and cannot be read."""

    @property
    def metavar(self) -> str:
        return "NONE"

    @property
    def example(self) -> str:
        return "none"

    def read(self, given: object) -> Any:
        raise LrplotError("a function cannot be read; name it in a Python file: FILE.py:NAME")

    def schema(self) -> Json:
        return {"type": "null"}
