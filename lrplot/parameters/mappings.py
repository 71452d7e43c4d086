"""Parameter types that hold values by name, `dict(a=1)`, or a list of such."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, final

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, shown, unknown, where
from lrplot.parameters.role import Json, Role, plain

MOST = 100
"""The most sets of named values in a list."""


@final
@dataclass(frozen=True)
class Keywords(Role):
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

    def convert(self, given: object) -> tuple[Any, ...]:
        if isinstance(given, str):
            given = plain(numbers.syntax(given))
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
        if isinstance(given, ast.expr):
            raise LrplotError(f"{shown(given)} cannot be read, only dict(a=1) or {{'a': 1}}")
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

    def literal(self, value: Any) -> str:
        many = value if self.many else [value]
        each = ", ".join(f"dict({', '.join(self._literals(one))})" for one in many)
        return f"[{each}]" if self.many else each

    def _literals(self, one: tuple[tuple[str, Any], ...]) -> list[str]:
        roles = dict(self.fields)
        return [f"{name}={roles[name].literal(value)}" for name, value in one]

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
