"""numpy, imported when it is first used; the types of arrays; powers of arrays."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Truths = NDArray[np.bool_]
    Places = NDArray[np.intp]
else:
    Array = Truths = Places = object

    class _Late:
        """What numpy has, by name: help texts and lists come without it, in half the time."""

        def __getattr__(self, name: str) -> Any:
            numpy = import_module("numpy")
            # from now on they are found without coming here
            vars(self).update(vars(numpy))
            return getattr(numpy, name)

    np = _Late()

__all__ = ["Array", "Places", "Truths", "np", "powers", "quiet"]

EXACT = 2**53
"""Beyond this, float64 cannot tell one step from the next."""


def quiet(function: Callable[P, T]) -> Callable[P, T]:
    """Return a function in which numpy warns of nothing: what float64 cannot hold is seen."""

    @wraps(function)
    def inside(*args: P.args, **named: P.kwargs) -> T:
        with np.errstate(all="ignore"):
            return function(*args, **named)

    return inside


def powers(base: float, x: Array) -> Array:
    """Return base ** x; where that is 0, without numpy, which takes ten times as long for it."""
    # half of the least number above 0 is 2 ** -1075
    last = -745.2 / math.log(base) if 0 < base < 1 else math.nan
    gone = x >= last
    if not gone.any():
        return np.power(base, x)
    out = np.zeros(x.shape)
    out[~gone] = np.power(base, x[~gone])
    return out
