"""The operators and functions that a formula may call, each for numbers and for arrays."""

from __future__ import annotations

import ast
import functools
import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from lrplot.arithmetic.arrays import Array, np, powers

BITS = 4096
"""Bits that a whole number may have: Python would let it grow until memory ends."""


@dataclass(frozen=True)
class Call:
    """A function of numbers: `one` is Python's own, `many` does the same to arrays."""

    one: Callable[..., Any]
    many: Callable[..., Any] | str
    """A function of arrays, or the name of one of numpy's."""
    gives: Literal["real", "whole", "same"] = "real"
    """Whether Python's result is an int: never, always, or if all arguments are."""
    least: int = 1
    most: int = 1

    def on(self, *values: Array) -> Array:
        """Return the values of arrays."""
        many = getattr(np, self.many) if isinstance(self.many, str) else self.many
        out: Array = many(*values)
        return out


def _power(a: Any, b: Any) -> Any:
    whole = isinstance(a, int) and isinstance(b, int)
    if whole and b > 1 and a.bit_length() * b > BITS:
        raise OverflowError
    return a**b


def _powers(a: Array, b: Array) -> Array:
    out = np.power(a, b) if np.ndim(a) or not np.ndim(b) else powers(float(a), b)
    # what numpy's fast power of two whole numbers misses by its last digit is a whole number
    whole = (a == np.rint(a)) & (b == np.rint(b)) & (b >= 0)
    rounded: Array = np.where(whole, np.rint(out), out)
    return rounded


def _times(a: Any, b: Any) -> Any:
    if isinstance(a, int) and isinstance(b, int) and a.bit_length() + b.bit_length() > BITS:
        raise OverflowError
    return a * b


def _least(first: Array, *rest: Array) -> Array:
    # as Python compares, one after the other: NaN is not least, and not passed on
    return functools.reduce(lambda a, b: np.where(b < a, b, a), rest, first)


def _most(first: Array, *rest: Array) -> Array:
    return functools.reduce(lambda a, b: np.where(b > a, b, a), rest, first)


def _round(x: Any, digits: Any = None) -> Any:
    if isinstance(digits, int) and abs(digits) > BITS:
        # 10 to that power would be worked out first
        return x if digits > 0 else 0 * x
    return round(x, digits) if digits is not None else round(x)


def _rounds(x: Array, digits: Array | None = None) -> Array:
    # to so many digits Python rounds the decimal number; NaN: one by one
    out: Array = np.rint(x) if digits is None else x * np.nan
    return out


def _log(x: Array, base: Array | None = None) -> Array:
    return np.log(x) if base is None else np.log(x) / np.log(base)


def _truth(x: Array) -> Array:
    out: Array = x != 0
    return out


def _either(condition: Any, yes: Any, no: Any) -> Any:
    return yes if condition else no


def _eithers(condition: Array, yes: Array, no: Array) -> Array:
    return np.where(condition != 0, yes, no)


def _inverse(x: Array) -> Array:
    out: Array = x == 0
    return out


OPERATORS: dict[type[ast.AST], Call] = {
    ast.Add: Call(operator.add, "add", "same"),
    ast.Sub: Call(operator.sub, "subtract", "same"),
    ast.Mult: Call(_times, "multiply", "same"),
    ast.Div: Call(operator.truediv, "true_divide"),
    ast.FloorDiv: Call(operator.floordiv, "floor_divide", "same"),
    ast.Mod: Call(operator.mod, "mod", "same"),
    ast.Pow: Call(_power, _powers, "same"),
    ast.Lt: Call(operator.lt, "less", "whole"),
    ast.LtE: Call(operator.le, "less_equal", "whole"),
    ast.Gt: Call(operator.gt, "greater", "whole"),
    ast.GtE: Call(operator.ge, "greater_equal", "whole"),
    ast.Eq: Call(operator.eq, "equal", "whole"),
    ast.NotEq: Call(operator.ne, "not_equal", "whole"),
    ast.USub: Call(operator.neg, "negative", "same"),
    ast.UAdd: Call(operator.pos, "positive", "same"),
    ast.Not: Call(operator.not_, _inverse, "whole"),
}
"""The operators of Python's arithmetic and comparisons."""

BUILTIN = {
    "abs": Call(abs, "abs", "same"),
    "bool": Call(bool, _truth, "whole"),
    "float": Call(float, "positive"),
    "int": Call(int, "trunc", "whole"),
    "max": Call(max, _most, "same", 2, 100),
    "min": Call(min, _least, "same", 2, 100),
    "pow": Call(_power, _powers, "same", 2, 2),
    "round": Call(_round, _rounds, "same", 1, 2),
}

RENAMED = {
    "acos": "arccos", "asin": "arcsin", "atan": "arctan", "ceil": "ceil", "cos": "cos",
    "cosh": "cosh", "degrees": "degrees", "exp": "exp", "expm1": "expm1", "fabs": "fabs",
    "floor": "floor", "log10": "log10", "log1p": "log1p", "log2": "log2", "radians": "radians",
    "sin": "sin", "sinh": "sinh", "sqrt": "sqrt", "tan": "tan", "tanh": "tanh", "trunc": "trunc",
}  # fmt: skip
"""Functions of `math` that take one number, and what numpy calls them."""

MATH = {
    name: Call(getattr(math, name), many, "whole" if name in ("ceil", "floor", "trunc") else "real")
    for name, many in RENAMED.items()
}
MATH |= {
    "atan2": Call(math.atan2, "arctan2", "real", 2, 2),
    "fmod": Call(math.fmod, "fmod", "real", 2, 2),
    "hypot": Call(math.hypot, "hypot", "real", 2, 2),
    "log": Call(math.log, _log, "real", 1, 2),
    "pow": Call(math.pow, "power", "real", 2, 2),
}

SHARED = {
    "absolute": (1, "same"), "cbrt": (1, "real"), "clip": (3, "same"), "exp2": (1, "real"),
    "float64": (1, "real"), "floor_divide": (2, "same"), "log": (1, "real"),
    "maximum": (2, "same"), "minimum": (2, "same"), "mod": (2, "same"), "power": (2, "same"),
    "remainder": (2, "same"), "rint": (1, "real"), "sign": (1, "same"), "square": (1, "same"),
}  # fmt: skip
"""Further functions of numpy's, with how many numbers they take and what they give."""


def _numpy(name: str, *values: Any) -> Any:
    return getattr(np, name)(*values)[()]


def _of_numpy() -> dict[str, Call]:
    # numpy's own floor and ceil give no ints
    named = {many: (1, "real") for many in RENAMED.values()} | SHARED
    found = {
        name: Call(functools.partial(_numpy, name), name, gives, count, count)  # type: ignore[arg-type]
        for name, (count, gives) in named.items()
    }
    return found | {"abs": found["absolute"], "where": Call(_either, _eithers, "same", 3, 3)}


FUNCTIONS: dict[str, Call] = {
    **{name: call for name, call in MATH.items() if name not in BUILTIN},
    **BUILTIN,
    **{f"math.{name}": call for name, call in MATH.items()},
    **{
        f"{module}.{name}": call for module in ("np", "numpy") for name, call in _of_numpy().items()
    },
}
"""Functions by the names under which a script calls them: its own, math's and numpy's."""

CONSTANTS: dict[str, float] = {
    "pi": math.pi,
    **{f"math.{name}": getattr(math, name) for name in ("pi", "e", "tau", "inf")},
    **{
        f"{module}.{name}": getattr(math, name)
        for module in ("np", "numpy")
        for name in ("pi", "e", "inf")
    },
}
"""Numbers by their names."""
