"""Finds the schedules that a script steps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.clock import Clock, Pace
from lrplot.specs.script.beats import TIMES
from lrplot.specs.script.escapes import MOVED
from lrplot.specs.script.groups import groups
from lrplot.specs.script.kinds import inside, is_optimizer, is_schedule
from lrplot.specs.script.measured import gone_on
from lrplot.specs.script.moves import moves
from lrplot.specs.script.run import Run
from lrplot.specs.script.stepped import Stepped, called, level, of_groups, said
from lrplot.specs.script.training import out_of_sight
from lrplot.specs.script.values import Made, Scope

__all__ = ["Stepped", "inside", "is_optimizer", "is_schedule", "named", "said", "stepped"]

STEPS = Clock()
"""Nothing is said of when a scheduler is stepped."""


def named(run: Run, scope: Scope, name: str) -> Any:
    """Return the schedule of that name, in the module or in a function; None if none has it."""
    value = scope.lookup(name)
    if is_schedule(value):
        return value
    every = [one for one in run.made if getattr(one, "name", "") == name and is_schedule(one)]
    return every[-1] if every else None


def stepped(run: Run, only: Any = None, clock: Clock = STEPS) -> list[Stepped]:
    """Return the schedules that train; where none is stepped, those that are in no other.

    `only` one of them, if it is given.
    """
    gone_on(run)
    for framework in run.frameworks:
        found = [one for one in framework.trained(run) if only in (None, one.value)]
        if found:
            return found
    if only is not None and not any(e.of is only and e.kind != "made" for e in run.events):
        return _alone(run, only)
    found = moves(run, clock)
    if found:
        return [one for one in found if only is None or one.value is only]
    made = [value for value in run.made if is_schedule(value)]
    # what an object of another file holds on to may be all that trains
    holders = [v for v in run.made if _moves(v)]
    nested = {id(part) for value in holders for part in inside(value)}
    alone = [one for one in made if id(one) not in nested]
    for event in run.events:
        lost = [part for part in event.args if any(part is one for one in alone)]
        if event.kind == "given" and lost and clock.interval is None:
            raise LrplotError(
                f"line {event.line}: {event.keywords['text']} is given "
                f"{lost[0].name or 'the scheduler'}; when it steps it is not seen: say "
                "--interval step or --interval epoch"
            )
    if not alone:
        out_of_sight(run)
    if not alone and (trains := [e for e in run.events if e.kind in ("step", "backward")]):
        raise LrplotError(
            f"line {trains[0].line}: this trains, but no optimizer or schedule of it can be read"
        )
    return [each for one in alone for each in _alone(run, one)]


def made_only(run: Run) -> str:
    """Return what is said of an optimizer that is made, and of which no update is seen."""
    made = next((value for value in run.made if is_optimizer(value)), None)
    if made is None:
        return ""
    what = made.name or made.path.rpartition(".")[2]
    return f": no update of {what} (line {made.line}) is seen, which another file may make"


def _moves(value: Any) -> bool:
    """Tell whether something made may be a schedule, or an optimizer, of those in it."""
    if is_schedule(value) or is_optimizer(value) or not isinstance(value, Made):
        return True
    return bool(MOVED.fullmatch(value.path.rpartition(".")[2]))


def optimizers(run: Run) -> list[Stepped]:
    """Return the rates of optimizers that no schedule moves, group by group."""
    every = [groups(run, value) for value in run.made if is_optimizer(value)]
    return [
        replace(level(group), group=called(group) if len(own) > 1 else "")
        for own in every
        for group in own
    ]


def _alone(run: Run, value: Any) -> list[Stepped]:
    """Return a schedule that nothing steps, for each parameter group that has another."""
    optimizer = next((part for part in inside(value) if is_optimizer(part)), None)
    every = groups(run, optimizer) if optimizer is not None else []
    found = of_groups(run, value, every) if len(every) > 1 else [said(run, value)]
    times = value.attributes.get(TIMES, 1)
    # each process steps it
    return [replace(one, pace=Pace(1, times)) for one in found] if times > 1 else found
