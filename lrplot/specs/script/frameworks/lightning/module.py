"""What a Lightning module hands to its Trainer, and what takes the rate into its own hands."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError, warn
from lrplot.specs.script.inline import call
from lrplot.specs.script.kinds import is_optimizer
from lrplot.specs.script.run import Run
from lrplot.specs.script.setting import sets_rate
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import tree
from lrplot.specs.script.values import MISSING, Function, Instance, Made, Opaque

ROOTS = {"lightning", "pytorch_lightning"}

OWN = ("optimizer_step", "lr_scheduler_step")
"""Methods by which a module takes its updates into its own hands."""

MOVING = (
    "StochasticWeightAveraging", "GradientAccumulationScheduler", "LearningRateFinder",
    "BackboneFinetuning", "BaseFinetuning", "BatchSizeFinder",
)  # fmt: skip
"""Lightning's callbacks that move the rate, or the updates."""

ENDING = ("EarlyStopping", "Timer")
"""Those that may end a training before its time."""


def whole(run: Run, module: Instance, trainer: Made) -> None:
    """Raise `LrplotError` where more than `configure_optimizers` moves the rate of a module."""
    by_hand = module.attributes.get("automatic_optimization", MISSING)
    if by_hand is MISSING and module.of:
        by_hand = module.of.lookup("automatic_optimization")
    if by_hand not in (MISSING, True):
        raise LrplotError(f"line {module.line}: what it optimizes by hand is not read")
    for name in OWN:
        own = module.of.lookup(name) if module.of else MISSING
        if own is not MISSING and not (name == OWN[1] and _usual(own)):
            raise LrplotError(f"line {module.line}: {name} of its own class is not read")
    if line := sets_rate(module):
        raise LrplotError(f"line {line}: this module sets its rate in its own way")
    own = module.of.lookup("configure_callbacks") if module.of else MISSING
    more = None
    if isinstance(own, Function):
        more = call(run, Function(own.node, own.scope, module), [], {}, own.node)
    for given in (trainer.keywords.get("callbacks"), more):
        for one in given if isinstance(given, list | tuple) else [given]:
            _harmless(one)


def _usual(own: Any) -> bool:
    """Tell whether a method only steps the scheduler that it is given, as Lightning itself does."""
    if not isinstance(own, Function):
        return False
    body = [node for node in own.node.body if not _docstring(node)]  # type: ignore[union-attr]
    names = [arg.arg for arg in own.node.args.args]
    return len(names) > 1 and [ast.unparse(node) for node in body] == [f"{names[1]}.step()"]


def _docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _harmless(one: Any) -> None:
    if isinstance(one, Opaque):
        raise UnknownError([tree(one)])
    name = getattr(one, "path", "").rpartition(".")[2]
    roots = one.of.roots() if isinstance(one, Instance) and one.of else ()
    kinds = {name, *(root.rpartition(".")[2] for root in roots)}
    if moving := sorted(kinds & {*MOVING}):
        raise LrplotError(
            f"line {one.line}: {moving[0]} moves the rate or the updates in its own way"
        )
    if line := sets_rate(one):
        raise LrplotError(
            f"line {line}: this callback moves the rate or the updates in its own way"
        )
    if kinds & {*ENDING}:
        warn(f"line {one.line}: {name} may end this training before its time")


def configured(found: Any, line: int) -> tuple[Made, dict[str, Any] | None]:
    """Return the optimizer, and how its scheduler is stepped, from what is returned."""
    schedulers: Any = None
    if (
        isinstance(found, tuple | list)
        and len(found) == 2
        and isinstance(found[0], tuple | list)
        and isinstance(found[1], list | tuple | dict)
    ):
        found, schedulers = found
    elif isinstance(found, dict):
        found, schedulers = found.get("optimizer"), found.get("lr_scheduler")
    if isinstance(found, tuple | list):
        if len(found) != 1:
            raise LrplotError(f"line {line}: several optimizers are not read")
        (found,) = found
        if isinstance(found, dict):
            found, schedulers = found.get("optimizer"), found.get("lr_scheduler")
    if isinstance(schedulers, tuple | list):
        if len(schedulers) > 1:
            raise LrplotError(f"line {line}: several schedulers are not read")
        schedulers = schedulers[0] if schedulers else None
    if isinstance(found, Opaque):
        raise UnknownError([tree(found)])
    if not isinstance(found, Made) or not is_optimizer(found):
        raise LrplotError(f"line {line}: what configure_optimizers gives cannot be read")
    if schedulers is None or isinstance(schedulers, dict):
        return found, schedulers
    return found, {"scheduler": schedulers}
