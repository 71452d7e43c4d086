"""Parameter types that hold one value: a number, a choice, a flag."""

from __future__ import annotations

import ast
import math
import re
import sys
from dataclasses import dataclass
from typing import Any, final

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, one_of, shown, unknown, written
from lrplot.parameters.role import Json, Role
from lrplot.parameters.split import unquoted

HUGE = sys.float_info.max

STEPS = "STEPS"
"""What stands for a number of steps in a usage line."""


@final
@dataclass(frozen=True)
class Number(Role):
    """A finite number between bounds; a `whole` one is an int.

    A count has a bound of its own: beyond it, float64 has not every whole number.
    """

    low: float = -math.inf
    high: float = math.inf
    above: bool = False
    """Whether `low` itself is out."""
    whole: bool = False
    meta: str = "NUMBER"
    sample: float = 1.0
    no_int: str = ""
    """Why a Python int cannot stand here, where a framework takes it for something else."""
    no_truth: str = ""
    """What a truth that stands here is meant for, and where that goes."""

    @property
    def most(self) -> float:
        """The largest value that is taken."""
        counts = self.whole or self.meta == STEPS
        return numbers.EXACT if counts and self.high == math.inf else self.high

    @property
    def limits(self) -> str:
        return ", ".join(filter(None, ["whole" * self.whole, self.bounds()]))

    @property
    def metavar(self) -> str:
        return self.meta

    @property
    def example(self) -> str:
        return self.text(self.sample)

    def convert(self, given: object) -> float | int:
        if isinstance(given, str):
            value = numbers.number(given)
        elif isinstance(given, bool) or not isinstance(given, int | float):
            meant = f": {self.no_truth}" if isinstance(given, bool) and self.no_truth else ""
            raise LrplotError(f"must be a number, not {shown(given)}{meant}")
        elif self.no_int and isinstance(given, int):
            raise LrplotError(f"must be a float such as {given}.0, not {given}: {self.no_int}")
        else:
            value = given
        if not -HUGE <= value <= HUGE:
            raise LrplotError(f"must be a finite number, not {shown(value)}")
        if value > self.most == numbers.EXACT:
            raise LrplotError(
                f"must be at most 2**53, the last whole number that float64 counts to, "
                f"not {numbers.text(value)}"
            )
        if not self.low <= value <= self.high or (self.above and value == self.low):
            raise LrplotError(f"must be {self.bounds()}, not {numbers.text(value)}")
        if not self.whole:
            return float(value)
        if value != int(value):
            raise LrplotError(f"must be a whole number, not {numbers.text(value)}")
        return int(value)

    def text(self, value: Any) -> str:
        return repr(float(value)) if self.no_int else numbers.text(value)

    def literal(self, value: Any) -> str:
        count = self.whole or (self.meta == STEPS and value == int(value))
        return repr(int(value) if count else float(value))

    def bounds(self) -> str:
        """Return the bounds as a message says them: "at least 0", "from 0 to 1"."""
        low = numbers.text(self.low) if math.isfinite(self.low) else ""
        high = numbers.text(self.high) if math.isfinite(self.high) else ""
        if low and high:
            return f"above {low} and at most {high}" if self.above else f"from {low} to {high}"
        if high:
            return f"at most {high}"
        return f"above {low}" if self.above else low and f"at least {low}"

    def schema(self) -> Json:
        kind: Json = {"type": "integer" if self.whole else "number"}
        if math.isfinite(self.low):
            kind["exclusiveMinimum" if self.above else "minimum"] = self.low
        if math.isfinite(self.most):
            kind["maximum"] = self.most
        # a number of steps may be a length
        unit = "(?:ep|epochs?)?$" if self.meta == STEPS else "$"
        pattern = numbers.PATTERN.removesuffix("$") + unit
        return {"anyOf": [kind, {"type": "string", "pattern": pattern}]}


@final
@dataclass(frozen=True)
class Choice(Role):
    """One of a few words."""

    words: tuple[str, ...]
    meta: str = ""

    @property
    def limits(self) -> str:
        return one_of(self.words)

    @property
    def metavar(self) -> str:
        return self.meta or f"[{'|'.join(self.words)}]"

    @property
    def example(self) -> str:
        return self.words[0]

    def of_tree(self, node: ast.expr) -> Any:
        return (
            numbers.source(node)
            if isinstance(node, ast.Name | ast.Attribute)
            else super().of_tree(node)
        )

    def convert(self, given: object) -> str:
        if given not in self.words:
            kind = f"{self.name}" if isinstance(given, str) else f"{self.name} like"
            raise unknown(kind, written(given), self.words, f"it is {one_of(self.words)}")
        return str(given)

    def schema(self) -> Json:
        return {"enum": list(self.words)}


@final
@dataclass(frozen=True)
class Flag(Role):
    """True or false."""

    @property
    def metavar(self) -> str:
        return "[true|false]"

    @property
    def example(self) -> str:
        return "true"

    def convert(self, given: object) -> bool:
        value = {"true": True, "false": False}.get(str(given).lower())
        if value is None or not isinstance(given, bool | str):
            raise LrplotError(f"must be true or false, not {shown(given)}")
        return value

    def text(self, value: Any) -> str:
        return str(value).lower()

    def schema(self) -> Json:
        return {"enum": [True, False, "true", "false"]}


@final
@dataclass(frozen=True)
class Pattern(Role):
    """Text of a form that the framework reads itself, such as Composer's `10ep`."""

    form: str
    """What the whole text matches, as a regular expression."""
    samples: tuple[str, ...]
    """Values to show and to test with; the first is the example."""
    meta: str = "TEXT"

    @property
    def metavar(self) -> str:
        return self.meta

    @property
    def example(self) -> str:
        return self.samples[0]

    def convert(self, given: object) -> str:
        text = unquoted(given) if isinstance(given, str) else str(given)
        if isinstance(given, bool) or not isinstance(given, str | int | float):
            raise LrplotError(f"must be text such as {self.example}, not {shown(given)}")
        if not re.fullmatch(self.form, text):
            raise LrplotError(f"must be text such as {self.example}, not {shown(text)}")
        return text

    def text(self, value: Any) -> str:
        # a comma would end the value in a word
        return repr(str(value)) if "," in str(value) else str(value)

    def schema(self) -> Json:
        kinds = ["string", "number"] if re.fullmatch(self.form, "1") else "string"
        return {"type": kinds, "pattern": f"^(?:{self.form})$"}


@final
@dataclass(frozen=True)
class NoEffect(Role):
    """What a constructor takes and the curve does not depend on: it may stand there."""

    value: Role | None = None
    """What it is read as where another curve depends on it."""

    @property
    def metavar(self) -> str:
        return "ANY"

    @property
    def example(self) -> str:
        return "none"

    def convert(self, given: object) -> Any:
        return given

    def schema(self) -> Json:
        return {}
