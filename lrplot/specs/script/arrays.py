"""Arrays of numpy's in one dimension: their items where these are known, and a formula of them."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lrplot.arithmetic.arrays import Array, np
from lrplot.specs.script.constants import constant
from lrplot.specs.script.parts import measured
from lrplot.specs.script.values import LONGEST, MISSING

MOST = 5_000
"""The most items that are all kept."""

MADE = ("linspace", "geomspace", "logspace", "zeros", "ones", "full", "arange", "repeat", "tile")
"""Functions that make more items than they are given."""

SHAPED = ("zeros", "ones", "full")
"""Those of them that are given a shape first."""

FUNCTIONS = """
abs absolute add all any append arange arccos arcsin arctan argmax argmin argsort around array
asarray ceil clip concatenate copy cos cosh cumprod cumsum diff divide dot equal exp exp2 expm1 fabs
flip floor floor_divide fmod full geomspace greater hstack hypot interp isclose isfinite isinf isnan
less linspace log log10 log1p log2 logical_and logical_not logical_or logspace max maximum mean
median min minimum mod multiply negative ones percentile power prod quantile ravel reciprocal
remainder repeat rint round searchsorted sign sin sinh size sort sqrt square std subtract sum tan
tanh tile trunc unique var where zeros
"""
"""Functions of numpy's that change nothing that they are given."""

METHODS = """
all any argmax argmin argsort astype clip copy cumprod cumsum dot flatten item max mean min nonzero
prod ravel repeat round searchsorted std sum tolist var
"""

ATTRIBUTES = ("size", "shape", "ndim")

KINDS = ("float64", "int64", "bool")
"""The kinds of numbers that are worked out: as Python's own."""

OPERATORS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
    ast.Pow: operator.pow, ast.BitAnd: operator.and_, ast.BitOr: operator.or_,
    ast.MatMult: operator.matmul, ast.Eq: operator.eq, ast.NotEq: operator.ne,
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip

FAILS = (ArithmeticError, AttributeError, LookupError, MemoryError, TypeError, ValueError)


@dataclass(eq=False)
class Series:
    """An array whose items a formula of their place says."""

    many: int
    tree: ast.expr
    items: Array | None = None
    """The items themselves, where they are all known."""
    state: dict[str, bool] = field(default_factory=dict)
    """Whether something has changed it in its place, by whatever name, as its parts have it."""

    def __post_init__(self) -> None:
        measured(self.tree)

    @property
    def spoiled(self) -> bool:
        """Whether its items are no longer what they were."""
        return "spoiled" in self.state

    def spoil(self) -> None:
        """Note that it may have been changed in its place."""
        self.state["spoiled"] = True

    def known(self) -> Array:
        """Return its items; an error where they are not known."""
        if self.items is None or self.spoiled:
            raise TypeError
        return self.items


def index() -> ast.Name:
    """Return the tree of the place of an item."""
    node = ast.Name("the place of an item", ast.Load())
    node.lineno, node.leaf = 0, "index"  # type: ignore[attr-defined]
    return node


def made(name: str, args: list[Any], words: dict[str, Any]) -> Any:
    """Return what a function of numpy's gives of what is known; `MISSING` for another."""
    if name not in FUNCTIONS.split():
        return MISSING
    if name in MADE and not _few(name, args, words):
        return MISSING
    return _worked_out(getattr(np, name), args, words)


def method(of: Series, name: str, args: list[Any], words: dict[str, Any]) -> Any:
    """Return what a method of an array gives; `MISSING` where it is not known."""
    if name not in METHODS.split() or (name == "repeat" and not _few(name, [of, *args], words)):
        return MISSING
    if name == "tolist":
        return MISSING if of.items is None or of.spoiled else of.items.tolist()
    kinds = {"int": int, "float": float, "bool": bool}
    args = [kinds.get(getattr(arg, "name", ""), arg) for arg in args]
    return _worked_out(lambda own, *rest, **more: getattr(own, name)(*rest, **more), [of, *args],
                       words)  # fmt: skip


def operated(op: ast.AST, left: Any, right: Any) -> Any:
    """Return what an operator makes of what is known; `MISSING` where it is not."""
    return _worked_out(OPERATORS[type(op)], [left, right], {}) if type(op) in OPERATORS else MISSING


def part(of: Series, place: Any) -> Any:
    """Return the items at places, by a slice or another array; `MISSING` where not known."""
    found = _worked_out(operator.getitem, [of, place], {})
    if isinstance(found, Series) and isinstance(place, slice):
        # what is changed in the one is changed in the other
        found.state = of.state
    return found


def _worked_out(func: Callable[..., Any], args: list[Any], words: dict[str, Any]) -> Any:
    try:
        given = [_known(arg) for arg in args]
        more = {name: _known(value) for name, value in words.items()}
        with np.errstate(all="ignore"):
            return _value(func(*given, **more))
    except FAILS:
        return MISSING


def _known(value: Any) -> Any:
    """Return a value as numpy takes it; an error where it is not known."""
    value = constant(value)
    if isinstance(value, Series):
        return value.known()
    if type(value) in (list, tuple):
        return type(value)(_known(one) for one in value)
    if type(value) is slice or value is None or value in (int, float, bool):
        return value
    if type(value) not in (int, float, bool) or abs(value) >= 2**63:
        raise TypeError
    return value


def _value(found: Any) -> Any:
    """Return a result of numpy's as a value of a script; an error for one that is no such."""
    if type(found) is tuple and len(found) == 1:
        # as `nonzero` and `where` have it
        return (_value(found[0]),)
    if type(found) in (int, float, bool):
        return found
    if str(getattr(found, "dtype", "")) not in KINDS:
        raise TypeError
    if np.ndim(found) == 0:
        return found.item()
    if found.ndim != 1 or found.size > MOST:
        raise TypeError
    each: list[ast.expr] = [ast.Constant(one) for one in found.tolist()]
    # numpy may give a part of what it was given
    return Series(found.size, ast.Subscript(ast.List(each, ast.Load()), index(), ast.Load()),
                  found.copy())  # fmt: skip


def _few(name: str, args: list[Any], words: dict[str, Any]) -> bool:
    """Tell whether what is made has few items, by the numbers that say it."""
    numbers = [each for each in (*args, *words.values()) if type(each) in (int, float)]
    shape = [*args[:1], words.get("shape")][0]
    if name in SHAPED and (type(shape) is not int or shape > MOST):
        return False
    if any(not abs(each) <= LONGEST for each in numbers if type(each) is int):
        return False
    if name == "arange" and not numbers:
        return False
    if name == "arange":
        if not 1 <= len(numbers) <= 3:
            return False
        start, stop, step = [0, *numbers, 1][:3] if len(numbers) == 1 else [*numbers, 1][:3]
        return bool(step and abs(stop - start) <= MOST * abs(step))
    if name in ("repeat", "tile"):
        sizes = [each.many for each in args if isinstance(each, Series)]
        sizes += [len(each) for each in args if isinstance(each, list | tuple)]
        return bool(max([1, *sizes]) * max([1, *numbers]) <= MOST)
    return True
