"""Keras's `fit`: how long each training of a model is, and what its optimizer does meanwhile."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.clock import Beats, Pace
from lrplot.specs.script.frameworks.keras.callbacks import called_back, level, moves
from lrplot.specs.script.frameworks.keras.lengths import argument, epochs_of, steps_of
from lrplot.specs.script.frameworks.keras.looped import followed, own, twin
from lrplot.specs.script.run import Event, Run
from lrplot.specs.script.schedules import Stepped
from lrplot.specs.script.setting import sets_rate
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import opaque, tree
from lrplot.specs.script.updates import optimizers, scheduled, untouched
from lrplot.specs.script.values import Function, Instance, Made, Opaque


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


def fitted(run: Run, compiled: Event, fits: list[Event]) -> Stepped | None:
    """Return what a model that is compiled trains with, in one training or several.

    None where its training is followed as a loop.
    """
    missing: list[ast.expr] = []
    said: list[tuple[Any, Any, Any]] = []
    for fit in fits:
        if fit.loops or fit.tests or compiled.loops or compiled.tests:
            raise LrplotError(f"line {fit.line}: how often the model is trained cannot be read")
        epochs = argument(fit, "epochs")
        first = fit.keywords.get("initial_epoch", 0)
        said.append((first, 1 if epochs is None else epochs, steps_of(run, fit)))
        missing += [tree(each) for each in said[-1] if any(opaque(tree(each)))]
    if line := sets_rate(compiled.of):
        raise LrplotError(f"line {line}: this model sets its rate in its own way")
    _updates_once(compiled.of)
    found = None
    moving: list[Stepped | None] = []
    try:
        optimizer = optimizer_of(compiled)
        untouched(run, optimizer)
        found = scheduled(run, optimizer)
        own_ways = [own(argument(fit, "callbacks")) for fit in fits]
        if not any(own_ways):
            moving = [
                called_back(run, argument(fit, "callbacks"), fit.line, optimizer) for fit in fits
            ]
    except UnknownError as error:
        missing += error.trees
    if missing or found is None:
        raise UnknownError(missing)
    every = [
        epochs_of(run, fit, steps, first, last)
        for (first, last, steps), fit in zip(said, fits, strict=True)
    ]
    updates = [steps for each in every for _, steps in each]
    if not updates:
        raise LrplotError(f"line {fits[0].line}: no update is ever made")
    if any(own_ways):
        _followed(run, compiled, fits, every, found)
        return None
    one = next((each for each in moving if each), None)
    if one is not None:
        found = replace(one, pace=_pace(every, moving, fits))
    epoch = float(updates[0]) if len(set(updates)) == 1 else None
    total, put_off = sum(updates), accumulated(optimizer)
    if put_off == 1:
        return replace(found, length=(total, epoch))
    if one is not None or total < put_off:
        raise LrplotError(f"line {optimizer.line}: this accumulation of gradients is not read")
    # its schedule goes on with each batch
    pace = Pace(1, put_off, put_off - 1)
    return replace(found, pace=pace, length=(total // put_off, None))


def _followed(
    run: Run, compiled: Event, fits: list[Event], every: list[list[tuple[int, int]]], found: Stepped
) -> None:
    """Follow trainings whose callbacks move the rate in their own way."""
    optimizer = optimizer_of(compiled)
    rate = level(found.tree)
    if accumulated(optimizer) > 1 or not isinstance(rate, ast.Constant):
        raise LrplotError(f"line {fits[0].line}: a callback moves the rate beside a schedule")
    stand_in = twin(optimizer, rate.value)
    for fit, epochs in zip(fits, every, strict=True):
        given = argument(fit, "callbacks")
        each = given if isinstance(given, list | tuple) else [given]
        moving = own(given)
        for one in each:
            if one is not None and one not in moving and moves(one):
                raise LrplotError(f"line {fit.line}: two callbacks move the rate")
        followed(run, stand_in, compiled.of, moving, epochs, fit.line)


def accumulated(optimizer: Any) -> int:
    """Return of how many batches an optimizer makes one update."""
    every = optimizer.keywords.get("gradient_accumulation_steps")
    if every is None:
        return 1
    if type(every) is not int or every < 1:
        raise LrplotError(f"line {optimizer.line}: gradient_accumulation_steps is not known")
    return every


UPDATING = ("apply_gradients", "apply", "minimize", "stateless_apply")


def _updates_once(model: Any) -> None:
    """Raise `LrplotError` for a `train_step` that may update otherwise than once a batch."""
    own = model.of.lookup("train_step") if isinstance(model, Instance) and model.of else None
    if not isinstance(own, Function):
        return
    every = list(ast.walk(own.node))
    calls = [part.func for part in every if isinstance(part, ast.Call)]
    names = [one.attr for one in calls if isinstance(one, ast.Attribute)]
    many = sum(name in UPDATING for name in names)
    branching = any(isinstance(part, ast.For | ast.While | ast.If) for part in every)
    if many + names.count("train_step") != 1 or (many and branching):
        raise LrplotError(
            f"line {own.node.lineno}: whether train_step of its own class updates once a batch is "
            "not read"
        )


def _pace(
    every: list[list[tuple[int, int]]], moving: list[Stepped | None], fits: list[Event]
) -> Pace | Beats:
    """Return which epoch a callback is told at every update: each training says its own."""
    updates = {steps for each in every for _, steps in each}
    if len(fits) == 1 and len(updates) == 1 and every[0][0][0] == 0:
        return Pace(updates.pop())
    words = {one.word() for one in moving if one}
    starts: list[float] = []
    told: list[float] = []
    at = 0
    for each, one, fit in zip(every, moving, fits, strict=True):
        if len(words) > 1 or (one is None and not told):
            raise LrplotError(f"line {fit.line}: other callbacks move the rate in this training")
        for epoch, steps in each:
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
