"""Keras's training as the loop that it is, where callbacks of the script's own move the rate."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.frameworks.keras.rewritten import COUNT, OPTIMIZER, rewritten
from lrplot.specs.script.run import Run
from lrplot.specs.script.setting import sets_rate
from lrplot.specs.script.values import Class, Function, Instance, Made, Opaque, Scope

BEFORE = ("on_train_begin",)

HOOKS = {
    "on_epoch_begin": "epoch",
    "on_train_batch_begin": "batch",
    "on_batch_begin": "batch",
    "on_train_batch_end": "batch",
    "on_batch_end": "batch",
    "on_epoch_end": "epoch",
}
"""Methods that are followed where they stand in the loop, and what they are told."""


def own(given: Any) -> list[Any]:
    """Return the callbacks of the script's own classes that move the rate."""
    each = given if isinstance(given, list | tuple) else [given]
    return [one for one in each if isinstance(one, Instance) and one.of and sets_rate(one)]


def twin(optimizer: Made, rate: Any) -> Made:
    """Return an optimizer with one group, in the place of one that Keras has."""
    params = [Opaque("params", optimizer.line)]
    made = Made("torch.optim.SGD", params, {"lr": rate}, optimizer.line, optimizer.name)
    made.attributes[COUNT] = 0
    return made


def followed(
    run: Run,
    optimizer: Made,
    model: Any,
    callbacks: list[Any],
    epochs: list[tuple[int, int]],
    line: int,
) -> None:
    """Follow one training of a model, round by round."""
    if len({steps for _, steps in epochs}) > 1:
        raise LrplotError(f"line {line}: its epochs have not all as many updates")
    first, last, steps = epochs[0][0], epochs[-1][0] + 1, epochs[0][1]
    scope = Scope({OPTIMIZER: optimizer, "logs": Opaque("logs", line)})
    names = []
    for place, one in enumerate(callbacks):
        one.attributes["model"] = model
        one.attributes["params"] = {"epochs": last, "steps": steps, "verbose": 1}
        name = f"callback_{place}"
        scope.names[name] = _rewritten(one, optimizer)
        names.append((name, one))
    text = "\n".join(_lines(names, first, last, steps))
    nodes = ast.parse(text).body
    for part in (part for node in nodes for part in ast.walk(node) if hasattr(part, "lineno")):
        part.lineno = line
    run.follow(run, nodes, scope)


def _lines(callbacks: list[tuple[str, Any]], first: int, last: int, steps: int) -> Iterator[str]:
    def hooks(name: str, indent: str) -> Iterator[str]:
        told = HOOKS.get(name, "")
        for called, one in callbacks:
            if isinstance(one.of.lookup(name), Function):
                yield f"{indent}{called}.{name}({told}{', ' * bool(told)}logs)"

    yield from hooks("on_train_begin", "")
    yield f"for epoch in range({first}, {last}):"
    yield from hooks("on_epoch_begin", "    ")
    yield f"    for batch in range({steps}):"
    for name in ("on_train_batch_begin", "on_batch_begin"):
        yield from hooks(name, "        ")
    yield f"        {OPTIMIZER}.step()"
    yield f"        {OPTIMIZER}.{COUNT} += 1"
    for name in ("on_train_batch_end", "on_batch_end"):
        yield from hooks(name, "        ")
    yield from hooks("on_epoch_end", "    ")


def _rewritten(one: Instance, optimizer: Made) -> Instance:
    """Return a callback whose methods set the rate of the optimizer's group."""
    assert one.of
    names: dict[str, Any] = {}
    for name in one.of.names():
        found = one.of.lookup(name)
        if isinstance(found, Function) and not isinstance(found.node, ast.Lambda):
            node, left = rewritten(found.node)
            checked = sets_rate(Function(left, found.scope))
            elsewhere = name.startswith("on_") and name not in (*HOOKS, *BEFORE)
            if checked or (elsewhere and sets_rate(found)):
                raise LrplotError(
                    f"line {checked or found.node.lineno}: this callback moves the rate in its own "
                    "way"
                )
            found = replace(found, node=node, scope=Scope({OPTIMIZER: optimizer}, found.scope))
        names[name] = found
    bases = [base for base in one.of.order if not isinstance(base, Class)]
    made = Class(one.of.node, bases, Scope(names, one.of.scope.outer))
    found = copy.copy(one)
    found.of = made
    return found
