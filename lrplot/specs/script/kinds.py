"""What kinds of things a script makes: optimizers, schedules, and what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lrplot.catalogue import find
from lrplot.specs.script.values import MISSING, Function, Instance, Made, Opaque

RATES = ("lr", "learning_rate")

TRAINS = ("step", "step_update", "fit", "compile", "train", "zero_grad", "backward")
"""Methods of what is imported by which something trains."""

SCHEDULERS = ("LRScheduler", "_LRScheduler", "LearningRateSchedule")
"""What the classes of a script's own derive from that are schedules."""


def is_optimizer(value: Any) -> bool:
    """Tell whether something made is an optimizer, as its name says."""
    if not isinstance(value, Made):
        return False
    if value.path == "transformers.AdamW":
        return True
    named = value.path.rpartition(".")[2].lower()
    schedules = "lr_scheduler" in value.path or ".schedules." in value.path or "schedule" in named
    schedules = schedules or (named.endswith("lr") and ".optim." in f".{value.path}")
    if schedules or ".swa_utils" in value.path:
        return False
    return ".optim" in f".{value.path}" or _of_parameters(value)


def _of_parameters(value: Made) -> bool:
    """Tell whether a class of any package is given parameters and a rate, as optimizers are."""
    first = value.args[0] if value.args else value.keywords.get("params")
    named = isinstance(first, Opaque) and first.text.endswith("parameters()")
    kind = value.path.rpartition(".")[2]
    own = kind[:1].isupper() and "." in value.path and not OWN.match(value.path)
    return named and own and "lr" in value.keywords


OWN = re.compile(r"schedulefree\.|.*Ranger21$")
"""Optimizers of others that move their rate themselves."""


def rate_of(optimizer: Any) -> Any:
    """Return the rate that an optimizer was made with; `MISSING` where it does not say it."""
    if isinstance(optimizer, Made):
        for name in RATES:
            if name in optimizer.keywords:
                return optimizer.keywords[name]
        if len(optimizer.args) > 1:
            return optimizer.args[1]
        name = optimizer.path.rpartition(".")[2]
        # of another package, one of that name may do otherwise without a rate
        known = name != "Adafactor" or optimizer.path.partition(".")[0] in ("torch", "optim", name)
        return DEFAULTS.get(name, MISSING) if known else MISSING
    return MISSING


DEFAULTS = {
    "ASGD": 0.01, "Adadelta": 1.0, "Adafactor": 0.01, "Adagrad": 0.01, "Adam": 0.001,
    "AdamW": 0.001, "Adamax": 0.002, "LBFGS": 1.0, "Muon": 0.001, "NAdam": 0.002, "RAdam": 0.001,
    "RMSprop": 0.01, "Rprop": 0.01, "SGD": 0.001, "SparseAdam": 0.001,
}  # fmt: skip
"""The rates of torch's optimizers where none is given, in version 2.13."""


def is_schedule(value: Any) -> bool:
    """Tell whether something made is a schedule of the catalogue, or of the script's own."""
    if isinstance(value, Instance):
        roots = value.of.roots() if value.of else ()
        return any(
            root.rpartition(".")[2] in SCHEDULERS or ".lr_scheduler." in root for root in roots
        )
    if not isinstance(value, Made) or is_optimizer(value):
        return False
    return find.has(value.path)


def is_module(value: Any) -> bool:
    """Tell whether something is a model of the script's own, as torch has them."""
    roots = value.of.roots() if isinstance(value, Instance) and value.of else ()
    return any(root.rpartition(".")[2] == "Module" for root in roots)


def made_by(path: str) -> bool:
    """Tell whether what a dotted name stands for makes an optimizer of torch's, or a schedule."""
    return path.removeprefix("torch.optim.") in DEFAULTS or find.has(path)


def callable_(value: Any) -> bool:
    """Tell whether something is an object of the script's own that is called with the step."""
    own = value.of.lookup("__call__") if isinstance(value, Instance) and value.of else None
    return isinstance(own, Function)


def inside(value: Any) -> Iterator[Any]:
    """Yield what stands among the arguments of something made, however deep."""
    parts: list[Any] = []
    if isinstance(value, Made):
        parts = [*value.args, *value.keywords.values()]
    elif isinstance(value, Instance):
        parts = [*value.attributes.values()]
    elif isinstance(value, list | tuple):
        parts = list(value)
    for part in parts:
        if isinstance(part, Made | list | tuple):
            yield part
            yield from inside(part)


def held(value: Any, deep: int = 3) -> Iterator[Made | Instance]:
    """Yield the optimizers and schedules in a value, those in objects and mappings too."""
    if is_optimizer(value) or is_schedule(value):
        yield value
    elif isinstance(value, dict) and is_optimizer(of := getattr(value, "optimizer", None)):
        # a group
        yield of  # type: ignore[misc]
    elif deep and isinstance(value, list | tuple | dict | Instance):
        inner = value.attributes if isinstance(value, Instance) else value
        for one in list(inner.values() if isinstance(inner, dict) else inner)[:100]:
            yield from held(one, deep - 1)


def optimizer_of(value: Any) -> Any:
    """Return the optimizer that a schedule moves; None if it has none, or several."""
    found = {id(part): part for part in inside(value) if is_optimizer(part)}
    return next(iter(found.values())) if len(found) == 1 else None
