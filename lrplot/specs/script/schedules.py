"""Finds the schedules that a script steps, and says each as a constructor."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from lrplot.catalogue import find
from lrplot.errors import LrplotError
from lrplot.specs.clock import Pace
from lrplot.specs.script.by_hand import formula
from lrplot.specs.script.functions import constructor, rate_of, scheduler
from lrplot.specs.script.run import Event, Run
from lrplot.specs.script.training import Rhythm, UnknownError, pace, rhythm
from lrplot.specs.script.trees import opaque
from lrplot.specs.script.values import Instance, Made, Scope

SCHEDULERS = ("LRScheduler", "_LRScheduler", "LearningRateSchedule")
"""What the classes of a script's own derive from that are schedules."""


@dataclass(frozen=True)
class Stepped:
    """A schedule of a script: its constructor, its name there, how it is stepped."""

    tree: ast.expr
    name: str
    line: int
    value: Any = None
    """What it is of in the script."""
    plain: bool = False
    """Whether it is the rate itself, as an expression in t."""
    pace: Pace | None = None
    rhythm: Rhythm | None = None
    length: tuple[int, float | None] | None = None
    """How many updates are made in all, and in an epoch, where a framework loops itself."""

    def word(self) -> str:
        """Return the word that says it."""
        text = ast.unparse(self.tree)
        return text if isinstance(self.tree, ast.Call) and not self.plain else f"expr: {text}"


def is_optimizer(value: Any) -> bool:
    """Tell whether something made is an optimizer, as its name says."""
    if not isinstance(value, Made):
        return False
    schedules = "lr_scheduler" in value.path or ".schedules." in value.path
    return ".optim" in f".{value.path}" and not schedules


def is_schedule(value: Any) -> bool:
    """Tell whether something made is a schedule of the catalogue, or of the script's own."""
    if isinstance(value, Instance):
        roots = value.of.roots() if value.of else ()
        return any(root.rpartition(".")[2] in SCHEDULERS for root in roots)
    if not isinstance(value, Made) or is_optimizer(value):
        return False
    with suppress(LrplotError):
        return bool(find.entry(value.path))
    return False


def named(run: Run, scope: Scope, name: str) -> Any:
    """Return the schedule of that name, in the module or in a function; None if none has it."""
    value = scope.lookup(name)
    if is_schedule(value):
        return value
    every = [one for one in run.made if getattr(one, "name", "") == name and is_schedule(one)]
    return every[-1] if every else None


def inside(value: Any) -> Iterator[Any]:
    """Yield what stands among the arguments of something made, however deep."""
    parts: list[Any] = []
    if isinstance(value, Made):
        parts = [*value.args, *value.keywords.values()]
    elif isinstance(value, Instance):
        parts = [*value.attributes.values()]
    elif isinstance(value, list | tuple):
        parts = list(value)
    for part in parts:
        if isinstance(part, Made | list | tuple):
            yield part
            yield from inside(part)


def stepped(run: Run, only: Any = None) -> list[Stepped]:
    """Return the schedules that train; where none is stepped, those that are in no other.

    `only` one of them, if it is given.
    """
    for framework in run.frameworks:
        found = [one for one in framework.trained(run) if only in (None, one.value)]
        if found:
            return found
    updates = [e for e in run.events if e.kind == "step" and _optimizes(e)]
    steps = [e for e in run.events if e.kind in ("step", "step_update") and is_schedule(e.of)]
    if only is not None:
        steps = [event for event in steps if event.of is only]
        if not steps:
            return [said(run, only)]
    rates = [e for e in run.events if e.kind == "rate"]
    if rates and not steps:
        return _by_hand(run, rates, updates)
    if not steps:
        made = [value for value in run.made if is_schedule(value)]
        nested = [part for value in run.made for part in inside(value)]
        return [said(run, one) for one in made if not any(one is part for part in nested)]
    found = []
    paces: list[tuple[Pace | None, Rhythm | None]] = []
    missing: list[ast.expr] = []
    for event in steps:
        if any(event.of is other.of for other in steps[: steps.index(event)]):
            raise LrplotError(
                f"line {event.line}: {event.of.name} is stepped in two places; its rates cannot "
                "be told"
            )
        if event.args or event.keywords:
            raise LrplotError(f"line {event.line}: step() with an argument is not read")
        try:
            found.append(said(run, event.of))
        except UnknownError as error:
            missing += error.trees
        try:
            paces.append(_paced(event, updates, run))
        except UnknownError as error:
            missing += error.trees
    if missing:
        raise UnknownError(missing)
    return [
        replace(one, pace=found_pace, rhythm=of)
        for one, (found_pace, of) in zip(found, paces, strict=True)
    ]


def _by_hand(run: Run, rates: list[Event], updates: list[Event]) -> list[Stepped]:
    """Return the rate that the loop sets itself."""
    lines = sorted({event.line for event in rates})
    if len(lines) > 1 or len(rates) > 1:
        raise LrplotError(f"line {lines[-1]}: the rate is set in several places")
    if len(updates) != 1:
        raise LrplotError(f"line {lines[0]}: the optimizer's step() is not found, or in two places")
    found, stepped, of = formula(run, rates[0], updates[0])
    return [Stepped(found, "", lines[0], None, True, stepped, of)]


def _optimizes(event: Event) -> bool:
    return is_optimizer(event.of) or any(is_optimizer(arg) for arg in event.args)


def _paced(event: Event, updates: list[Event], run: Run) -> tuple[Pace | None, Rhythm | None]:
    if not updates:
        return None, None
    if len(updates) > 1:
        lines = " and ".join(str(update.line) for update in updates)
        raise LrplotError(f"lines {lines}: optimizers are stepped in several places")
    if not event.loops:
        raise LrplotError(f"line {event.line}: this step() stands outside the loop that trains")
    of = rhythm(run, updates[0])
    return pace(of, event, run.events), of


def said(run: Run, value: Any) -> Stepped:
    """Return a schedule as its constructor says it."""
    if isinstance(value, Instance):
        optimizer = next((part for part in inside(value) if is_optimizer(part)), None)
        rate = rate_of(optimizer)
        if not isinstance(rate, int | float):
            raise LrplotError(f"line {value.line}: the rate of its optimizer is not known")
        node: ast.expr = scheduler(run, value, float(rate))
    else:
        node = _plain(constructor(run, value))
    if any(opaque(node)):
        raise UnknownError([node])
    plain = isinstance(value, Instance)
    return Stepped(node, value.name, value.line, value, plain)


def _plain(node: ast.expr) -> ast.expr:
    """Return a constructor whose optimizers say their rate, and nothing that is not known."""
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        if ".optim." in f".{name}" and "lr_scheduler" not in name:
            first = ast.Name("params", ast.Load())
            args = [first if not place else arg for place, arg in enumerate(node.args)]
            words = [
                word
                for word in node.keywords
                if word.arg in ("lr", "learning_rate") or not any(opaque(word.value))
            ]
            words = [word for word in words if word.arg != "params"]
            return ast.Call(node.func, args or [first], words)
        return ast.Call(
            node.func,
            [_plain(arg) for arg in node.args],
            [ast.keyword(word.arg, _plain(word.value)) for word in node.keywords],
        )
    if isinstance(node, ast.List):
        return ast.List([_plain(item) for item in node.elts], ast.Load())
    return node
