"""Keras's `fit`: how long each training of a model is, and what its optimizer does meanwhile."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.clock import Beats, Pace
from lrplot.specs.script.frameworks.keras.callbacks import called_back
from lrplot.specs.script.run import Event, Run
from lrplot.specs.script.schedules import Stepped
from lrplot.specs.script.setting import sets_rate
from lrplot.specs.script.sizes import batches, examples, length
from lrplot.specs.script.training import UnknownError, number
from lrplot.specs.script.trees import opaque, tree
from lrplot.specs.script.updates import optimizers, scheduled, untouched
from lrplot.specs.script.values import MISSING, Made, Opaque

FIT = ("x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split")
"""The first parameters of `fit`, in order."""

BATCH = 32
"""The batch size of `fit` if none is given."""


def same(one: Any, other: Any) -> bool:
    """Tell whether two methods are called on one model."""
    if isinstance(one, Opaque) and isinstance(other, Opaque):
        return one.text.rpartition(".")[0] == other.text.rpartition(".")[0]
    return one is other


def before(compiled: list[Event], model: Any, line: int) -> Event:
    """Return where a model is compiled, before it is trained on that line."""
    own = [event for event in compiled if same(event.of, model)]
    if not own:
        raise LrplotError(f"line {line}: this model is not compiled here")
    if len(own) > 1:
        raise LrplotError(
            f"line {own[-1].line}: the model is compiled again, with an optimizer of its own; "
            "draw the trainings one by one"
        )
    return own[0]


def fitted(run: Run, compiled: Event, fits: list[Event]) -> Stepped:
    """Return what a model that is compiled trains with, in one training or several."""
    missing: list[ast.expr] = []
    said: list[tuple[Any, Any, Any]] = []
    for fit in fits:
        if fit.loops or fit.tests or compiled.loops or compiled.tests:
            raise LrplotError(f"line {fit.line}: how often the model is trained cannot be read")
        epochs = _argument(fit, "epochs")
        first = fit.keywords.get("initial_epoch", 0)
        said.append((first, 1 if epochs is None else epochs, _steps(run, fit)))
        missing += [tree(each) for each in said[-1] if any(opaque(tree(each)))]
    if line := sets_rate(compiled.of):
        raise LrplotError(f"line {line}: this model sets its rate in its own way")
    found = None
    moving: list[Stepped | None] = []
    try:
        optimizer = optimizer_of(compiled)
        untouched(run, optimizer)
        found = scheduled(run, optimizer)
        moving = [
            called_back(run, _argument(fit, "callbacks"), fit.line, optimizer) for fit in fits
        ]
    except UnknownError as error:
        missing += error.trees
    if missing or found is None:
        raise UnknownError(missing)
    epochs_of = [_epochs(*each, fit.line) for each, fit in zip(said, fits, strict=True)]
    updates = [steps for every, steps in epochs_of for _ in every]
    if not updates:
        raise LrplotError(f"line {fits[0].line}: no update is ever made")
    one = next((each for each in moving if each), None)
    if one is not None:
        found = replace(one, pace=_pace(epochs_of, moving, fits))
    epoch = float(updates[0]) if len(set(updates)) == 1 else None
    return replace(found, length=(sum(updates), epoch))


def _epochs(first: Any, last: Any, steps: Any, line: int) -> tuple[range, int]:
    """Return the epochs of a training, and how many updates each has."""
    begin = int(number(first, f"line {line}: initial_epoch"))
    end = int(number(last, f"line {line}: epochs"))
    return range(begin, end), int(number(steps, f"line {line}: the steps of an epoch"))


def _pace(
    epochs_of: list[tuple[range, int]], moving: list[Stepped | None], fits: list[Event]
) -> Pace | Beats:
    """Return which epoch a callback is told at every update: each training says its own."""
    if len(fits) == 1 and epochs_of[0][0].start == 0:
        return Pace(epochs_of[0][1])
    words = {one.word() for one in moving if one}
    starts: list[float] = []
    told: list[float] = []
    at = 0
    for (every, steps), one, fit in zip(epochs_of, moving, fits, strict=True):
        if len(words) > 1 or (one is None and not told):
            raise LrplotError(f"line {fit.line}: other callbacks move the rate in this training")
        for epoch in every:
            starts.append(float(at))
            told.append(float(epoch) if one else told[-1])
            at += steps
    if any(one and _takes_rate(one.tree) for one in moving) and told != [
        float(epoch) for epoch in range(len(told))
    ]:
        raise LrplotError(
            f"line {fits[-1].line}: the callback is told the rate, and its epochs do not begin "
            "at 0 and go on one by one; this is not read"
        )
    return Beats(tuple(starts), tuple(told), (0.0,) * len(told), at - 1.0)


def _takes_rate(node: ast.expr) -> bool:
    """Tell whether a callback's function makes the rate of the one before it."""
    function = node.args[0] if isinstance(node, ast.Call) else None
    if not isinstance(function, ast.Lambda) or len(function.args.args) < 2:
        return isinstance(node, ast.Call) and bool(node.keywords)
    rate = function.args.args[1].arg
    return any(isinstance(part, ast.Name) and part.id == rate for part in ast.walk(function.body))


