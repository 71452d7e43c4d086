"""numpy, loaded when it is first used: help texts and lists come without it, in half the time."""

from __future__ import annotations

import math
import sys
from importlib import util
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
else:
    Array = object

    def _lazy(name: str) -> Any:
        if name in sys.modules:
            return sys.modules[name]
        spec = util.find_spec(name)
        spec.loader = util.LazyLoader(spec.loader)
        module = util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module

    np = _lazy("numpy")

__all__ = ["Array", "np", "powers"]


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
