"""numpy, loaded when it is first used: help texts and lists come without it, in half the time."""

from __future__ import annotations

import sys
from importlib import util
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
else:

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

__all__ = ["np"]
