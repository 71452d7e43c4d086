"""Keras: `compile` and `fit`, and loops of one's own with `apply_gradients`."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.clock import Pace
from lrplot.specs.script.frameworks.keras.callbacks import ROOTS, called_back
from lrplot.specs.script.run import Event, Framework, Run
from lrplot.specs.script.schedules import Stepped
from lrplot.specs.script.sizes import batches, derived, examples, length
from lrplot.specs.script.training import UnknownError, number
from lrplot.specs.script.trees import opaque, tree
from lrplot.specs.script.updates import (
    HOLDING,
    UPDATE,
    optimizers,
    root,
    scheduled,
    untouched,
    updated,
)
from lrplot.specs.script.values import MISSING, Bound, Made, Opaque, Path

APPLIES = ("apply_gradients", "apply", "minimize")
"""Methods by which an optimizer updates."""

FIT = ("x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split")
"""The first parameters of `fit`, in order."""

SAME = ("tensorflow.function", "tensorflow.constant", "tensorflow.convert_to_tensor")
"""Functions that give what they are given, seen from its rate."""

BATCH = 32
"""The batch size of `fit` if none is given."""


class Keras(Framework):
    """What Keras's calls do."""

    def called(
        self,
        run: Run,
        owner: Any,
        name: str,
        args: list[Any],
        words: dict[str, Any],
        node: ast.Call,
    ) -> Any:
        if (found := derived(owner, name, args, words)) is not MISSING:
            return found
        if name in ("compile", "fit") and not root(owner) - ROOTS:
            run.event(f"keras {name}", owner, node, args, words)
            return Opaque("history", node.lineno)
        if name == "assign" and isinstance(owner, Bound) and owner.method in HOLDING:
            run.event("set", owner, node)
            return None
        if self.trains(run, owner, name):
            run.event(UPDATE, owner, node)
            return None
        return MISSING

    def made(self, run: Run, value: Made) -> Any:
        if not value.args:
            return MISSING
        first = value.args[0]
        if value.path.endswith("backend.set_value") and isinstance(first, Bound):
            run.event("set", first, ast.Pass(lineno=value.line))
            return None
        if value.path in SAME:
            return value.args[0]
        if value.path in ("tensorflow.cast", "keras.ops.cast"):
            kind = value.argument("dtype", 1)
            kind = kind.last if isinstance(kind, Path) else kind
            return value.args[0] if kind in ("float32", "float64") else MISSING
        return MISSING

    def trains(self, run: Run, owner: Any, name: str) -> bool:
        return name in APPLIES and bool(root(owner) & ROOTS) and _optimizes(owner)

    def trained(self, run: Run) -> list[Stepped]:
        compiled = [event for event in run.events if event.kind == "keras compile"]
        fits = [
            event
            for event in run.events
            if event.kind == "keras fit" and any(_same(event.of, one.of) for one in compiled)
        ]
        own = [e for e in run.events if e.kind == UPDATE and root(e.of) & ROOTS]
        if len(fits) > 1 or (fits and own):
            line = fits[-1].line
            raise LrplotError(f"line {line}: this is a second training; its rates cannot be told")
        if fits:
            before = [one for one in compiled if _same(one.of, fits[0].of)]
            return [_fitted(run, before, fits[0])]
        return updated(run, own)


def _optimizes(value: Any) -> bool:
    return isinstance(value, Made) and optimizers(value.path) is not None


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Opaque) and isinstance(other, Opaque):
        return one.text.rpartition(".")[0] == other.text.rpartition(".")[0]
    return one is other


def _argument(event: Event, name: str) -> Any:
    """Return an argument of `fit`; None if it is not given."""
    if name in event.keywords:
        return event.keywords[name]
    place = FIT.index(name) if name in FIT else len(event.args)
    return event.args[place] if place < len(event.args) else None


def _fitted(run: Run, compiled: list[Event], fit: Event) -> Stepped:
    """Return what a model that is compiled trains with."""
    if len(compiled) > 1 or fit.loops or fit.tests:
        raise LrplotError(f"line {fit.line}: how often the model is trained cannot be read")
    if _argument(fit, "initial_epoch"):
        raise LrplotError(f"line {fit.line}: initial_epoch is not read: it goes on with a training")
    missing: list[ast.expr] = []
    epochs = _argument(fit, "epochs")
    many, steps = 1 if epochs is None else epochs, _steps(run, fit)
    missing += [tree(each) for each in (many, steps) if any(opaque(tree(each)))]
    found = None
    try:
        optimizer = _optimizer(compiled[0])
        untouched(run, optimizer)
        found = called_back(run, _argument(fit, "callbacks"), fit.line, optimizer) or scheduled(
            run, optimizer
        )
    except UnknownError as error:
        missing += error.trees
    if missing or found is None:
        raise UnknownError(missing)
    many = number(many, f"line {fit.line}: epochs")
    steps = number(steps, f"line {fit.line}: the steps of an epoch")
    pace = Pace(int(steps)) if found.pace else None
    return replace(found, pace=pace, length=(int(many * steps), float(steps)))


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
        return tree_of(many, split, BATCH if size is None else size)
    return batches(many, BATCH if size is None else size)


def tree_of(many: Any, split: Any, size: Any) -> Any:
    """Return how many batches there are without what is split off."""
    rest = ast.BinOp(ast.Constant(1.0), ast.Sub(), tree(split))
    whole = ast.BinOp(tree(many), ast.Mult(), rest)
    return batches(Opaque(ast.unparse(whole), 0) if not any(opaque(whole)) else many, size)


def _optimizer(compiled: Event) -> Any:
    """Return the optimizer that a model is compiled with."""
    given = compiled.keywords.get("optimizer", compiled.args[0] if compiled.args else "rmsprop")
    if isinstance(given, str):
        from lrplot.catalogue import find

        for _, found in find.optimizers("keras.optimizers", "Adam"):
            for name in found.rates:
                if name.lower() == given.lower():
                    return Made(f"keras.optimizers.{name}", [], {}, compiled.line)
    if isinstance(given, Opaque):
        raise UnknownError([tree(given)])
    if not _optimizes(given):
        raise LrplotError(f"line {compiled.line}: this optimizer is not known")
    return given


FRAMEWORK = Keras()
