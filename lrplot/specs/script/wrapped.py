"""Calls that give the optimizer that they are given, wrapped in something that has its rate."""

from __future__ import annotations

from typing import Any

from lrplot.specs.script.kinds import is_optimizer
from lrplot.specs.script.values import MISSING

ALONE = (
    "apex.parallel.LARC", "apex.parallel.LARC.LARC", "horovod.torch.DistributedOptimizer",
    "smdistributed.modelparallel.torch.DistributedOptimizer",
)  # fmt: skip
"""What is given an optimizer, and gives it."""

PAIRED = ("apex.amp.initialize", "intel_extension_for_pytorch.optimize", "ipex.optimize")
"""What is given a model and an optimizer, and gives both."""


def wrapped(name: str, args: list[Any], words: dict[str, Any]) -> Any:
    """Return what such a call gives; `MISSING` for another."""
    optimizer = words.get("optimizer", words.get("optimizers", MISSING))
    if name in ALONE:
        found = args[0] if args else optimizer
        return found if is_optimizer(found) else MISSING
    if name in PAIRED:
        model = words.get("model", words.get("models", MISSING)) if not args else args[0]
        optimizer = args[1] if len(args) > 1 else optimizer
        return MISSING if model is MISSING or optimizer is MISSING else (model, optimizer)
    return MISSING