def _argument(event: Event, name: str) -> Any:
    """Return an argument of `fit`; None if it is not given."""
    if name in event.keywords:
        return event.keywords[name]
    place = FIT.index(name) if name in FIT else len(event.args)
    return event.args[place] if place < len(event.args) else None


def _steps(run: Run, fit: Event) -> Any:
    """Return how many updates an epoch has."""
    steps = _argument(fit, "steps_per_epoch")
    if steps is not None:
        return steps
    if run.sizes.epoch:
        return int(run.sizes.epoch)
    data, split = _argument(fit, "x"), _argument(fit, "validation_split")
    size = _argument(fit, "batch_size")
    if _argument(fit, "y") is None and size is None:
        # a dataset, which has batches
        found = length(run, data)
        text = f"len({getattr(data, 'name', '') or getattr(data, 'text', 'x')})"
        said = run.said(text)
        return said if said is not MISSING else Opaque(text, fit.line) if found is None else found
    many = examples(run, data)
    if split and isinstance(many, int) and isinstance(split, float):
        many = int(many * (1.0 - split))
    elif split:
        return _kept(many, split, BATCH if size is None else size)
    return batches(many, BATCH if size is None else size)


def _kept(many: Any, split: Any, size: Any) -> Any:
    """Return how many batches there are without what is split off."""
    rest = ast.BinOp(ast.Constant(1.0), ast.Sub(), tree(split))
    whole = ast.BinOp(tree(many), ast.Mult(), rest)
    return batches(Opaque(ast.unparse(whole), 0) if not any(opaque(whole)) else many, size)


def got(given: Any, line: int) -> Any:
    """Return the optimizer that Keras makes of a name or a configuration; itself if it is one."""
    config: Any = {}
    if isinstance(given, dict):
        given, config = given.get("class_name"), given.get("config", {})
    if isinstance(given, str) and isinstance(config, dict):
        from lrplot.catalogue import find

        words = {key: value for key, value in config.items() if isinstance(key, str)}
        for _, found in find.optimizers("keras.optimizers", "Adam"):
            for name in found.rates:
                if name.lower() == given.lower():
                    return Made(f"keras.optimizers.{name}", [], words, line)
    return given


def optimizer_of(compiled: Event) -> Any:
    """Return the optimizer that a model is compiled with."""
    given = compiled.keywords.get("optimizer", compiled.args[0] if compiled.args else "rmsprop")
    given = got(given, compiled.line)
    if isinstance(given, Opaque):
        raise UnknownError([tree(given)])
    if not isinstance(given, Made) or optimizers(given.path) is None:
        raise LrplotError(f"line {compiled.line}: this optimizer is not known")
    return given
