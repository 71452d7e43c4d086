"""What a loop changes: seen by going through it, until nothing more is seen to change."""

from __future__ import annotations

import ast
from collections import Counter as Counted
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.counting import added, counts, place_of
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.run import Flow, Mark, Run, Write
from lrplot.specs.script.trees import leaves
from lrplot.specs.script.values import MISSING, Made, Opaque, Open, Scope

AGAIN = 8
"""How many times a loop is gone through at most to see what it changes."""


LOST = 2
"""How many times of these for what is lost: each round may lose what only it has."""


@dataclass(frozen=True, eq=False)
class Change:
    """Something that a loop changes, and what it was before."""

    within: dict[Any, Any] | None
    """The attributes or keys among which it is; None for a name of the scope around the loop."""
    key: Any
    text: str
    line: int
    start: int | str | Open | None
    """What it counts from, or what already counts it, where the loop only adds the same to it."""
    each: int = 1
    """What the loop adds to it."""
    latch: bool | None = None
    """The one truth that the loop ever sets it to, where it was the other before."""

    def now(self, scope: Scope) -> Any:
        """Return what it is."""
        names = scope.names if self.within is None else self.within
        return names.get(self.key, MISSING)

    def place(self, scope: Scope) -> str:
        """Return what tells it from all else that is changed."""
        return place_of(scope.names if self.within is None else self.within, self.key)

    def put(self, run: Run, scope: Scope, value: Any) -> None:
        """Let it be something else from here on."""
        if self.within is None:
            scope.names[self.key] = value
            return
        old = self.within.get(self.key, MISSING)
        run.writes.append(Write(self.within, self.key, old, self.text, self.line, opens=True))
        self.within[self.key] = value


Changed = dict[tuple[int, Any], Change]


def settled(
    run: Run, node: ast.For | ast.While, scope: Scope, once: Callable[[Changed], Flow | None]
) -> tuple[Flow | None, Changed]:
    """Go through a loop again and again, `once` a time; return how it is left, what it changes.

    `once` is told what has been seen to change.
    """
    opened: Changed = {}
    lost = LOST
    for _ in range(AGAIN):
        names, before = dict(scope.names), run.mark()
        looked, many = len(run.doubts.looked), len(run.doubts.lost)
        flow = once(opened)
        found = {**_names(run, node, scope, names, opened), **_kept(run, before, opened)}
        appeared = run.doubts.appeared(looked, _put(run, before))
        if not found and not appeared:
            if len(run.doubts.lost) == many or not lost:
                return flow, opened
            # what the round loses at its end is not known at its beginning
            lost -= 1
        del run.doubts.looked[looked:]
        scope.reset(names)
        run.undo(before)
        opened |= found
    raise LrplotError(f"line {node.lineno}: what this loop changes cannot be followed")


def _put(run: Run, before: Mark) -> list[tuple[Any, Any]]:
    """Return the keys that a round has put where they were not, with what they are in."""
    fresh = {id(made) for made in run.created[before.created :]}
    return [
        (write.within, write.key)
        for write in run.writes[before.writes :]
        if write.old is MISSING and not write.opens and id(write.within) not in fresh
    ]


def _names(
    run: Run, node: ast.For | ast.While, scope: Scope, before: dict[str, Any], opened: Changed
) -> Changed:
    """Return the names of the scope that are others after a round than before it."""
    counted, latched, left = _counted(node), _latched(node), _left(node)
    found: Changed = {}
    for name, old in before.items():
        known = opened.get((0, name))
        latch = latched.get(name)
        # what is set where the loop is left has not come to the end of the round
        same = _same(old, scope.names.get(name, MISSING)) and name not in left
        if same or (known and known.start is None):
            continue
        each = 1 if latch is not None else counted.get(name, 0)
        start = _start(run, old, each, place_of(scope.names, name), latch) if each else None
        if known and start is not None:
            continue
        line = getattr(node, "lineno", 0)
        found[0, name] = Change(None, name, name, line, start, each, latch)
    return found


