"""Says in one line what a schedule cannot be built from."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, shown, where
from lrplot.parameters import Role
from lrplot.pieces import Schedule

if TYPE_CHECKING:
    from lrplot.parameters import Nested


def check_inside(
    function: Callable[..., Schedule], roles: Mapping[str, Role], given: Mapping[str, Any]
) -> None:
    """Raise `LrplotError` where a schedule inside one is given as something else."""
    from lrplot.parameters import Nested

    for name, role in roles.items():
        if isinstance(role, Nested) and name in given:
            with where(name):
                _check(role, given[name], inspect.signature(function).parameters[name].default)


def extreme(given: Mapping[str, Any], error: ArithmeticError) -> LrplotError:
    """Return what is said where the numbers given cannot be reckoned with."""
    found = extremes(given)
    named = f" ({', '.join(found)})" if found else ""
    return LrplotError(f"its numbers are too large or too small{named}: {error.args[-1]}")


def _check(role: Nested, value: Any, default: Any) -> None:
    """Raise `LrplotError` for what is no schedule, nor the default."""
    if value == default:
        return
    if role.many and (isinstance(value, str) or not isinstance(value, Sequence) or not value):
        raise LrplotError(f"must be a list of at least one schedule, not {shown(value)}")
    for each in value if role.many else (value,):
        if not isinstance(each, Schedule):
            role.convert(each)


def extremes(given: Mapping[str, Any]) -> list[str]:
    """Return what is given that float64 may not be able to reckon with."""
    return [
        f"{name}={numbers.text(value)}"
        for name, value in given.items()
        if isinstance(value, int | float) and value and not 1e-9 <= abs(value) <= 1e9
    ]
