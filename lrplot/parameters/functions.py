"""Parameter types that hold a function of the step: a lambda or an expression."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, final

from lrplot.arithmetic import formula, numbers
from lrplot.arithmetic.formula import Formula
from lrplot.errors import LrplotError, shown
from lrplot.parameters.role import Json, Role


@final
@dataclass(frozen=True)
class Lambda(Role):
    """A function of the step that is arithmetic: a lambda, or an expression in t.

    Any other function of the user's own cannot be read: it is code, which would be run. The name
    of one in a Python file is read where the catalogue is known; its value is a spec.
    """

    samples: tuple[str, ...]
    """Functions to show and to test with; the first is the example."""
    plain: bool = False
    """Whether it is written as an expression, without its lambda."""
    rate: bool = False
    """Whether a lambda may have a second argument, the rate before."""
    holds_schedule: ClassVar[bool] = True

    @property
    def metavar(self) -> str:
        return "FORMULA" if self.plain else "LAMBDA"

    @property
    def example(self) -> str:
        return self.samples[0]

    def of_tree(self, node: ast.expr) -> ast.expr:
        return node

    def convert(self, given: object) -> Formula:
        if isinstance(given, bool) or not isinstance(given, str | int | float | list | ast.expr):
            raise LrplotError(f"must be a formula such as {self.example}, not {shown(given)}")
        if isinstance(given, list):
            if len(given) != 1 or isinstance(given[0], list):
                raise LrplotError(f"one function is drawn, but {len(given)} are given")
            return self.convert(given[0])
        from lrplot.arithmetic import lambdas

        node = given if isinstance(given, ast.expr) else numbers.syntax(str(given))
        match node:
            case ast.List(elts=items) | ast.Tuple(elts=items):
                return self.convert(items)
            case ast.Constant(value=str(text)):
                return self.convert(text)
            case ast.Name(id=name) if not self.plain and name not in lambdas.STEP:
                raise LrplotError(
                    f"a function cannot be read, but a lambda of arithmetic can; "
                    f"or put it into a Python file and write 'FILE.py:{name}' in its place"
                )
        return formula.of(node, self.rate)

    def text(self, value: Any) -> str:
        if not isinstance(value, Formula):
            return str(value.constructor())
        # a comma would end the value in a word
        two = value.times or value.told
        return f"({self.literal(value)})" if two else self.literal(value)

    def literal(self, value: Any) -> str:
        if not isinstance(value, Formula):
            return repr(value.constructor())
        if value.times:
            return f"lambda t, lr: lr * ({value})"
        if value.told:
            return f"lambda t, lr: {value}"
        return str(value) if self.plain else f"lambda t: {value}"

    def schema(self) -> Json:
        one: Json = {"type": ["string", "number"]}
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1, "maxItems": 1}]}


Expression = Annotated[
    Formula,
    Lambda(
        "formula",
        "the rate at step t, in Python's arithmetic",
        (
            "0.001 * min(t / 4000, (4000 / max(t, 1)) ** 0.5)",
            "0.1 * 0.999 ** t",
            "0.01 if t < 500 else 0.005 if t <= 1000 else 0.001",
            "0.1 / (1 + t // 300)",
            "0.5 * math.cos(math.pi * t / 1000) + 0.5",
            "min(0.001 + t / 7, max(0.2, 300 - 0.5 * t))",
            "1e-3",
        ),
        plain=True,
    ),
]
Multiplier = Annotated[
    Formula,
    Lambda(
        "multiplier",
        "what the rate is multiplied by at each step: a lambda of arithmetic, or 'FILE.py:NAME'",
        (
            "lambda step: 0.95 ** step",
            "lambda step: min(1.0, (step + 1) / 100)",
            "lambda epoch: 1.0 if epoch < 30 else 0.1",
            "lambda t: 0.5",
        ),
    ),
]
