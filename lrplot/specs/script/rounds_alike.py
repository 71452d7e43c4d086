"""Loops that train anew in each of their rounds: one of these trainings is all there is to say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lrplot.errors import warn
from lrplot.specs.script.groups import groups
from lrplot.specs.script.kinds import is_optimizer, is_schedule
from lrplot.specs.script.run import Event, Loop, Run
from lrplot.specs.script.trees import leaves, tree
from lrplot.specs.script.values import Instance, Made, Opaque


def one_training(run: Run) -> None:
    """Take a loop for its first round, where each makes its optimizers and trains by itself.

    It stays as it is where anything of a training may be another in another round.
    """
    while (around := _around(run)) and _alike(run, around):
        _strip(run, around)
        warn(f"line {around.line}: each round of this loop trains anew, and alike; one is drawn")


def _around(run: Run) -> Loop | None:
    """Return the outermost loop in which everything is made that trains."""
    stepped = {id(of): of for event in run.events for of in _moved(event)}
    loops = {of.loops[:1] for of in stepped.values()}
    first = loops.pop() if len(loops) == 1 else ()
    return first[0] if first else None


def _moved(event: Event) -> Iterator[Made | Instance]:
    for one in (event.of, *event.args) if event.kind == "step" else ():
        if is_optimizer(one) or is_schedule(one):
            yield one


def _alike(run: Run, around: Loop) -> bool:
    """Tell whether each round of a loop trains as the first does."""
    inside = [event for event in run.events if around in event.loops]
    if any(event.kind in ("return", "exit") for event in inside):
        return False
    if any(event.kind == "break" and event.loops[-1] is around and event.tests for event in inside):
        return False
    fixed = [group["lr"] for made in run.made if is_optimizer(made) for group in groups(run, made)]
    if any(isinstance(rate, Opaque) for rate in fixed):
        # what a call gives may be another in each round
        return False
    carried = {around.variable} | {
        name for name, one in run.counters.items() if around not in one.origin.loops
    }
    every: list[ast.expr] = [tree(value) for value in fixed]
    for event in inside:
        every += [*event.tests, *map(tree, event.args), *map(tree, event.keywords.values())]
        every += [tree(loop.times) for loop in event.loops if loop.times is not None]
    every += [tree(made) for made in run.made if is_schedule(made) and isinstance(made, Made)]
    return not any(leaf.id in carried for node in every for leaf in leaves(node))


def _strip(run: Run, around: Loop) -> None:
    """Take what stands in a loop for what stands where it does, once."""
    twins = {
        id(event): replace(event, loops=tuple(loop for loop in event.loops if loop is not around))
        for event in run.events
        if around in event.loops
    }
    run.events = [twins.get(id(event), event) for event in run.events]
    run.events = [e for e in run.events if e.loops or e.kind != "break"]
    for name, one in run.counters.items():
        origin, point = (twins.get(id(each), each) for each in (one.origin, one.point))
        run.counters[name] = replace(one, origin=origin, point=point)
    for made in (*run.made, *_objects(run)):
        made.loops = tuple(loop for loop in made.loops if loop is not around)


def _objects(run: Run) -> list[Any]:
    return list({id(of): of for event in run.events for of in _moved(event)}.values())
