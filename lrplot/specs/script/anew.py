"""Loops that train anew in every round, as over folds, seeds or phases: several trainings."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from lrplot.errors import warn
from lrplot.specs.script.kinds import held, is_optimizer
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.run import Loop, Mark, Run
from lrplot.specs.script.stepped import Stepped
from lrplot.specs.script.values import Instance, Made

ROUND = "(round)"
"""The attribute of what is made anew with what tells its round from others."""

LINE = "(loop)"
"""The attribute of it with the line of the loop."""


def made_anew(run: Run, since: Mark, loop: Loop) -> bool:
    """Tell whether all that is stepped in a loop is made in the same round of it."""
    found = [one for loops, one in _stepped(run, since) if loop in loops]
    return any(map(is_optimizer, found)) and all(loop in one.loops for one in found)


def _stepped(run: Run, since: Mark) -> Iterator[tuple[tuple[Loop, ...], Any]]:
    """Yield the optimizers and schedules that are stepped, each with the loops around that."""
    for event in run.events[since.events :]:
        if event.kind in ("step", "rate"):
            for one in held([event.of, *event.args, *event.keywords.values()]):
                yield event.loops, one


def labelled(run: Run, since: Mark, node: ast.For, value: Any, place: int) -> None:
    """Note of what a round of a loop has made and trained with what the loop has there."""
    fresh = {id(one): one for one in run.made[since.made :]}
    if not any(is_optimizer(one) and id(one) in fresh for _, one in _stepped(run, since)):
        return
    said = [f"{name}={one}" for name, one in _named(node.target, value) if isinstance(one, PLAIN)]
    text = ", ".join(said) or f"round {place + 1} of line {node.lineno}"
    for one in fresh.values():
        if isinstance(one, Made | Instance):
            before = one.attributes.get(ROUND, "")
            one.attributes[ROUND] = ", ".join(filter(None, (text, before)))
            one.attributes[LINE] = node.lineno


def _named(target: ast.expr, value: Any) -> Iterator[tuple[str, Any]]:
    match target:
        case ast.Name(id=name):
            yield name, value
        case ast.Tuple(elts=parts) | ast.List(elts=parts) if isinstance(
            value, list | tuple
        ) and len(value) == len(parts):
            for part, one in zip(parts, value, strict=True):
                yield from _named(part, one)


def one_of(run: Run, since: Mark, line: int) -> None:
    """Say that of several trainings one is drawn, where a loop makes all in the same way."""
    if not run.fails and any(is_optimizer(one) for one in run.made[since.made :]):
        warn(f"line {line}: this loop trains anew in every round; one of them is drawn")


def told_apart(run: Run, found: Sequence[Stepped]) -> list[Stepped]:
    """Return curves that differ, each with its round; of those that are alike the first."""
    kinds: dict[Any, list[Stepped]] = {}
    less: set[int] = set()
    for one in found:
        same = kinds.setdefault((one.name, one.line, one.group, one.optimizer, not one.round), [])
        if one.round and any(_drawn(one) == _drawn(other) for other in same):
            less.add(one.loop)
        else:
            same.append(one)
    for line in sorted({one.loop for one in found if one.round}) if not run.fails else ():
        drawn = "rounds that are alike are drawn once" if line in less else "each is a curve"
        warn(f"line {line}: this loop trains anew in every round; {drawn}")
    return [
        replace(one, round="") if len(each) == 1 else one for each in kinds.values() for one in each
    ]


def _drawn(one: Stepped) -> tuple[Any, ...]:
    return one.word(), one.pace, one.long(), one.shown
