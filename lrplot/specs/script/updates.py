"""Optimizers that know their schedule: what their rate is, and the updates that they make."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lrplot.arithmetic.arrays import np
from lrplot.catalogue import find
from lrplot.catalogue.framework import Optimizers
from lrplot.errors import LrplotError
from lrplot.specs.script.functions import constructor
from lrplot.specs.script.kinds import RATES
from lrplot.specs.script.run import Event, Run
from lrplot.specs.script.schedules import Stepped, inside, is_schedule
from lrplot.specs.script.timeline import Timeline
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import opaque, spelled, tree
from lrplot.specs.script.values import Bound, Function, Instance, Made, Opaque

UPDATE = "update"
"""What the event is called."""


def optimizers(path: str) -> tuple[str, Optimizers] | None:
    """Return how an optimizer of that name is written, and the optimizers of its framework."""
    name = spelled(path)
    prefix, _, last = name.rpartition(".")
    for _, found in find.optimizers(prefix, last):
        known = (*found.rates, *found.chains, *found.scalings, found.factor)
        if last in known or (found.others and last.startswith(found.others)):
            return name, found
    return None


def rate(run: Run, value: Any) -> ast.expr:
    """Return the tree of an optimizer with what says its rate, and nothing else."""
    found = optimizers(value.path) if isinstance(value, Made) else None
    if not found:
        return constructor(run, value)
    name, known = found
    last = name.rpartition(".")[2]
    call = ast.Call(ast.Name(name, ast.Load()), [], [])
    if last in known.chains:
        call.args = [rate(run, arg) for arg in value.args]
    elif last in known.rates:
        params = [ast.Name("params", ast.Load())] * known.place
        place = value.args[known.place :][:1]
        call.args = [*params, *(constructor(run, arg) for arg in place)]
        call.keywords = [
            ast.keyword(key, constructor(run, value.keywords[key]))
            for key in (*known.keys, known.decay)
            if key in value.keywords
        ]
    elif last == known.factor or last in known.scalings:
        call.args = [constructor(run, arg) for arg in (*value.args, *value.keywords.values())][:1]
    return call


def untouched(run: Run, value: Any) -> None:
    """Raise `LrplotError` where the rate of an optimizer that has its own is set beside it."""
    for write in run.writes:
        if isinstance(value, Made) and write.within is value.attributes and write.key in RATES:
            raise LrplotError(f"line {write.line}: the rate is set by hand beside the optimizer's")
    for event in run.events:
        parts = event.of, *event.args
        own = event.kind == "given" and any(part is value for part in parts)
        held = isinstance(event.of, Bound) and (event.of.method in HOLDING)
        if own or event.kind == "rate" or (event.kind == "set" and held):
            raise LrplotError(f"line {event.line}: the rate is set by hand beside the optimizer's")


HOLDING = ("optimizer", "learning_rate", "lr", "hyperparams")
"""Attributes of models and states that hold an optimizer, or its rate."""


def scheduled(run: Run, value: Any) -> Stepped:
    """Return the rate of an optimizer; its schedule gives it a name, if it has one."""
    node = rate(run, value)
    if any(opaque(node)):
        raise UnknownError([node])
    makes = [value, *(part for part in inside(value) if isinstance(part, Made))]
    given = [part for made in makes for part in (*made.args, *made.keywords.values())]
    named = [part for part in given if is_schedule(part) or isinstance(part, Function)]
    outermost = named[0] if named else value
    own = "" if isinstance(outermost, Function) else outermost.name
    if isinstance(outermost, Instance) and outermost.of and not own:
        own = outermost.of.node.name
    name = own or value.name
    return Stepped(node, name, value.line, outermost)


def updated(
    run: Run, events: list[Event], inner: Callable[[Any], Any] = lambda value: value
) -> list[Stepped]:
    """Return the rates of optimizers that loops of the script's own let update.

    `inner` is the optimizer that what is updated stands for.
    """
    out = []
    for event in events:
        if any(event.of is other.of for other in events[: events.index(event)]):
            raise LrplotError(f"line {event.line}: an optimizer updates in two places")
        if isinstance(event.of, Opaque):
            raise UnknownError([tree(event.of)])
        if not event.loops:
            continue
        if getattr(event.of, "loops", ()):
            loop = event.of.loops[-1].line
            raise LrplotError(
                f"line {event.of.line}: {event.of.name or 'this'} is made anew in every round of "
                f"the loop of line {loop}"
            )
        missing: list[ast.expr] = []
        one = line = None
        try:
            optimizer = inner(event.of)
            for each in dict.fromkeys((event.of, optimizer)):
                untouched(run, each)
            one = scheduled(run, optimizer)
        except UnknownError as error:
            missing += error.trees
        try:
            line = Timeline(run, [event])
        except UnknownError as error:
            missing += error.trees
        if missing or one is None or line is None:
            raise UnknownError(missing)
        out.append(replace(one, length=_length(line, event)))
    return out


def _length(line: Timeline, event: Event) -> tuple[int, float | None]:
    """Return how many updates there are, and in an epoch where each has as many."""
    at = line.times(event)
    if not at.keys.size:
        raise LrplotError(f"line {event.line}: no update is ever made")
    counts = np.unique(at.rounds[0], return_counts=True)[1]
    even = len(event.loops) > 1 and (counts[:-1] == counts[0]).all() and counts[-1] <= counts[0]
    return int(at.keys.size), float(counts[0]) if even else None


def root(value: Any) -> set[str]:
    """Return the packages that something made, or the class of an object, comes from."""
    if isinstance(value, Made):
        return {value.path.partition(".")[0]}
    if isinstance(value, Instance) and value.of:
        return {name.partition(".")[0] for name in value.of.roots()}
    return set()
