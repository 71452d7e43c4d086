"""What stands in a parameter's place and is no plain value: schedules, optimizers, functions."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any, final

from lrplot.arithmetic import formula, numbers
from lrplot.arithmetic.formula import Formula
from lrplot.errors import LrplotError, shown
from lrplot.kinds import Json, Number, Role


@final
@dataclass(frozen=True)
class Inner(Role):
    """A schedule inside a schedule, or a list of them; only the reader of words can read it."""

    many: bool = False
    level: bool = False
    """Whether a number may stand for the schedule that keeps it."""

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
        if self.level:
            return {"anyOf": [one, {"type": "number", "minimum": 0}]}
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
    """A function of the step that is arithmetic: a lambda, or an expression in t.

    Any other function of the user's own cannot be read: it is code, which would be run.
    """

    samples: tuple[str, ...]
    """Functions to show and to test with; the first is the example."""
    plain: bool = False
    """Whether it is written as an expression, without its lambda."""
    rate: bool = False
    """Whether a lambda may have a second argument, the rate that it multiplies."""

    @property
    def metavar(self) -> str:
        return "FORMULA" if self.plain else "LAMBDA"

    @property
    def example(self) -> str:
        return self.samples[0]

    def read(self, given: object) -> Formula:
        if isinstance(given, bool) or not isinstance(given, str | int | float | list | ast.expr):
            raise LrplotError(f"must be a formula such as {self.example}, not {shown(given)}")
        if isinstance(given, list):
            if len(given) != 1 or isinstance(given[0], list):
                raise LrplotError(f"one function is drawn, but {len(given)} are given")
            return self.read(given[0])
        node = given if isinstance(given, ast.expr) else numbers.syntax(str(given))
        match node:
            case ast.List(elts=items) | ast.Tuple(elts=items):
                return self.read(items)
            case ast.Constant(value=str(text)):
                return self.read(text)
            case ast.Name(id=name) if not self.plain and name not in formula.STEP:
                raise LrplotError(
                    "a function cannot be read, but a lambda of arithmetic can; "
                    "or name it in a Python file: FILE.py:NAME"
                )
        return formula.of(node, self.rate)

    def text(self, value: Any) -> str:
        # a comma would end the value in a word
        return f"({self.literal(value)})" if value.times else self.literal(value)

    def literal(self, value: Any) -> str:
        if value.times:
            return f"lambda t, lr: lr * ({value})"
        return str(value) if self.plain else f"lambda t: {value}"

    def schema(self) -> Json:
        one: Json = {"type": ["string", "number"]}
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1, "maxItems": 1}]}
