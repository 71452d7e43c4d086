"""Lightning: what `configure_optimizers` gives, for as long as the Trainer trains."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from lrplot.arithmetic.arrays import np
from lrplot.errors import LrplotError
from lrplot.specs.clock import Pace
from lrplot.specs.script.frameworks.lightning.length import Training, training_of
from lrplot.specs.script.inline import call
from lrplot.specs.script.run import Event, Framework, Run
from lrplot.specs.script.schedules import Stepped, is_optimizer, is_schedule, said
from lrplot.specs.script.training import LONGEST, UnknownError, beat, number
from lrplot.specs.script.trees import opaque, tree
from lrplot.specs.script.updates import root, scheduled
from lrplot.specs.script.values import MISSING, Function, Instance, Made, Opaque

ROOTS = {"lightning", "pytorch_lightning"}

OWN = ("optimizer_step", "lr_scheduler_step", "configure_gradient_clipping_and_step")
"""Methods by which a module takes its updates into its own hands."""

FIT = ("model", "train_dataloaders", "val_dataloaders", "datamodule")


class Lightning(Framework):
    """What the calls of a module and of its Trainer do."""

    def attribute(self, run: Run, owner: Made, name: str) -> Any:
        return owner.keywords.get(name, MISSING) if _trainer(owner) else MISSING

    def called(
        self,
        run: Run,
        owner: Any,
        name: str,
        args: list[Any],
        words: dict[str, Any],
        node: ast.Call,
    ) -> Any:
        if name == "fit" and _trainer(owner):
            run.event("lightning fit", owner, node, args, words)
            return None
        if name == "save_hyperparameters" and isinstance(owner, Instance) and root(owner) & ROOTS:
            given = args[0] if args and isinstance(args[0], dict | Instance) else None
            values = given if isinstance(given, dict) else getattr(given, "attributes", None)
            owner.attributes["hparams"] = Instance(
                None, _arguments(run, owner) if values is None else dict(values), node.lineno
            )
            return None
        return MISSING

    def trained(self, run: Run) -> list[Stepped]:
        fits = [event for event in run.events if event.kind == "lightning fit"]
        if len(fits) > 1 or (fits and (fits[0].loops or fits[0].tests)):
            raise LrplotError(
                f"line {fits[-1].line}: how often this is trained cannot be read; name one training"
            )
        return [_fitted(run, fits[0])] if fits else []


def _trainer(value: Any) -> bool:
    return isinstance(value, Made) and value.path.endswith(".Trainer") and bool(root(value) & ROOTS)


def _arguments(run: Run, of: Instance) -> dict[str, Any]:
    """Return what an object's constructor was called with, defaults included."""
    own = of.of.lookup("__init__") if of.of else MISSING
    if not isinstance(own, Function):
        return {}
    takes = own.node.args
    names = [arg.arg for arg in (*takes.posonlyargs, *takes.args)][1:]
    found: dict[str, Any] = {}
    defaults = dict(zip(names[len(names) - len(takes.defaults) :], takes.defaults, strict=False))
    defaults |= {
        arg.arg: value
        for arg, value in zip(takes.kwonlyargs, takes.kw_defaults, strict=True)
        if value is not None
    }
    for name, default in defaults.items():
        found[name] = run.evaluate(run, default, own.scope)
    for place, name in enumerate(names):
        if f"({place})" in of.attributes:
            found[name] = of.attributes[f"({place})"]
    given = {key[1:-1]: value for key, value in of.attributes.items() if key.startswith("(")}
    return found | {name: value for name, value in given.items() if name.isidentifier()}


def _fitted(run: Run, fit: Event) -> Stepped:
    given = dict(zip(FIT, fit.args, strict=False)) | dict(fit.keywords)
    module = given.get("model")
    if isinstance(module, Opaque):
        raise UnknownError([tree(module)])
    if not isinstance(module, Instance) or not module.of:
        raise LrplotError(f"line {fit.line}: the class of this module is not in the script")
    if "automatic_optimization" in module.attributes:
        raise LrplotError(f"line {module.line}: what it optimizes by hand is not read")
    for name in OWN:
        if module.of.lookup(name) is not MISSING:
            raise LrplotError(f"line {module.line}: {name} of its own class is not read")
    training = training_of(run, fit, module, given)
    module.attributes["trainer"] = _seen(run, fit.of, training)
    own = module.of.lookup("configure_optimizers")
    if not isinstance(own, Function):
        raise LrplotError(f"line {module.line}: it has no configure_optimizers")
    found = call(run, Function(own.node, own.scope, module), [], {}, own.node)
    optimizer, config = _configured(found, own.node.lineno)
    missing = [node for value in (training.total,) if any(opaque(node := tree(value)))]
    try:
        if config is None:
            one = scheduled(run, optimizer)
        else:
            scheduler = config["scheduler"]
            if isinstance(scheduler, Opaque):
                raise UnknownError([tree(scheduler)])
            follows = getattr(scheduler, "path", "").endswith("ReduceLROnPlateau")
            if not is_schedule(scheduler) or follows:
                raise LrplotError(f"line {own.node.lineno}: this scheduler cannot be read")
            one = said(run, scheduler)
    except UnknownError as error:
        raise UnknownError([*missing, *error.trees]) from None
    if missing:
        raise UnknownError(missing)
    total = int(number(training.total, f"line {fit.line}: the length of this training"))
    updates = training.updates
    epoch = float(updates) if isinstance(updates, int) else None
    pace = None if config is None else _pace(config, training, own.node.lineno)
    return replace(one, pace=pace, length=(total, epoch))


def _seen(run: Run, trainer: Made, training: Training) -> Instance:
    """Return the Trainer as a module sees it."""
    values = {
        "estimated_stepping_batches": training.total,
        "num_training_batches": training.batches,
        "max_epochs": training.epochs,
        "max_steps": -1 if training.steps is None else training.steps,
        "accumulate_grad_batches": training.accumulated,
    }
    found = Instance(None, {**trainer.keywords, **values}, trainer.line)
    found.name = "self.trainer"
    return found


def _configured(found: Any, line: int) -> tuple[Any, dict[str, Any] | None]:
    """Return the optimizer, and how its scheduler is stepped, from what is returned."""
    schedulers: Any = None
    if isinstance(found, tuple | list) and len(found) == 2 and isinstance(found[1], list | tuple):
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
    if not is_optimizer(found):
        raise LrplotError(f"line {line}: what configure_optimizers gives cannot be read")
    if schedulers is None or isinstance(schedulers, dict):
        return found, schedulers
    return found, {"scheduler": schedulers}


def _pace(config: dict[str, Any], training: Training, line: int) -> Pace | None:
    """Return how a scheduler is stepped: once an epoch, if nothing else is said."""
    interval, every = config.get("interval", "epoch"), config.get("frequency", 1)
    if interval not in ("epoch", "step") or type(every) is not int or every < 1:
        raise LrplotError(f"line {line}: the interval or frequency of the scheduler is not known")
    if interval == "step" and every == 1:
        return None
    updates = training.updates
    if not isinstance(updates, int):
        raise UnknownError([tree(training.batches)])
    if interval == "epoch":
        return Pace(updates * every)
    if training.batches > LONGEST:
        raise LrplotError(f"line {line}: {training.batches:,} batches are too many to look at")
    at = np.arange(1, training.batches + 1)
    happens = (at % training.accumulated == 0) | (at == training.batches)
    return beat(happens, happens & (at % every == 0), line)


FRAMEWORK = Lightning()
