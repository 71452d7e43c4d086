"""Keras: `compile` and `fit`, and loops of one's own with `apply_gradients`."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.clock import Pace
from lrplot.specs.script.functions import constructor
from lrplot.specs.script.run import Event, Framework, Run
from lrplot.specs.script.schedules import Stepped
from lrplot.specs.script.sizes import batches, derived, examples, length
from lrplot.specs.script.training import UnknownError, number
from lrplot.specs.script.trees import opaque, tree
from lrplot.specs.script.updates import UPDATE, optimizers, root, scheduled, updated
from lrplot.specs.script.values import MISSING, Function, Instance, Made, Opaque, Path

ROOTS = {"keras", "tensorflow", "tf_keras"}

APPLIES = ("apply_gradients", "apply", "minimize")
"""Methods by which an optimizer updates."""

FIT = ("x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split")
"""The first parameters of `fit`, in order."""

SAME = ("tensorflow.function", "tensorflow.constant", "tensorflow.convert_to_tensor")
"""Functions that give what they are given, seen from its rate."""

BATCH = 32
"""The batch size of `fit` if none is given."""

MOVING = ("lr", "learning_rate", "learningrate", "schedul", "warmup")
"""Parts of the names of callbacks that move the rate, in small letters."""


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
        if self.trains(run, owner, name):
            run.event(UPDATE, owner, node)
            return None
        return MISSING

    def made(self, run: Run, value: Made) -> Any:
        if not value.args:
            return MISSING
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
        found = _called_back(run, fit, optimizer) or scheduled(run, optimizer)
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


def _called_back(run: Run, fit: Event, optimizer: Made) -> Stepped | None:
    """Return the callback that moves the rate once an epoch; None if none does."""
    given = _argument(fit, "callbacks")
    if given is None:
        return None
    listed = given if isinstance(given, list | tuple) else [given]
    moving = [one for one in listed if _moves(one, fit)]
    if len(moving) > 1:
        raise LrplotError(f"line {fit.line}: two callbacks move the rate")
    if not moving:
        return None
    one = moving[0]
    kind = one.path.rpartition(".")[2]
    if kind != "LearningRateScheduler":
        raise LrplotError(f"line {one.line}: {kind} follows what is measured in training")
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
        call.keywords = [ast.keyword("lr", _level(node))]
    name = one.name or (function.name if isinstance(function, Function) else "")
    return Stepped(call, name, one.line, one, pace=Pace(1))


def _values(node: ast.Call) -> list[ast.expr]:
    return [word.value for word in node.keywords]


def _level(node: ast.expr) -> ast.expr:
    """Return the number that an optimizer's tree says for its rate."""
    values = [*node.args, *_values(node)] if isinstance(node, ast.Call) else []
    if values:
        return values[0]
    name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    found = optimizers(name)
    default = found[1].rates.get(name.rpartition(".")[2]) if found else None
    return ast.Constant(default)


def _moves(one: Any, fit: Event) -> bool:
    """Tell whether a callback moves the rate; `LrplotError` where that cannot be told."""
    if isinstance(one, Made):
        name = one.path.rpartition(".")[2].lower()
        if one.path.partition(".")[0] in ROOTS and ".callbacks." in f"{one.path}.":
            return name in ("learningratescheduler", "reducelronplateau")
        if not name[:1].isalpha() or any(part in name for part in MOVING):
            raise LrplotError(f"line {one.line}: whether {one.path} moves the rate is not known")
        return False
    if isinstance(one, Instance) and one.of:
        text = ast.unparse(one.of.node).lower()
        if any(part in text for part in ("learning_rate", ".lr")):
            raise LrplotError(f"line {one.line}: this callback moves the rate in its own way")
        return False
    if isinstance(one, Path):
        return False
    raise UnknownError([tree(one)])


FRAMEWORK = Keras()
