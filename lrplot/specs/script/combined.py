"""What several schedulers, or one and a loop by hand, make of an optimizer's rates together."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Protocol

from lrplot.errors import LrplotError
from lrplot.specs.script.beats import pace_of
from lrplot.specs.script.groups import Group
from lrplot.specs.script.lengths import finished, rhythm
from lrplot.specs.script.run import Event, Run
from lrplot.specs.script.stepped import Stepped, called, said
from lrplot.specs.script.timeline import Timeline
from lrplot.specs.script.together import FROM_OWN, before, kind_of, levels, rates
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import opaque, tree

__all__ = ["before", "begun", "combined", "in_time"]

SHOWN = "what moves it together, followed from update to update"


class Moved(Protocol):
    """An optimizer, its updates, and the schedules that were given it."""

    run: Run
    updates: list[Event]
    own: list[Any]
    groups: list[Group]

    def line(self, events: list[Event], missing: list[ast.expr]) -> Timeline | None:
        """Return when events happen; what must be known for that is added to what is missing."""


def begun(groups: Sequence[Group]) -> None:
    """Refuse groups from whose rate a scheduler does not begin."""
    for group in groups:
        if group["initial_lr"] is not group.first:
            raise LrplotError(
                f"line {group.optimizer.line}: a group of {group.optimizer.name} has an initial_lr "
                "of its own, which is not read beside a scheduler"
            )


def in_time(of: Moved) -> None:
    """Refuse a scheduler that is made when the rate may be another than at the beginning."""
    before: Event | None = None
    for event in of.run.events:
        own = any(event.of is value for value in of.own)
        if event.kind == "made" and before and own:
            raise LrplotError(
                f"line {event.line}: this scheduler is made after line {before.line} has moved the "
                "rate on, which is not read"
            )
        mine = not isinstance(event.of, Group) or any(event.of is group for group in of.groups)
        moves = (event.kind == "step" and own) or (event.kind == "rate" and mine)
        if moves or any(event is update for update in of.updates):
            before = before or event


def _fresh(of: Moved, event: Event, own: Sequence[str]) -> None:
    """Refuse a rate that is made of one which may be another by then."""
    rank = of.run.events.index(event)
    for leaf in opaque(tree(event.args[0])):
        seen, loops = getattr(leaf, "read", None) or (0, ())
        if leaf.id not in own:
            continue
        group = of.groups[own.index(leaf.id)]
        sets = [e for e in of.run.events[seen:rank] if e.kind == "rate"]
        moves = [e for e in sets if e.of is group or not isinstance(e.of, Group)]
        steps = [e for e in of.run.events[seen:rank] if any(e.of is one for one in of.own)]
        if loops != event.loops or moves or steps:
            raise LrplotError(
                f"line {event.line}: this rate is made of one that was read before it changed, "
                "which is not read"
            )


def combined(of: Moved, steps: list[Event], sets: list[Event]) -> list[Stepped]:
    """Return the rates that several things make, each group's a curve."""
    own = before(of.groups)
    leaves = [leaf for event in sets for leaf in opaque(tree(event.args[0]))]
    missing: list[ast.expr] = [leaf for leaf in leaves if leaf.id not in own]
    for event in sets:
        _fresh(of, event, own)
    for value, later in pairwise(of.own):
        if (kind := kind_of(value)) in FROM_OWN:
            raise LrplotError(
                f"line {value.line}: a scheduler that is made after {kind} begins from its rate, "
                "which is not read"
            )
        if kind_of(later) == "CyclicLR":
            raise LrplotError(
                f"line {later.line}: CyclicLR begins otherwise after another scheduler is made, "
                "which is not read"
            )
    words: dict[int, tuple[Any, list[str]]] = {}
    for value in of.own:
        kind_of(value)
        try:
            words[id(value)] = value, [said(of.run, value, group).word() for group in of.groups]
        except UnknownError as error:
            missing += error.trees
    line = of.line([*steps, *sets], missing)
    build = of.run.build
    if missing or line is None or build is None:
        raise UnknownError(missing)
    made = {key: (value, [*map(build, each)]) for key, (value, each) in words.items()}
    _, length = finished(line, of.updates)
    nodes, clock = levels(rates(line, of.updates, steps, sets, of.groups, made))
    one = Stepped(nodes[0], "", min(event.line for event in [*steps, *sets]), None, True)
    pace, told = pace_of(clock, length), rhythm(line, of.updates, length)
    one = replace(one, pace=pace, rhythm=told, length=length, shown=SHOWN)
    found = [replace(one, tree=node) for node in nodes]
    if all(each.word() == found[0].word() for each in found):
        return found[:1]
    pairs = zip(of.groups, found, strict=True)
    return [replace(each, group=called(group)) for group, each in pairs]
