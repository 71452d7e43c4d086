"""How many updates each epoch of Keras's `fit` has: it ends where its data do."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import warn
from lrplot.specs.script.run import Event, Run
from lrplot.specs.script.sizes import batches, examples, length
from lrplot.specs.script.training import number
from lrplot.specs.script.trees import opaque, tree
from lrplot.specs.script.values import MISSING, Opaque

FIT = ("x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split")
"""The first parameters of `fit`, in order."""

BATCH = 32
"""The batch size of `fit` if none is given."""


def argument(event: Event, name: str) -> Any:
    """Return an argument of `fit`; None if it is not given."""
    if name in event.keywords:
        return event.keywords[name]
    place = FIT.index(name) if name in FIT else len(event.args)
    return event.args[place] if place < len(event.args) else None


def steps_of(run: Run, fit: Event) -> Any:
    """Return how many updates an epoch has."""
    steps = argument(fit, "steps_per_epoch")
    if steps is not None:
        return steps
    return int(run.sizes.epoch) if run.sizes.epoch else _batches(run, fit, None)


def epochs_of(run: Run, fit: Event, steps: Any, first: Any, last: Any) -> list[tuple[int, int]]:
    """Return the epochs of a training, and how many updates each has.

    Where an epoch is told its steps, it goes on in the data where the one before it has ended, and
    ends with them, as in Keras 3.15.
    """
    line = fit.line
    begin = int(number(first, f"line {line}: initial_epoch"))
    end = int(number(last, f"line {line}: epochs"))
    each = int(number(steps, f"line {line}: the steps of an epoch"))
    many = _batches(run, fit, each) if argument(fit, "steps_per_epoch") is not None else each
    if type(many) is not int or many < 1:
        if argument(fit, "y") is not None:
            name = getattr(argument(fit, "x"), "text", "") or "x"
            warn(
                f"line {line}: each epoch is read with its steps_per_epoch; where the data end "
                f"before, it does too: --let 'len({name})=…' says how many they are"
            )
        return [(epoch, each) for epoch in range(begin, end)]
    found = []
    left = many
    for epoch in range(begin, end):
        found.append((epoch, min(each, left)))
        left = left - each if left > each else many
    return found


def _batches(run: Run, fit: Event, steps: int | None) -> Any:
    """Return how many batches the data of a training are; `steps` an epoch is told to have."""
    data, split = argument(fit, "x"), argument(fit, "validation_split")
    size = argument(fit, "batch_size")
    if argument(fit, "y") is None and size is None:
        # a dataset, which has batches
        found = length(run, data)
        text = f"len({getattr(data, 'name', '') or getattr(data, 'text', 'x')})"
        said = run.said(text)
        return said if said is not MISSING else Opaque(text, fit.line) if found is None else found
    many = examples(run, data)
    if split and isinstance(many, int) and isinstance(split, float):
        many = int(many * (1.0 - split))
    if size is None and steps and isinstance(many, int):
        size = -(-many // steps)
    size = BATCH if size is None else size
    return _kept(many, split, size) if split and not isinstance(many, int) else batches(many, size)


def _kept(many: Any, split: Any, size: Any) -> Any:
    """Return how many batches there are without what is split off."""
    rest = ast.BinOp(ast.Constant(1.0), ast.Sub(), tree(split))
    whole = ast.BinOp(tree(many), ast.Mult(), rest)
    return batches(Opaque(ast.unparse(whole), 0) if not any(opaque(whole)) else many, size)
