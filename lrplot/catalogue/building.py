"""Calls a schedule's function, and says in one line what it cannot be built from."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, shown, where
from lrplot.parameters import Nested, Role
from lrplot.pieces import Schedule


def build(
    function: Callable[..., Schedule],
    roles: Mapping[str, Role],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
) -> Schedule:
    """Return what the function of a schedule does; `roles` are those of its parameters."""
    given = {**dict(zip(roles, args, strict=False)), **kwargs}
    for name, role in roles.items():
        if isinstance(role, Nested) and name in given:
            default = inspect.signature(function).parameters[name].default
            with where(name):
                _check(role, given[name], default)
    try:
        return function(*args, **kwargs)
    except ArithmeticError as error:
        extreme = _extreme(given)
        if not extreme and not function.__module__.startswith("lrplot."):
            # a mistake in somebody's code, as it seems
            raise
        named = f" ({', '.join(extreme)})" if extreme else ""
        what = f"its numbers are too large or too small{named}: {error.args[-1]}"
        raise LrplotError(what) from error


def _check(role: Nested, value: Any, default: Any) -> None:
    """Raise `LrplotError` for what is no schedule, nor the default."""
    if value == default:
        return
    if role.many and (isinstance(value, str) or not isinstance(value, Sequence) or not value):
        raise LrplotError(f"must be a list of at least one schedule, not {shown(value)}")
    for each in value if role.many else (value,):
        if not isinstance(each, Schedule):
            role.convert(each)


def _extreme(given: Mapping[str, Any]) -> list[str]:
    """Return what is given that float64 may not be able to reckon with."""
    return [
        f"{name}={numbers.text(value)}"
        for name, value in given.items()
        if isinstance(value, int | float) and value and not 1e-9 <= abs(value) <= 1e9
    ]
