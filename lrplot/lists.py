"""Lists as values of a parameter: of numbers, of pairs of numbers, of named values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, final

from lrplot import units
from lrplot.errors import LrplotError, shown, unknown, where
from lrplot.kinds import Json, Number, Role

MOST = 100
"""The most sets of named values in a list."""


@final
@dataclass(frozen=True)
class Numbers(Role):
    """A list of numbers, each as `each` reads it."""

    each: Number
    sample: tuple[float, ...]

    @property
    def metavar(self) -> str:
        return "[A,B,…]"

    @property
    def example(self) -> str:
        return self.text(self.sample)

    def read(self, given: object) -> tuple[float, ...]:
        if isinstance(given, str):
            inner = given.strip().removeprefix("[").removesuffix("]").strip().removesuffix(",")
            given = inner.split(",") if inner else []
        if isinstance(given, int | float):
            given = [given]
        if not isinstance(given, Sequence):
            raise LrplotError(f"must be a list of numbers, not {shown(given)}")
        return tuple(self.each.read(item) for item in given)

    def text(self, value: Any) -> str:
        return f"[{','.join(map(self.each.text, value))}]"

    def schema(self) -> Json:
        return {"type": "array", "items": self.each.schema()}


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

    def read(self, given: object) -> tuple[tuple[float, float], ...]:
        if isinstance(given, str):
            inner = given.strip().removeprefix("{").removesuffix("}").strip().removesuffix(",")
            given = [item.split(":") for item in inner.split(",")] if inner else []
        if isinstance(given, Mapping):
            given = list(given.items())
        if not isinstance(given, Sequence) or not all(
            isinstance(pair, Sequence) and len(pair) == 2 for pair in given
        ):
            pairs = f"pairs of numbers such as {self.example}"
            raise LrplotError(f"must be {pairs}, not {shown(given)}")
        return tuple((self.first.read(a), self.second.read(b)) for a, b in given)

    def text(self, value: Any) -> str:
        each = (f"{self.first.text(a)}:{self.second.text(b)}" for a, b in value)
        return f"{{{','.join(each)}}}"

    def schema(self) -> Json:
        pair = [self.first.schema(), self.second.schema()]
        listed = {"type": "array", "prefixItems": pair, "minItems": 2, "maxItems": 2}
        return {
            "anyOf": [
                {
                    "type": "object",
                    "propertyNames": {"pattern": f"^{units.NUMBER}$"},
                    "additionalProperties": self.second.schema(),
                },
                {"type": "array", "items": listed},
            ]
        }


@final
@dataclass(frozen=True)
class Named(Role):
    """Named values, as a function takes them: `dict(a=1, b=2)` or `{"a": 1}`; or a list of such.

    Its value is the names and values as pairs, in the order of `fields`.
    """

    fields: tuple[tuple[str, Role], ...]
    needed: tuple[str, ...] = ()
    """The names that must be given."""
    many: bool = False

    @property
    def metavar(self) -> str:
        return "[dict(…),…]" if self.many else "dict(…)"

    @property
    def example(self) -> str:
        fields = [(name, role) for name, role in self.fields if name in self.needed]
        given = (f"{name}={role.example}" for name, role in fields or self.fields[:1])
        return f"[dict({','.join(given)})]" if self.many else f"dict({','.join(given)})"

    def read(self, given: object) -> tuple[Any, ...]:
        if not self.many:
            return self._one(given)
        if isinstance(given, str | Mapping) or not isinstance(given, Sequence) or not given:
            raise LrplotError(f"must be a list such as {self.example}, not {shown(given)}")
        if len(given) > MOST:
            raise LrplotError(f"must be a list of at most {MOST}, not of {len(given)}")
        out = []
        for number, item in enumerate(given, start=1):
            with where(f"item {number}"):
                out.append(self._one(item))
        return tuple(out)

    def _one(self, given: object) -> tuple[tuple[str, Any], ...]:
        pairs = list(given.items()) if isinstance(given, Mapping) else given
        if (
            isinstance(pairs, str)
            or not isinstance(pairs, Sequence)
            or not all(isinstance(p, list | tuple) and len(p) == 2 for p in pairs)
        ):
            example = self.example.removeprefix("[").removesuffix("]")
            raise LrplotError(f"must be named values such as {example}, not {shown(given)}")
        roles, values = dict(self.fields), {}
        for name, value in pairs:
            if name not in roles:
                raise unknown("parameter", str(name), roles, f"it takes {', '.join(roles)}")
            if name in values:
                raise LrplotError(f"{name} is given twice")
            with where(name):
                values[name] = roles[name].read(value)
        missing = [name for name in self.needed if name not in values]
        if missing:
            raise LrplotError(f"{' and '.join(missing)} must be given")
        return tuple((name, values[name]) for name in roles if name in values)

    def text(self, value: Any) -> str:
        if self.many:
            return f"[{','.join(map(self._text, value))}]"
        return self._text(value)

    def _text(self, one: tuple[tuple[str, Any], ...]) -> str:
        roles = dict(self.fields)
        given = (
            f"{name}={repr(value) if isinstance(value, str | bool) else roles[name].text(value)}"
            for name, value in one
        )
        return f"dict({','.join(given)})"

    def schema(self) -> Json:
        pairs = [
            {
                "type": "array",
                "prefixItems": [{"const": name}, role.schema()],
                "minItems": 2,
                "maxItems": 2,
            }
            for name, role in self.fields
        ]
        once = [
            {
                "contains": {"type": "array", "prefixItems": [{"const": name}], "minItems": 1},
                "minContains": int(name in self.needed),
                "maxContains": 1,
            }
            for name, _ in self.fields
        ]
        one: Json = {
            "anyOf": [
                {
                    "type": "object",
                    "properties": {name: role.schema() for name, role in self.fields},
                    "required": list(self.needed),
                    "additionalProperties": False,
                },
                {"type": "array", "items": {"anyOf": pairs}, "allOf": once},
            ]
        }
        if not self.many:
            return one
        return {"type": "array", "items": one, "minItems": 1, "maxItems": MOST}
