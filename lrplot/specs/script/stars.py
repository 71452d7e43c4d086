"""What `from MODULE import *` binds: the names of the modules that are known."""

from __future__ import annotations

import math
from typing import Any

from lrplot.catalogue import find
from lrplot.specs.script.builtins import BUILTINS
from lrplot.specs.script.kinds import DEFAULTS, SCHEDULERS
from lrplot.specs.script.values import MISSING, Opaque, Path, Scope

SCHEDULES = "torch.optim.lr_scheduler"


def imported(module: str, line: int, scope: Scope) -> None:
    """Note that a scope has the names of a module; it may have bound any that were there."""
    scope.stars.append(module)
    if module.partition(".")[0] in KNOWN:
        return
    for name, value in scope.names.items():
        if not isinstance(value, Path) and not name.startswith("__"):
            scope.names[name] = Opaque(name, line)


KNOWN = (
    "math", "torch", "torchvision", "timm", "transformers", "typing", "numpy", "keras", "os", "tf",
    "tensorflow", "jax", "lightning", "pytorch_lightning", "accelerate", "trl", "peft",
)  # fmt: skip
"""Packages whose names are no script's own."""


def unassigned(name: str, scope: Scope) -> Any:
    """Return what a name is that no statement binds: a `*`'s, or Python's own; else `MISSING`."""
    around: Scope | None = scope
    while around:
        for module in reversed(around.stars):
            if _has(module, name):
                return Path(f"{module}.{name}")
        around = around.outer
    return Path(name) if name in BUILTINS else MISSING


def _has(module: str, name: str) -> bool:
    if module == "math":
        return hasattr(math, name) and not name.startswith("_")
    if module == "torch.optim":
        return name in (*DEFAULTS, "lr_scheduler", "swa_utils")
    if name == SCHEDULERS[0] and module == SCHEDULES:
        return True
    if not name[:1].isupper() and "_" not in name:
        # a short name of lrplot's is none of a module's
        return False
    return find.has(f"{module}.{name}")