def _kept(run: Run, before: Mark, opened: Changed) -> Changed:
    """Return the attributes and keys that were there before, and are changed."""
    fresh = {id(made) for made in run.created[before.created :]}
    every: dict[tuple[int, Any], list[Write]] = {}
    for write in run.writes[before.writes :]:
        if id(write.within) not in fresh and write.old is not MISSING:
            every.setdefault((id(write.within), write.key), []).append(write)
    found: Changed = {}
    for key, writes in every.items():
        own = [write for write in writes if not write.opens]
        known = opened.get(key)
        if not own and known:
            continue
        first = writes[0]
        same = all(_same(first.old, write.within.get(write.key, MISSING)) for write in writes)
        truths = {write.truth for write in own}
        latch = truths.pop() if len(truths) == 1 else None
        each = 1 if latch is not None else own[0].counts if len(own) == 1 else 0
        if known and (known.start is None or (each and (each, latch) == (known.each, known.latch))):
            continue
        if same and not known:
            continue
        place = place_of(first.within, first.key)
        start = _start(run, first.old, each, place, latch) if each and not known else None
        found[key] = Change(first.within, first.key, first.text, first.line, start, each, latch)
    return found


def _start(
    run: Run, old: Any, each: int, place: str, latch: bool | None = None
) -> int | str | Open | None:
    if latch is not None and type(old) is bool:
        return 0 if old is not latch else None
    if type(old) is int or (type(old) is float and old.is_integer()):
        return int(old)
    if isinstance(old, Open):
        names = {each.id for each in leaves(old.tree)}
        counters = [run.counters[name] for name in names if name in run.counters]
        if run.loops and not counters:
            # what the loops around say, as epoch * batches
            return old
        same = len(names) == len(counters) == 1 and counters[0].each == each
        return names.pop() if same and counts(counters[0], place) else None
    return None


def _same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    if isinstance(one, Opaque) and isinstance(other, Opaque):
        return type(one) is Opaque and type(other) is Opaque and one.text == other.text
    if isinstance(one, Made) or type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return isinstance(one, PLAIN) and one == other


def _counted(loop: ast.For | ast.While) -> dict[str, int]:
    """Return the names that a loop binds in one place only, and what it adds to them there."""
    parts = [part for node in loop.body for part in ast.walk(node)]
    stored = Counted(
        part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    )
    found: dict[str, int] = {}
    for part in parts:
        match part:
            case ast.AugAssign(ast.Name(id=name), op, ast.Constant(value=many)):
                found[name] = added(op, many)
            case ast.Assign(
                [ast.Name(id=name)],
                ast.BinOp(ast.Name(id=same), op, ast.Constant(value=many)),
            ) if same == name:
                found[name] = added(op, many)
    return {name: many for name, many in found.items() if stored[name] == 1}


def _latched(loop: ast.For | ast.While) -> dict[str, bool]:
    """Return the names that a loop sets to one truth and to nothing else, as `done = True`."""
    stored: Counted[str] = Counted()
    found: dict[str, list[bool]] = {}
    for part in (part for node in loop.body for part in ast.walk(node)):
        match part:
            case ast.Name(id=name, ctx=ast.Store()):
                stored[name] += 1
            case ast.Assign([ast.Name(id=name)], ast.Constant(value=bool() as value)):
                found.setdefault(name, []).append(value)
    return {
        n: each[0] for n, each in found.items() if len(set(each)) == 1 and stored[n] == len(each)
    }


def _left(loop: ast.For | ast.While) -> set[str]:
    """Return the names that are set in a block by whose end a loop is left."""
    return {
        part.id
        for block in _blocks(loop)
        if isinstance(block[-1], ast.Break)
        for node in block
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }


def _blocks(loop: ast.For | ast.While) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(loop):
        for _, inner in ast.iter_fields(node):
            if isinstance(inner, list) and inner and isinstance(inner[-1], ast.stmt):
                yield inner
