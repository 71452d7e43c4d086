"""The numbers that names of modules stand for, such as `math.inf`."""

from __future__ import annotations

import math
from typing import Any

from lrplot.specs.script.values import Path

CONSTANTS = {
    f"{module}.{name}": getattr(math, name)
    for module in ("math", "numpy", "torch")
    for name in ("pi", "e", "inf", "nan")
} | {"math.tau": math.tau}


def constant(value: Any) -> Any:
    """Return the number that a name of a module is, such as `math.inf`; another value as it is."""
    return CONSTANTS.get(value.name, value) if type(value) is Path else value
