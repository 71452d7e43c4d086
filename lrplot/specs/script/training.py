"""How a script trains: which schedulers it steps, when, and for how long."""

from __future__ import annotations

import ast
import copy
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lrplot.arithmetic.arrays import Array, np
from lrplot.arithmetic.formula import Formula
from lrplot.errors import LrplotError
from lrplot.specs.clock import Pace
from lrplot.specs.script.run import Event, Loop, Run
from lrplot.specs.script.trees import leaves, opaque, tree
from lrplot.specs.script.values import Opaque, Unsure

LONGEST = 10_000_000
"""The most rounds of a loop whose conditions are looked at one by one."""


OPTIONS = {"--dataset-size": "how many examples an epoch has"}
"""What an option says, where no expression of the script does."""


class UnknownError(LrplotError):
    """Something that the script does not say is needed."""

    def __init__(self, trees: Sequence[ast.expr]) -> None:
        found = {name.id: name.lineno for node in trees for name in opaque(node)}
        self.trees = trees
        said = ", ".join(f"{OPTIONS.get(name, name)} (line {line})" for name, line in found.items())
        asks = [
            part
            for name in found
            for part in ((name, "N") if name in OPTIONS else ("--let", f"{name}=…"))
        ]
        super().__init__(f"not known before it runs: {said}", tuple(asks))


def number(value: Any, what: str) -> float:
    """Return a number that must be known."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        if any(opaque(tree(value))):
            raise UnknownError([tree(value)])
        raise LrplotError(f"{what} is no number")
    return value


def mask(event: Event, loop: Loop, rounds: int) -> Array:
    """Return in which rounds of a loop something happens, by the conditions that it is under."""
    out = np.ones(rounds, dtype=bool)
    for test in event.tests:
        names = {leaf.id for leaf in leaves(test)}
        if not names:
            continue
        if any(opaque(test)):
            raise UnknownError([test])
        if names != {loop.variable}:
            raise LrplotError(
                f"line {event.line}: when this happens cannot be read: {ast.unparse(test)}"
            )
        formula = Formula(ast.unparse(_stepped(test, loop.variable)))
        with np.errstate(all="ignore"):
            out &= formula(np.arange(rounds, dtype=np.float64)) != 0
    return out


def _stepped(node: ast.expr, variable: str) -> ast.expr:
    """Return a tree with t in the place of a loop's count."""
    out = copy.deepcopy(node)
    for leaf in leaves(out):
        if leaf.id == variable:
            leaf.id = "t"
    return out


@dataclass(frozen=True)
class Rhythm:
    """The updates of a training: how many an epoch, and how many epochs there are."""

    loops: tuple[Loop, ...]
    event: Event
    batches: int
    """Rounds of the innermost loop, in which the updates are made."""
    happens: Array
    """In which of these an update is made."""
    epochs: float | None
    """How often the loops around it go round; None if only what ends them is not known."""

    @property
    def updates(self) -> int:
        """How many updates an epoch has."""
        return int(self.happens.sum())


def rhythm(run: Run, event: Event) -> Rhythm:
    """Return the rhythm of an optimizer's `step()`, or of what else comes again in loops."""
    *outer, inner = event.loops
    times = [_rounds(run, loop, event) for loop in event.loops]
    unknown = [tree(value) for value in times if value is not None]
    if unknown := [node for node in unknown if any(leaves(node))]:
        raise UnknownError(unknown)
    epochs = 1.0
    for loop, value in zip(outer, times, strict=False):
        if value is None:
            raise LrplotError(f"line {loop.line}: what ends this loop cannot be read")
        epochs *= number(value, "how often the loop goes round")
    if times[-1] is None:
        # without an end, and without a rhythm that an end would cut
        if event.tests and any(any(leaves(test)) for test in event.tests):
            raise LrplotError(f"line {inner.line}: what ends this loop cannot be read")
        return Rhythm(event.loops, event, 1, np.ones(1, dtype=bool), None)
    rounds = number(times[-1], "how often the loop goes round")
    if rounds > LONGEST:
        raise LrplotError(f"line {inner.line}: {rounds:,} rounds are too many to look at")
    batches = int(rounds)
    return Rhythm(event.loops, event, batches, mask(event, inner, batches), epochs)


