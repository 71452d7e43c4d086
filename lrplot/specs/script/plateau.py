"""Schedulers that follow what is measured: `scheduler.step(val_loss)`."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.arithmetic.arrays import Array, np
from lrplot.errors import LrplotError, warn
from lrplot.parameters import Metric
from lrplot.specs.script.derived import BASE
from lrplot.specs.script.run import Event
from lrplot.specs.script.stepped import Stepped
from lrplot.specs.script.timeline import Timeline
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import opaque, tree

PLATEAU = "ReduceLROnPlateau"

ROLE = Metric("metrics", "what was measured", True)


def follows(value: Any) -> bool:
    """Tell whether a scheduler follows what is measured."""
    of = getattr(value, "attributes", {}).get(BASE, value)
    return getattr(of, "path", "").rpartition(".")[2] == PLATEAU


class AskedError(UnknownError):
    """What is measured is asked for."""

    def __init__(self, event: Event, text: str) -> None:
        super().__init__([])
        word = f"{text}={ROLE.metavar}"
        said = f"line {event.line}: {event.of.name or 'this scheduler'} follows {text}, measured "
        self.args = (f"{said}in training; say --let {word!r}, or a list of numbers",)
        self.asks = ("--let", word)


def told(steps: Sequence[Event]) -> Any:
    """Return what a plateau is told: the word of a metric, or the tree of what is known of it."""
    found: list[Any] = []
    for event in steps:
        given = [*event.args, *event.keywords.values()]
        if len(given) != 1 or not {*event.keywords} <= {"metrics"}:
            raise LrplotError(f"line {event.line}: what this step() is given is not read")
        node = tree(given[0])
        if any(opaque(node)):
            raise AskedError(event, getattr(given[0], "name", "") or ast.unparse(node))
        found.append(node)
    if len({ast.unparse(node) for node in found}) > 1:
        raise LrplotError(f"line {steps[-1].line}: the scheduler is told in several ways")
    return found[0]


def measured(line: Timeline, steps: Sequence[Event], node: ast.expr) -> ast.expr:
    """Return a metric, a value for each step, as its word in a constructor."""
    if isinstance(node, ast.List | ast.Tuple) or isinstance(getattr(node, "value", 0), str):
        return node
    every = [line.times(event) for event in steps]
    keys = np.concatenate([at.keys for at in every])
    each = [line.values(node, event, at) for event, at in zip(steps, every, strict=True)]
    found = np.concatenate(each)[np.argsort(keys)]
    return ast.List([ast.Constant(float(one)) for one in found], ast.Load())


def following(
    curves: Sequence[Stepped], metric: ast.expr, clock: Array
) -> tuple[list[Stepped], Array]:
    """Return plateaus with their metric, and their clock for as long as this was measured."""
    many = len(ROLE.read(ast.literal_eval(ast.unparse(metric))).values)
    known = int((clock <= many).sum())
    if known < clock.size:
        one, times = curves[0], numbers.text(clock[-1])
        warn(f"line {one.line}: {one.name} is stepped {times} times, and has {many} metrics")
    out = []
    for one in curves:
        assert isinstance(one.tree, ast.Call)
        words = [*one.tree.keywords, ast.keyword("metrics", metric)]
        out.append(replace(one, tree=ast.Call(one.tree.func, one.tree.args, words)))
    return out, clock[:known]
