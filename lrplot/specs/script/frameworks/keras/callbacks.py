"""Keras's callbacks: which of them move the rate, and how."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError, warn
from lrplot.specs.clock import Pace
from lrplot.specs.script.functions import constructor
from lrplot.specs.script.run import Run
from lrplot.specs.script.schedules import Stepped
from lrplot.specs.script.setting import sets_rate
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import tree
from lrplot.specs.script.updates import optimizers, scheduled
from lrplot.specs.script.values import Function, Instance, Made, Opaque, Path

ROOTS = {"keras", "tensorflow", "tf_keras"}

MOVING = ("lr", "learning_rate", "learningrate", "schedul", "warmup")
"""Parts of the names of callbacks that move the rate, in small letters."""


def called_back(run: Run, given: Any, line: int, optimizer: Made) -> Stepped | None:
    """Return the callback that moves the rate once an epoch; None if none does."""
    if given is None:
        return None
    listed = given if isinstance(given, list | tuple) else [given]
    moving = [one for one in listed if moves(one)]
    if len(moving) > 1:
        raise LrplotError(f"line {line}: two callbacks move the rate")
    if not moving:
        return None
    one = moving[0]
    kind = one.path.rpartition(".")[2]
    if kind != "LearningRateScheduler":
        raise LrplotError(
            f"line {one.line}: {kind} follows what is measured in training; "
            f"keras.{kind}(metrics=…) draws it for metrics of yours"
        )
    own = scheduled(run, optimizer)
    node = own.tree
    if isinstance(node, ast.Call) and any(
        isinstance(part, ast.Call | ast.Lambda) for part in (*node.args, *_values(node))
    ):
        raise LrplotError(f"line {one.line}: Keras refuses this callback beside a schedule")
    function = one.argument("schedule", 0)
    if isinstance(function, Opaque):
        raise UnknownError([tree(function)])
    told = constructor(run, function)
    call = ast.Call(ast.Name("keras.callbacks.LearningRateScheduler", ast.Load()), [told], [])
    if isinstance(told, ast.Lambda) and len(told.args.args) > 1:
        call.keywords = [ast.keyword("lr", level(node))]
    name = one.name or (function.name if isinstance(function, Function) else "")
    return Stepped(call, name, one.line, one, pace=Pace(1))


def _values(node: ast.Call) -> list[ast.expr]:
    return [word.value for word in node.keywords]


def level(node: ast.expr) -> ast.expr:
    """Return the number that an optimizer's tree says for its rate."""
    values = [*node.args, *_values(node)] if isinstance(node, ast.Call) else []
    if values:
        return values[0]
    name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    found = optimizers(name)
    default = found[1].rates.get(name.rpartition(".")[2]) if found else None
    return ast.Constant(default)


def moves(one: Any) -> bool:
    """Tell whether a callback moves the rate; `LrplotError` where that cannot be told."""
    if isinstance(one, Made):
        name = one.path.rpartition(".")[2].lower()
        if one.path.partition(".")[0] in ROOTS and ".callbacks." in f"{one.path}.":
            for part in (*one.args, *one.keywords.values()):
                if isinstance(part, Function) and (line := sets_rate(part)):
                    raise LrplotError(f"line {line}: this callback moves the rate in its own way")
            if name == "earlystopping":
                warn(f"line {one.line}: EarlyStopping may end this training before its time")
            return name in ("learningratescheduler", "reducelronplateau")
        if not name[:1].isalpha() or any(part in name for part in MOVING):
            raise LrplotError(f"line {one.line}: whether {one.path} moves the rate is not known")
        return False
    if isinstance(one, Instance) and one.of:
        kinds = {name.rpartition(".")[2] for name in one.of.roots()}
        if kinds & {"LearningRateScheduler", "ReduceLROnPlateau"}:
            raise LrplotError(f"line {one.line}: this callback moves the rate in its own way")
        if line := sets_rate(one):
            raise LrplotError(f"line {line}: this callback moves the rate in its own way")
        return False
    if isinstance(one, Path):
        return False
    raise UnknownError([tree(one)])