def _rounds(run: Run, loop: Loop, event: Event) -> Any:
    """Return in how many rounds of a loop something happens: what it, or a `break`, says."""
    if loop.times is not None:
        return loop.times
    for end in run.events:
        if end.kind == "break" and end.loops[-1:] == (loop,) and end.tests:
            first = _first(run, end.tests[-1])
            if first is not None:
                # what stands before the break happens once more
                return first + (run.events.index(event) < run.events.index(end))
    return None


ENDS = {ast.Gt: 1, ast.GtE: 0, ast.Eq: 0}
OTHERWISE = {ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.NotEq: ast.Eq}


def _first(run: Run, test: ast.expr) -> int | None:
    """Return the first round in which a test of a counter and a number holds."""
    turned = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    match test.operand if isinstance(test, ast.UnaryOp) and turned else test:
        case ast.Compare(left=left, ops=[op], comparators=[ast.Constant(value=int() as most)]):
            kind = OTHERWISE.get(type(op)) if turned else type(op)
            names = {leaf.id for leaf in leaves(left)}
            if len(names) != 1 or kind not in ENDS or not names <= run.counters.keys():
                return None
            counted = Formula(ast.unparse(_stepped(left, names.pop())))
            zero, one = counted(np.arange(2.0))
            return int(most - zero) + ENDS[kind] if one - zero == 1 else None
    return None


def pace(of: Rhythm, event: Event, order: Sequence[Event]) -> Pace | None:
    """Return how often a scheduler is stepped before each update; None for once in each."""
    depth = len(event.loops)
    if event.loops != of.loops[:depth] or not depth:
        raise LrplotError(f"line {event.line}: this step() stands outside the loop that trains")
    before = order.index(event) < order.index(of.event)
    if depth < len(of.loops):
        if any(any(leaves(test)) for test in event.tests):
            raise LrplotError(f"line {event.line}: when this step() happens cannot be read")
        return Pace(of.updates, 1, int(before))
    return beat(of.happens, mask(event, of.loops[-1], of.batches), event.line, before)


def beat(happens: Array, stepped: Array, line: int, before: bool = False) -> Pace | None:
    """Return the pace of what is stepped in these rounds of a loop, and updated in those.

    `before`: in a round where both happen it is stepped first.
    """
    counts = (np.cumsum(stepped) - (0 if before else stepped))[happens]
    if not counts.size:
        raise LrplotError(f"line {line}: no update is ever made")
    total = int(stepped.sum())
    size = int(counts.size)
    small = [part for part in range(1, math.isqrt(size) + 1) if size % part == 0]
    for part in sorted({*small, *(size // part for part in small)}):
        steps, rest = divmod(total * part, size)
        if rest:
            continue
        first, most = int(counts[0]), int(counts[:part].max())
        each = int(counts[1] - counts[0]) if part > 1 else 0
        place = np.arange(size)
        made = np.minimum(first + each * (place % part), most) + place // part * steps
        if np.array_equal(made, counts):
            return (
                None if (part, steps, first) == (1, 1, 0) else Pace(part, steps, first, each, most)
            )
    raise LrplotError(f"line {line}: these steps come in no rhythm that can be drawn")


OTHERS = re.compile(r".*(env|prof|ema|sim|game|world|tracker|timer|bar|meter|log).*", re.IGNORECASE)
"""What has a `step()` that moves no rate, by its name."""


def sure(run: Run) -> None:
    """Raise `LrplotError` where it is not known what a `step()` steps."""
    for event in run.events:
        if isinstance(event.of, Unsure) and event.kind == "step":
            if any(opaque(event.of.test)):
                raise UnknownError([event.of.test])
            raise LrplotError(f"line {event.line}: what is stepped here changes with the round")
        known = event.kind != "step" or not isinstance(event.of, Opaque) or not event.loops
        if not known and not OTHERS.fullmatch(event.of.text):
            raise UnknownError([tree(event.of)])
