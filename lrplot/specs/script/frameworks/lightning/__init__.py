"""Lightning: what `configure_optimizers` gives, for as long as the Trainer trains."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from lrplot.arithmetic.arrays import np
from lrplot.errors import LrplotError
from lrplot.specs.clock import Beats, Pace
from lrplot.specs.script.beats import pace_of
from lrplot.specs.script.framework import Framework
from lrplot.specs.script.frameworks.lightning.length import Training, training_of
from lrplot.specs.script.frameworks.lightning.looped import asked, followed, own_way, paced
from lrplot.specs.script.frameworks.lightning.module import (
    ROOTS,
    batch_by_batch,
    callbacks,
    configured,
    hook,
    whole,
)
from lrplot.specs.script.frameworks.lightning.tuned import tuned
from lrplot.specs.script.groups import groups
from lrplot.specs.script.run import Event, Run
from lrplot.specs.script.schedules import Stepped, is_schedule
from lrplot.specs.script.stepped import called, level, of_groups
from lrplot.specs.script.training import LONGEST, UnknownError, number
from lrplot.specs.script.trees import opaque, tree
from lrplot.specs.script.updates import root, scheduled
from lrplot.specs.script.values import MISSING, Function, Instance, Made, Opaque

FIT = ("model", "train_dataloaders", "val_dataloaders", "datamodule")


class Lightning(Framework):
    """What the calls of a module and of its Trainer do."""

    def attribute(self, run: Run, owner: Made, name: str) -> Any:
        if not _trainer(owner):
            return MISSING
        if name == "fit_loop":
            return owner.attributes.setdefault(name, Instance(None, {}, owner.line))
        return owner.keywords.get(name, MISSING)

    def called(
        self,
        run: Run,
        owner: Any,
        name: str,
        args: list[Any],
        words: dict[str, Any],
        node: ast.Call,
    ) -> Any:
        tuned(owner, name, args, words, node.lineno)
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
        return asked(run, owner, name, args, words, node)

    def trained(self, run: Run) -> list[Stepped]:
        fits = [event for event in run.events if event.kind == "lightning fit"]
        if len(fits) > 1 or (fits and (fits[0].loops or fits[0].tests)):
            raise LrplotError(
                f"line {fits[-1].line}: how often this is trained cannot be read; name one training"
            )
        if not fits and (tools := [one for one in run.made if _cli(one)]):
            raise LrplotError(
                f"line {tools[0].line}: LightningCLI takes the optimizer, the scheduler and the "
                "length from its command line or a file: draw that file"
            )
        return _fitted(run, fits[0]) if fits else []


def _trainer(value: Any) -> bool:
    return isinstance(value, Made) and value.path.endswith(".Trainer") and bool(root(value) & ROOTS)


def _cli(value: Any) -> bool:
    of = value.of if isinstance(value, Instance) else None
    paths = [value.path] if isinstance(value, Made) else list(of.roots()) if of else []
    return bool(root(value) & ROOTS) and any(path.endswith("LightningCLI") for path in paths)


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


def _fitted(run: Run, fit: Event) -> list[Stepped]:
    given = dict(zip(FIT, fit.args, strict=False)) | dict(fit.keywords)
    module = given.get("model")
    if isinstance(module, Opaque):
        raise UnknownError([tree(module)])
    if not isinstance(module, Instance) or not module.of:
        raise LrplotError(f"line {fit.line}: the class of this module is not in the script")
    every = callbacks(run, module, fit.of)
    batch_by_batch(module)
    data = {"datamodule": given.get("datamodule")}
    module.attributes["trainer"] = Instance(None, {**fit.of.keywords, **data}, fit.of.line)
    training = training_of(run, fit, module, given)
    module.attributes["trainer"] = trainer = _seen(run, fit.of, training)
    trainer.attributes |= data
    if given.get("train_dataloaders") is not None or given.get("datamodule") is not None:
        # else it is followed where it makes the loader
        hook(run, module, "setup", ["fit"])
    own = module.of.lookup("configure_optimizers")
    if not isinstance(own, Function):
        raise LrplotError(f"line {module.line}: it has no configure_optimizers")
    found = hook(run, module, "configure_optimizers")
    optimizers, configs = configured(found, own.node.lineno)
    for each in configs:
        _scheduler(each, own.node.lineno)
    if own_way(run, module, every, configs):
        followed(run, module, every, optimizers, configs, training, fit.line)
        return []
    whole(run, module, fit.of)
    if len(optimizers) > 1:
        raise LrplotError(
            f"line {own.node.lineno}: several optimizers need automatic_optimization = False"
        )
    optimizer, config = optimizers[0], configs[0] if configs else None
    missing = [node for value in (training.total,) if any(opaque(node := tree(value)))]
    try:
        rates = groups(run, optimizer)
        if config is not None:
            many = of_groups(run, _scheduler(config, own.node.lineno), rates)
        elif len({ast.unparse(tree(group["lr"])) for group in rates}) > 1:
            many = [replace(level(group), group=called(group)) for group in rates]
        else:
            many = [scheduled(run, optimizer)]
    except UnknownError as error:
        raise UnknownError([*missing, *error.trees]) from None
    if missing:
        raise UnknownError(missing)
    total = int(number(training.total, f"line {fit.line}: the length of this training"))
    if total < 1:
        raise LrplotError(f"line {fit.line}: no update is ever made")
    updates = training.updates
    epoch = float(updates) if isinstance(updates, int) else None
    pace = None if config is None else _pace(config, training, total, own.node.lineno)
    return [replace(one, pace=pace, length=(total, epoch)) for one in many]


def _scheduler(config: dict[str, Any], line: int) -> Any:
    """Return the scheduler that a configuration has."""
    scheduler: Any = config.get("scheduler")
    if isinstance(scheduler, Opaque):
        raise UnknownError([tree(scheduler)])
    if getattr(scheduler, "path", "").endswith("ReduceLROnPlateau"):
        raise LrplotError(
            f"line {scheduler.line}: ReduceLROnPlateau follows what is measured in training; "
            "torch.ReduceLROnPlateau(…, metrics=…) draws it for metrics of yours"
        )
    if not is_schedule(scheduler):
        raise LrplotError(f"line {line}: this scheduler cannot be read")
    return scheduler


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


def _pace(config: dict[str, Any], training: Training, total: int, line: int) -> Pace | Beats | None:
    """Return how a scheduler is stepped: once an epoch, if nothing else is said."""
    interval, every = paced(config, line)
    if interval == "step" and every == 1:
        return None
    updates = training.updates
    if not isinstance(updates, int):
        raise UnknownError([tree(training.batches)])
    if interval == "epoch":
        return Pace(updates * every)
    if max(training.batches, total) > LONGEST:
        raise LrplotError(f"line {line}: {training.batches:,} batches are too many to look at")
    at = np.arange(1, training.batches + 1)
    happens = (at % training.accumulated == 0) | (at == training.batches)
    stepped = happens & (at % every == 0)
    before = (np.cumsum(stepped) - stepped)[happens]
    place = np.arange(total)
    clock = place // updates * int(stepped.sum()) + before[place % updates]
    return pace_of(clock.astype(np.float64), (total, float(updates)))


FRAMEWORK = Lightning()
