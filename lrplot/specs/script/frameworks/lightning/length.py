"""How long Lightning's Trainer trains, and how many batches an epoch of it has."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lrplot.errors import LrplotError, warn
from lrplot.specs.script.frameworks.lightning.module import hook
from lrplot.specs.script.run import Event, Run
from lrplot.specs.script.sizes import batches, length
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import opaque, tree, worked_out
from lrplot.specs.script.values import MISSING, Function, Instance, Made, Opaque

EPOCHS = 1000
"""How many epochs a Trainer trains if nothing says it."""

CHANGED = ("limit_train_batches", "accumulate_grad_batches")
"""Attributes of a Trainer on which its length depends, that may be changed."""


@dataclass(frozen=True)
class Training:
    """How long a Trainer trains: the batches of an epoch, and what ends it."""

    batches: Any
    accumulated: Any
    epochs: Any
    steps: Any

    @property
    def updates(self) -> Any:
        """How many updates an epoch has."""
        return batches(self.batches, self.accumulated)

    @property
    def total(self) -> Any:
        """How many updates are made in all."""
        if self.epochs is None:
            return self.steps
        whole = worked_out(ast.BinOp(tree(self.updates), ast.Mult(), tree(self.epochs)))
        if self.steps is None:
            return whole
        if isinstance(whole, int) and isinstance(self.steps, int):
            return min(whole, self.steps)
        both = [tree(whole), tree(self.steps)]
        return worked_out(ast.Call(ast.Name("min", ast.Load()), both, []))


def training_of(run: Run, fit: Event, module: Instance, given: dict[str, Any]) -> Training:
    """Return how long a Trainer trains a module."""
    own = fit.of.attributes
    loop = own.get("fit_loop")
    changed = {name: own[name] for name in CHANGED if name in own}
    changed |= loop.attributes if isinstance(loop, Instance) else {}
    said_ = {**fit.of.keywords, **changed}
    said_ = {**said_, **_shortened(said_)}
    for name in ("fast_dev_run", "overfit_batches", "max_time"):
        if said_.get(name):
            raise LrplotError(f"line {fit.of.line}: a Trainer with {name} is not read")
    processes = 1
    devices = said_.get("devices", said_.get("gpus", "auto"))
    nodes = said_.get("num_nodes", 1)
    if isinstance(devices, list | tuple):
        devices = len(devices)
    if type(devices) is int and type(nodes) is int and devices > 0:
        processes = devices * nodes
    else:
        processes = run.sizes.processes()
    many = _batches(run, fit, module, given, processes)
    limit = said_.get("limit_train_batches", 1.0)
    if isinstance(many, int) and type(limit) is int:
        many = min(many, limit)
    elif isinstance(many, int) and isinstance(limit, float):
        many = int(many * limit)
    elif limit not in (1.0, None):
        many = Opaque("the batches of an epoch", fit.line) if not any(opaque(tree(many))) else many
    steps = said_.get("max_steps", -1)
    steps = None if steps == -1 else steps
    epochs = said_.get("max_epochs")
    if epochs is None:
        epochs = EPOCHS if steps is None else None
    return Training(many, said_.get("accumulate_grad_batches", 1), epochs, steps)


def _shortened(said_: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a Trainer makes of the arguments that shorten a training to a few batches."""
    fast, few = said_.get("fast_dev_run", False), said_.get("overfit_batches", 0.0)
    if fast is not False and type(fast) in (bool, int) and fast > 0:
        one = {"max_epochs": 1, "max_steps": int(fast), "fast_dev_run": None}
        return {**one, "limit_train_batches": int(fast)}
    if type(few) is int and few > 0:
        return {"limit_train_batches": few, "overfit_batches": None}
    return {}


def _batches(run: Run, fit: Event, module: Instance, given: dict[str, Any], processes: int) -> Any:
    """Return how many batches an epoch has."""
    loader, data = given.get("train_dataloaders"), given.get("datamodule")
    own = loader.of.lookup("train_dataloader") if isinstance(loader, Instance) and loader.of else 0
    if isinstance(own, Function):
        # a data module in the place of a loader
        loader, data = None, loader
    if loader is None:
        source = data if isinstance(data, Instance) else module
        hook(run, source, "prepare_data")
        hook(run, source, "setup", ["fit"])
        loader = hook(run, source, "train_dataloader")
        if loader is None:
            name = getattr(data, "name", "") or getattr(data, "text", "") or "train_dataloader"
            loader = Opaque(f"{name}.train_dataloader()" if data is not None else name, fit.line)
    if (each := _several(loader)) is not None:
        return _together(run, *each, processes, fit.line)
    return _of_loader(run, loader, processes, fit.line)


def _several(loader: Any) -> tuple[list[Any], str] | None:
    """Return the loaders that give a batch each, and how they end; None for a single one."""
    mode = "max_size_cycle"
    if isinstance(loader, Made) and loader.path.endswith(".CombinedLoader"):
        mode = loader.argument("mode", 1) or "min_size"
        loader = loader.argument("iterables", 0)
    if not isinstance(loader, list | tuple | dict):
        return None
    return list(loader.values() if isinstance(loader, dict) else loader), mode


def _together(run: Run, loaders: list[Any], mode: str, processes: int, line: int) -> Any:
    """Return how many batches several loaders give together."""
    found = [_of_loader(run, one, processes, line) for one in loaders]
    if missing := [tree(one) for one in found if not isinstance(one, int)]:
        raise UnknownError(missing)
    if mode == "sequential":
        return sum(found)
    return min(found) if mode == "min_size" else max(found)


def _of_loader(run: Run, loader: Any, processes: int, line: int) -> Any:
    """Return how many batches a loader gives."""
    name = getattr(loader, "name", "") or getattr(loader, "text", "") or "train_dataloader"
    if (found := run.said(f"len({name})")) is not MISSING:
        if processes > 1:
            warn(f"line {line}: len({name}) is taken for what each of {processes} processes has")
        return found
    if (found := length(run, loader, processes)) is not None:
        return found
    if run.sizes.epoch:
        return int(run.sizes.epoch)
    return Opaque(f"len({name})", line)
