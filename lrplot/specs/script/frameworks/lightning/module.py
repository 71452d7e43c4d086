"""What a Lightning module hands to its Trainer, and what takes the rate into its own hands."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError, warn
from lrplot.specs.script.inline import call
from lrplot.specs.script.kinds import is_optimizer
from lrplot.specs.script.run import Run
from lrplot.specs.script.setting import methods, sets_rate
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


def hook(run: Run, of: Instance, name: str, args: Sequence[Any] = ()) -> Any:
    """Return what a method of an object's own class gives; None where it has none."""
    own = of.of.lookup(name) if of.of else MISSING
    if not isinstance(own, Function):
        return None
    return call(run, replace(own, owner=of), list(args), {}, own.node)


def whole(run: Run, module: Instance, trainer: Made) -> None:
    """Raise `LrplotError` where more than `configure_optimizers` moves the rate of a module."""
    for name in OWN:
        own = module.of.lookup(name) if module.of else MISSING
        if own is not MISSING and not (name == OWN[1] and usual(own)):
            raise LrplotError(f"line {module.line}: {name} of its own class is not read")
    if line := sets_rate(module):
        raise LrplotError(f"line {line}: this module sets its rate in its own way")


def callbacks(run: Run, module: Instance, trainer: Made) -> list[Any]:
    """Return the callbacks of a training; `LrplotError` for one that moves rates, or may."""
    more = hook(run, module, "configure_callbacks")
    every: list[Any] = []
    for given in (trainer.keywords.get("callbacks"), more):
        every += given if isinstance(given, list | tuple) else [given]
    for one in every:
        _harmless(one)
    return every


def batch_by_batch(of: Any) -> None:
    """Raise `LrplotError` where a hook leaves out batches, and warn where it ends the training."""
    for node in methods(getattr(of, "of", of)):
        for part in ast.walk(node):
            given = getattr(part, "value", None)
            if node.name == SKIPS and isinstance(part, ast.Return) and given is not None:
                raise LrplotError(
                    f"line {part.lineno}: {SKIPS} may leave out the rest of an epoch; "
                    "limit_train_batches=… says how many batches it has"
                )
            stored = isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)
            if stored and part.attr == "should_stop":  # type: ignore[attr-defined]
                line = part.lineno  # type: ignore[attr-defined]
                warn(f"line {line}: this may end the training before its time")


SKIPS = "on_train_batch_start"


def usual(own: Any) -> bool:
    """Tell whether a method only steps the scheduler that it is given, as Lightning itself does."""
    if not isinstance(own, Function):
        return False
    body = [node for node in own.node.body if not _docstring(node)]  # type: ignore[union-attr]
    names = [arg.arg for arg in own.node.args.args]
    text = "\n".join(ast.unparse(node) for node in body)
    return len(names) > 1 and text in [each.format(*names[1:], "metric") for each in USUAL]


USUAL = (
    "{0}.step()",
    "if {1} is None:\n    {0}.step()\nelse:\n    {0}.step({1})",
    "if {1} is not None:\n    {0}.step({1})\nelse:\n    {0}.step()",
)
"""What Lightning itself does with a scheduler and what is measured, which most have nothing of."""


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
    if not isinstance(one, Instance) and (line := sets_rate(one)):
        raise LrplotError(
            f"line {line}: this callback moves the rate or the updates in its own way"
        )
    batch_by_batch(one)
    if kinds & {*ENDING}:
        warn(f"line {one.line}: {name} may end this training before its time")


def configured(found: Any, line: int) -> tuple[list[Made], list[dict[str, Any]]]:
    """Return the optimizers, and how each scheduler is stepped, from what is returned."""
    schedulers: Any = None
    if (
        isinstance(found, tuple | list)
        and len(found) == 2
        and isinstance(found[0], tuple | list)
        and isinstance(found[1], list | tuple | dict)
    ):
        found, schedulers = found
    optimizers: list[Made] = []
    configs = list[dict[str, Any]]()
    for one in found if isinstance(found, tuple | list) else [found]:
        if isinstance(one, dict):
            configs += _configs(one.get("lr_scheduler"))
            one = one.get("optimizer")
        if isinstance(one, Opaque):
            raise UnknownError([tree(one)])
        if not isinstance(one, Made) or not is_optimizer(one):
            raise LrplotError(f"line {line}: what configure_optimizers gives cannot be read")
        optimizers.append(one)
    if not optimizers:
        raise LrplotError(f"line {line}: configure_optimizers gives no optimizer")
    return optimizers, configs + _configs(schedulers)


def _configs(schedulers: Any) -> list[dict[str, Any]]:
    if schedulers is None:
        return []
    each = schedulers if isinstance(schedulers, tuple | list) else [schedulers]
    return [one if isinstance(one, dict) else {"scheduler": one} for one in each]
