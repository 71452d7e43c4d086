"""Parameter types that hold several values: a list of numbers, pairs or texts; a range of steps."""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, final

from lrplot.arithmetic import numbers, steps as ranges
from lrplot.arithmetic.steps import UNIT, Range, Stretch
from lrplot.errors import LrplotError, shown
from lrplot.parameters.role import Json, Role
from lrplot.parameters.scalars import Choice, Number, Pattern
from lrplot.parameters.split import items, pairs, unquoted


@final
@dataclass(frozen=True)
class Numbers(Role):
    """A list of numbers, each as `each` reads it."""

    each: Number
    sample: tuple[float, ...]
    alone: Number | None = None
    """What a number without brackets is, where that is no list of one."""

    @property
    def metavar(self) -> str:
        return "A|[A,B,…]" if self.alone else "[A,B,…]"

    @property
    def example(self) -> str:
        return self.text(self.sample)

    def of_tree(self, node: ast.expr) -> Any:
        return _without_text(super().of_tree(node))

    def convert(self, given: object) -> tuple[float, ...] | float:
        listed = not isinstance(given, str | int | float) or "," in str(given) or "[" in str(given)
        if self.alone and not listed:
            number: float = self.alone.read(given)
            return number
        if isinstance(given, str):
            given = items(given)
        if isinstance(given, int | float):
            given = [given]
        if not isinstance(given, Sequence):
            raise LrplotError(f"must be a list of numbers, not {shown(given)}")
        return tuple(self.each.read(item) for item in given)

    def text(self, value: Any) -> str:
        if self.alone and not isinstance(value, tuple):
            return self.alone.text(value)
        return f"[{','.join(map(self.each.text, value))}]"

    def literal(self, value: Any) -> str:
        if self.alone and not isinstance(value, tuple):
            return self.alone.literal(value)
        return f"[{', '.join(map(self.each.literal, value))}]"

    def schema(self) -> Json:
        many: Json = {"type": "array", "items": self.each.schema()}
        return {"anyOf": [self.alone.schema(), many]} if self.alone else many


@final
@dataclass(frozen=True)
class Pairs(Role):
    """Pairs of numbers, such as a step and a rate: `{10: 0.5, 20: 0.1}` or `[(10, 0.5)]`."""

    first: Number
    second: Number
    sample: tuple[tuple[float, float], ...]

    @property
    def metavar(self) -> str:
        return "{A:B,…}"

    @property
    def example(self) -> str:
        return self.text(self.sample)

    def of_tree(self, node: ast.expr) -> Any:
        return _without_text(super().of_tree(node))

    def convert(self, given: object) -> tuple[tuple[float, float], ...]:
        if isinstance(given, str):
            given = pairs(given)
        if isinstance(given, Mapping):
            given = list(given.items())
        if not isinstance(given, Sequence) or not all(
            isinstance(pair, Sequence) and len(pair) == 2 for pair in given
        ):
            raise LrplotError(
                f"must be pairs of numbers such as {self.example}, not {shown(given)}"
            )
        return tuple((self.first.read(a), self.second.read(b)) for a, b in given)

    def text(self, value: Any) -> str:
        each = (f"{self.first.text(a)}:{self.second.text(b)}" for a, b in value)
        return f"{{{','.join(each)}}}"

    def literal(self, value: Any) -> str:
        each = (f"{self.first.literal(a)}: {self.second.literal(b)}" for a, b in value)
        return f"{{{', '.join(each)}}}"

    def schema(self) -> Json:
        pair = [self.first.schema(), self.second.schema()]
        listed = {"type": "array", "prefixItems": pair, "minItems": 2, "maxItems": 2}
        return {
            "anyOf": [
                {
                    "type": "object",
                    "propertyNames": {"pattern": f"^{numbers.NUMBER}$"},
                    "additionalProperties": self.second.schema(),
                },
                {"type": "array", "items": listed},
            ]
        }


@final
@dataclass(frozen=True)
class TextList(Role):
    """A list of words, each as `each` reads it: `['rescaled', 'fixed']`, `[30ep, 60ep]`."""

    each: Choice | Pattern
    sample: tuple[str, ...]
    alone: bool = False
    """Whether a word without brackets is a list of one."""

    @property
    def metavar(self) -> str:
        return self.each.metavar if self.alone else "[WORD,…]"

    @property
    def example(self) -> str:
        return self.text(self.sample)

    def convert(self, given: object) -> tuple[str, ...]:
        if isinstance(given, str):
            given = [unquoted(item) for item in items(given)]
        if not isinstance(given, Sequence):
            raise LrplotError(f"must be a list such as {self.example}, not {shown(given)}")
        return tuple(self.each.read(item) for item in given)

    def text(self, value: Any) -> str:
        # quoted, so that it can stand in a constructor
        return f"[{','.join(map(repr, value))}]"

    def schema(self) -> Json:
        many: Json = {"type": "array", "items": self.each.schema()}
        return {"anyOf": [self.each.schema(), many]} if self.alone else many


@final
@dataclass(frozen=True)
class Pair(Role):
    """Two numbers with a mark between them: the ends of an axis, the sides of a picture."""

    mark: str
    low: float = -math.inf
    high: float = math.inf
    beyond: str = ""
    """What numbers above the highest are taken for, and what these are, and a hundredth of them."""

    @property
    def metavar(self) -> str:
        return "WIDTHxHEIGHT" if self.mark == "x" else "LOW:HIGH"

    def convert(self, given: object) -> tuple[float, float]:
        parts = given.split(self.mark) if isinstance(given, str) else given
        if not isinstance(parts, list | tuple) or len(parts) != 2:
            raise LrplotError(f"must be {self.metavar}, not {shown(given)}")
        first, second = map(Number(self.name, self.help).read, parts)
        if self.beyond and max(first, second) > self.high:
            said = self.beyond.format(first, second, first / 100, second / 100)
            raise LrplotError(f"must be at most {numbers.text(self.high)} {said}")
        each = Number(self.name, self.help, self.low, self.high)
        first, second = each.read(first), each.read(second)
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


def _without_text(value: Any) -> Any:
    """Return what a constructor has; a text among its numbers is none, as in Python."""
    inside = [value] if isinstance(value, list | tuple) else []
    inside = [*value.items()] if isinstance(value, dict) else inside
    for part in inside:
        for item in part:
            if isinstance(item, str):
                only = "only numbers and their arithmetic can stand here"
                raise LrplotError(f"{shown(item)} cannot be read: {only}")
            if isinstance(item, list | tuple):
                _without_text(item)
    return value
