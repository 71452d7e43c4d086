"""What moves the rate of each group of an optimizer, update by update."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError, warn
from lrplot.specs.clock import Beats, Clock
from lrplot.specs.script import by_hand, plateau
from lrplot.specs.script.anew import LINE, ROUND, told_apart
from lrplot.specs.script.beats import clock_of, counted, pace_of
from lrplot.specs.script.combined import before, begun, combined, in_time
from lrplot.specs.script.escapes import MAKES
from lrplot.specs.script.groups import Group, groups
from lrplot.specs.script.kinds import inside, is_optimizer, is_schedule, optimizer_of
from lrplot.specs.script.lengths import finished, rhythm
from lrplot.specs.script.run import Event, Run
from lrplot.specs.script.stepped import Stepped, called, level, of_groups
from lrplot.specs.script.timeline import Timeline
from lrplot.specs.script.training import UnknownError, sure
from lrplot.specs.script.trees import opaque, tree
from lrplot.specs.script.unseen import assumed
from lrplot.specs.script.values import MISSING, Made, Opaque


def moves(run: Run, clock: Clock) -> list[Stepped]:
    """Return what the loops of a script move: a curve for each group that has one of its own."""
    sure(run)
    every: dict[int, tuple[Any, list[Event]]] = {}
    for event in run.events:
        if event.kind == "step" and (optimizer := _updates(event)) is not None:
            every.setdefault(id(optimizer), (optimizer, []))[1].append(event)
    nested = {id(part) for value in run.made if is_schedule(value) for part in inside(value)}
    made = [v for v in run.made if is_schedule(v) and id(v) not in nested]
    assume: set[int] = set()
    for value in made:
        optimizer = optimizer_of(value)
        if optimizer is None or (id(optimizer) in every) or not _steps(run, value):
            continue
        own = [step for one in made if optimizer_of(one) is optimizer for step in _steps(run, one)]
        if not all(step.loops for step in own):
            if every:
                raise LrplotError(
                    f"line {own[0].line}: {value.name or 'this'} is stepped here, but no update of "
                    f"{optimizer.name or 'its optimizer'} is seen"
                )
            return of_groups(run, value, groups(run, optimizer))
        every[id(optimizer)] = optimizer, assumed(run, optimizer, own, clock)
        assume.add(id(optimizer))
    found: list[Stepped] = []
    for optimizer, updates in every.values():
        own = [value for value in made if optimizer_of(value) is optimizer]
        one = _Moved(run, optimizer, updates, own)
        name = one.name if len(every) > 1 else ""
        anew = {
            "round": optimizer.attributes.get(ROUND, ""),
            "loop": optimizer.attributes.get(LINE, 0),
        }
        found += (
            replace(each, optimizer=name, assumed=id(optimizer) in assume, **anew)
            for each in one.stepped() or one.constant()
        )
    return told_apart(run, found)


def _updates(event: Event) -> Any:
    parts = [event.of, *event.args, *event.keywords.values()]
    return next((part for part in parts if is_optimizer(part)), None)


def _steps(run: Run, value: Any) -> list[Event]:
    return [e for e in run.events if e.kind == "step" and e.of is value]


class _Moved:
    """One optimizer, its updates, and the schedules that were given it."""

    def __init__(self, run: Run, optimizer: Made, updates: list[Event], own: list[Any]) -> None:
        self.run, self.optimizer, self.updates, self.own = run, optimizer, updates, own
        self.name = optimizer.name or "the optimizer"
        self.groups: list[Group] = groups(run, optimizer)

    def stepped(self) -> list[Stepped]:
        """Return the curves of the groups; none where nothing moves the rate."""
        steps = [
            e for e in self.run.events if e.kind == "step" and any(e.of is v for v in self.own)
        ]
        rates = [event for event in self.run.events if event.kind == "rate" and self._is_own(event)]
        self._whole(steps)
        if self.own:
            begun(self.groups)
        if (steps and len(self.own) > 1) or (rates and self.own):
            return combined(self, steps, rates)
        if steps:
            return self._scheduled(steps)
        if rates:
            return self._set(rates)
        return self._never() if self.own else []

    def _is_own(self, event: Event) -> bool:
        return not isinstance(event.of, Group) or event.of.optimizer is self.optimizer

    def _whole(self, steps: list[Event]) -> None:
        """Refuse what another place may do to the rates."""
        mine = [self.optimizer, *self.own]
        for value in mine:
            if getattr(value, "loops", ()):
                loop = value.loops[-1].line
                raise LrplotError(
                    f"line {value.line}: {value.name or 'this'} is made anew in every round of the "
                    f"loop of line {loop}"
                )
        inner = [part for value in self.own for part in inside(value) if is_schedule(part)]
        for event in self.run.events:
            if event.kind == "step" and any(event.of is part for part in inner):
                raise LrplotError(
                    f"line {event.line}: {event.of.name or 'this'} is stepped here, and by the "
                    "scheduler that holds it"
                )
            text = event.of.text if type(event.of) is Opaque else ""
            if event.kind == "step" and text and any(text == value.name for value in mine):
                raise LrplotError(f"line {event.line}: which {text} is stepped here is not known")
            if event.kind == "given" and any(
                part is value for part in event.args for value in mine
            ):
                text = event.keywords["text"]
                if self.run.said(text) is not MISSING:
                    continue
                unknown = [test for test in event.tests if any(opaque(test))]
                if unknown:
                    raise UnknownError(unknown)
                makes = ", or the scheduler that it makes" if MAKES.match(text) else ""
                raise LrplotError(
                    f"line {event.line}: what {text} does to the rate is not known; say "
                    f"--let {text!r}=None if it does nothing{makes}",
                )
            if event.kind == "first" and self.own and event.of.optimizer is self.optimizer:
                raise LrplotError(f"line {event.line}: the rate is set beside a scheduler")
        in_time(self)

    def line(self, events: list[Event], missing: list[ast.expr]) -> Timeline | None:
        if not all(event.loops for event in self.updates):
            line = next(event.line for event in self.updates if not event.loops)
            raise LrplotError(f"line {line}: this update stands outside the loop that trains")
        try:
            return Timeline(self.run, [*self.updates, *events])
        except UnknownError as error:
            missing += error.trees
        return None

    def _scheduled(self, steps: list[Event]) -> list[Stepped]:
        missing: list[ast.expr] = []
        curves: list[Stepped] = []
        try:
            curves = of_groups(self.run, steps[0].of, self.groups)
        except UnknownError as error:
            missing += error.trees
        line = self.line(steps, missing)
        metric = plateau.told(steps) if plateau.follows(steps[0].of) else None
        if missing or line is None:
            raise UnknownError(missing)
        at, length = finished(line, self.updates)
        if metric is None:
            clock = clock_of(line, steps, at)
        else:
            curves, clock = plateau.following(
                curves, plateau.measured(line, steps, metric), counted(line, steps, at)
            )
            length = (clock.size, length[1])
        pace = pace_of(clock, length)
        told = rhythm(line, self.updates, length)
        return [replace(one, pace=pace, length=length, rhythm=told) for one in curves]

    def _set(self, rates: list[Event]) -> list[Stepped]:
        missing: list[ast.expr] = []
        for event in rates:
            missing += opaque(tree(event.args[0]))
        own = [leaf for leaf in missing if isinstance(leaf, ast.Name)]
        if looked := [leaf.id for leaf in own if leaf.id.endswith("]") and "['lr']" not in leaf.id]:
            raise LrplotError(
                f"line {rates[0].line}: the rate is {looked[0]}, and what that holds is not read; "
                "FILE.py:NAME runs a function that makes it"
            )
        if any(leaf.id in before(self.groups) for leaf in own):
            return combined(self, [], rates)
        line = self.line(rates, missing)
        if missing or line is None:
            raise UnknownError(missing)
        try:
            return self._said(rates, line)
        except by_hand.RhythmError:
            return combined(self, [], rates)

    def _said(self, rates: list[Event], line: Timeline) -> list[Stepped]:
        """Return the rates that a formula of the round says."""
        at, length = finished(line, self.updates)
        found = []
        for group in self.groups:
            mine = [e for e in rates if not isinstance(e.of, Group) or e.of is group]
            if not mine:
                found.append(replace(level(group), length=length))
                continue
            node, clock = by_hand.formula(line, mine, at, group["lr"])
            pace = pace_of(clock, length)
            told = rhythm(line, self.updates, length)
            one = Stepped(node, "", mine[0].line, None, True, pace, told, length)
            found.append(one)
        if all(one.word() == found[0].word() and one.pace == found[0].pace for one in found):
            return found[:1]
        return [
            replace(one, group=called(group)) for group, one in zip(self.groups, found, strict=True)
        ]

    def _never(self) -> list[Stepped]:
        if len(self.own) > 1:
            lines = " and ".join(str(value.line) for value in self.own)
            raise LrplotError(f"lines {lines}: these schedulers are never stepped")
        (value,) = self.own
        missing: list[ast.expr] = []
        line = self.line([], missing)
        curves = of_groups(self.run, value, self.groups)
        if line is None:
            raise UnknownError(missing)
        _, length = finished(line, self.updates)
        text = f"line {value.line}: {value.name or 'this scheduler'} is never stepped"
        for name, at in self.run.unbound.items():
            # what it stands for may step it
            raise LrplotError(f"{text}; {name} (line {at}) is not defined")
        warn(text)
        flat = Beats((0.0,), (0.0,), (0.0,), length[0] - 1.0)
        return [replace(one, pace=flat, length=length) for one in curves]

    def constant(self) -> list[Stepped]:
        """Return the rates that nothing moves."""
        missing: list[ast.expr] = []
        line = self.line([], missing)
        if line is None:
            raise UnknownError(missing)
        _, length = finished(line, self.updates)
        found = [replace(level(group), length=length) for group in self.groups]
        if all(one.word() == found[0].word() for one in found):
            return found[:1]
        return [
            replace(one, group=called(group)) for group, one in zip(self.groups, found, strict=True)
        ]
