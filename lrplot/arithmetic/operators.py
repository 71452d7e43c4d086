"""`Call`, a function that a formula may apply, for numbers and for arrays; Python's operators."""

from __future__ import annotations

import ast
import functools
import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from lrplot.arithmetic.arrays import Array, Truths, np, powers

BITS = 4096
"""Bits that a whole number may have: Python would let it grow until memory ends."""


class Failure:
    """What a part of a formula has in place of a value where Python would raise an error."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __bool__(self) -> bool:
        raise ArithmeticError(self.reason)

    def __eq__(self, other: object) -> bool:
        raise ArithmeticError(self.reason)

    __hash__ = object.__hash__


@dataclass(frozen=True, eq=False)
class Call:
    """A function of numbers: `one` is Python's own, `many` does the same to arrays."""

    one: Callable[..., Any]
    many: Callable[..., Any] | str
    """A function of arrays, or the name of one of numpy's."""
    gives: Literal["real", "whole", "same", "truth", "pick"] = "real"
    """What the result is: a float; an int; one of these, as the arguments are; a truth; or one of
    the arguments itself."""
    least: int = 1
    most: int = 1
    fails: Callable[..., Truths] | None = None
    """Where it has no result, from the result of `many` and its arguments."""
    style: Literal["python", "operator", "numpy", "framework"] = "python"
    """Who says what happens there: Python raises an error; an operator asks its arguments; numpy
    goes on with NaN or infinity, but not with ints; a framework does so with floats alone."""
    bends: str = ""
    """How `breakpoints` finds where it jumps or bends."""
    cost: int = 1
    """How many additions of arrays it takes as long as."""
    kinds: str = ""
    """The kinds of numbers that it has, where `gives` does not say it (see `graph`)."""
    piece: Call | None = None
    """The function that has the number of the piece that holds, of one made of several."""
    ends: tuple[float, float] = (math.nan, math.nan)
    """What the last change needs its argument to pass, on the way up and on the way down."""

    def on(self, *values: Array) -> Array:
        """Return the values of arrays."""
        many = getattr(np, self.many) if isinstance(self.many, str) else self.many
        out: Array = many(*values)
        return out

    def exactly(self, *values: Any) -> Any:
        """Return Python's own result for numbers, or a `Failure`."""
        try:
            value = self.one(*values)
            # of numpy's complex numbers float takes a part, with a warning
            return complex(value) if isinstance(value, complex) else value
        except (ArithmeticError, LookupError, ValueError, TypeError) as error:
            return Failure(str(error))


def undefined(out: Array, *args: Array) -> Truths:
    """Tell where no argument is NaN and the result is, or none is infinite and the result is."""
    bad = ~np.isfinite(out)
    if not bad.any():
        return bad
    known = functools.reduce(np.logical_or, map(np.isnan, args))
    finite = functools.reduce(np.logical_and, map(np.isfinite, args))
    found: Truths = np.where(np.isnan(out), ~known, bad & finite)
    return found


def endless(out: Array, x: Array, *_: Array) -> Truths:
    """Tell where a number is no int's neighbour."""
    return ~np.isfinite(x)


def zero(out: Array, a: Array, b: Array) -> Truths:
    """Tell where the divisor is 0."""
    found: Truths = b == 0
    return found


def _power(a: Any, b: Any) -> Any:
    whole = isinstance(a, int) and isinstance(b, int)
    if whole and b > 1 and abs(a) > 1 and a.bit_length() * b > BITS:
        raise OverflowError("a whole number is too large")
    return a**b


def _powers(a: Array, b: Array) -> Array:
    out = np.power(a, b) if np.ndim(a) or not np.ndim(b) else powers(float(a), b)
    # what numpy's fast power of two whole numbers misses by its last digit is a whole number
    whole = (a == np.rint(a)) & (b == np.rint(b)) & (b >= 0)
    rounded: Array = np.where(whole, np.rint(out), out)
    return rounded


def _times(a: Any, b: Any) -> Any:
    if isinstance(a, int) and isinstance(b, int) and a.bit_length() + b.bit_length() > BITS:
        raise OverflowError("a whole number is too large")
    return a * b


def _inverse(x: Array) -> Array:
    out: Array = x == 0
    return out


def _truth(x: Array) -> Array:
    out: Array = x != 0
    return out


def _comparison(one: Callable[[Any, Any], Any], many: str) -> Call:
    return Call(one, many, "truth", 2, 2, style="operator", bends="compare")


ADD = Call(operator.add, "add", "same", 2, 2, style="operator")
SUBTRACT = Call(operator.sub, "subtract", "same", 2, 2, style="operator")
POWER = Call(_power, _powers, "same", 2, 2, undefined, "operator", cost=12)
EQUAL = _comparison(operator.eq, "equal")
LESS = _comparison(operator.lt, "less")
MORE = _comparison(operator.gt, "greater")
NOT = Call(operator.not_, _inverse, "truth", bends="zero")
TRUTH = Call(bool, _truth, "truth", bends="zero")
TIMES = Call(_times, "multiply", "same", 2, 2, style="operator")

OPERATORS: dict[type[ast.AST], Call] = {
    ast.Add: ADD,
    ast.Sub: SUBTRACT,
    ast.Mult: TIMES,
    ast.Div: Call(operator.truediv, "true_divide", "real", 2, 2, zero, "operator", "divide"),
    ast.FloorDiv: Call(
        operator.floordiv, "floor_divide", "same", 2, 2, zero, "operator", "floor", 10
    ),
    ast.Mod: Call(operator.mod, "mod", "same", 2, 2, zero, "operator", "floor", 10),
    ast.Pow: POWER,
    ast.Lt: LESS,
    ast.LtE: _comparison(operator.le, "less_equal"),
    ast.Gt: MORE,
    ast.GtE: _comparison(operator.ge, "greater_equal"),
    ast.Eq: EQUAL,
    ast.NotEq: _comparison(operator.ne, "not_equal"),
    ast.USub: Call(operator.neg, "negative", "same", style="operator"),
    ast.UAdd: Call(operator.pos, "positive", "same", style="operator"),
    ast.Not: NOT,
}
"""The operators of Python's arithmetic and comparisons."""


def choice(test: Any, yes: Any, no: Any) -> Any:
    """Return `yes` or `no`, without a look at the other."""
    return yes if test else no


CHOOSE = Call(choice, "where", "pick", 3, 3, bends="choose")
"""`yes if test else no`: what is not chosen may fail."""


def _first(first: Any, *others: Any) -> Any:
    for other in others:
        if isinstance(other, Failure):
            raise ArithmeticError(other.reason)
    return first


AFTER = Call(_first, lambda first, *_: first, "pick", 1, 10**6, cost=0)
"""The first of some numbers, none of which may fail."""
