"""When a script's events happen: every round of the loops that train, laid out on one line."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce

from lrplot.arithmetic.arrays import Array, Truths, np
from lrplot.arithmetic.several import values
from lrplot.errors import LrplotError
from lrplot.specs.script.measured import unended
from lrplot.specs.script.relevant import LEAVING, Cut, Times, kept, left, relevant, size
from lrplot.specs.script.run import Event, Loop, Run
from lrplot.specs.script.training import UnknownError, rounds_of
from lrplot.specs.script.trees import leaves, opaque, tree

LARGEST = 4_000_000
"""The most rounds, those of loops inside others together, that are laid out."""

OFTEN = 40
"""How many times loops may be left, each time otherwise, before they are over."""

GUESS = 1000
"""How many rounds a loop without an end is thought to have, until it is seen to end."""


@dataclass(eq=False)
class Timeline:
    """The events of a run, and when they happen."""

    run: Run
    wanted: Sequence[Event]
    rounds: dict[Loop, int] = field(default_factory=dict)
    partial: dict[Loop, tuple[int, int]] = field(default_factory=dict)
    """In which round, and at which event of it, a loop is left each time."""
    cuts: list[Cut] = field(default_factory=list)
    known: dict[int, Times] = field(default_factory=dict)
    busy: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.ranks = {id(event): rank for rank, event in enumerate(self.run.events)}
        self.events = relevant(self.run, self.wanted)
        self.first: dict[Loop, int] = {}
        for event in self.run.events:
            for loop in event.loops:
                self.first.setdefault(loop, self.ranks[id(event)])
        self.loops = list(dict.fromkeys(loop for each in self.events for loop in each.loops))
        self._settle()

    def _settle(self) -> None:
        missing: list[ast.expr] = []
        most: dict[Loop, float] = {}
        for loop in self.loops:
            if loop.times is None:
                self.rounds[loop], most[loop] = GUESS, np.inf
                continue
            node = tree(loop.times)
            if any(opaque(node)):
                missing.append(node)
            elif any(leaves(node)):
                raise LrplotError(
                    f"line {loop.line}: how often this loop goes round changes from round to round"
                )
            else:
                self.rounds[loop] = most[loop] = rounds_of(loop)
        missing += [test for e in self.events for test in e.tests if any(opaque(test))]
        if missing:
            raise UnknownError(missing)
        if self._size() > LARGEST:
            # such as are left before their end
            loops = {e.loops[left(e)] for e in self.events if e.kind in LEAVING and e.loops}
            self.rounds |= {loop: min(self.rounds[loop], GUESS) for loop in loops}
        self._leave()
        while endless := [
            loop for loop in self.loops if self.rounds[loop] < most[loop] and not self._over(loop)
        ]:
            room = (LARGEST / self._size()) ** (1 / len(endless))
            if room < 1.01:
                raise unended(self.run, endless[0])
            for loop in endless:
                self.rounds[loop] = int(min(self.rounds[loop] * min(8.0, room), most[loop]))
            self.cuts, self.known = [], {}
            self._leave()

    def _size(self) -> float:
        return max((size(self.rounds, event.loops) for event in self.events), default=1.0)

    def _over(self, loop: Loop) -> bool:
        return loop in self.partial or any(cut.loop in (loop, None) for cut in self.cuts)

    def _leave(self) -> None:
        """Find where the loops are left before their time."""
        if self._size() > LARGEST:
            raise LrplotError("these loops have too many rounds to be looked at one by one")
        leaving = [event for event in self.events if event.kind in LEAVING]
        rest = [event for event in leaving if not self._local(event)]
        done = -1
        while True:
            found = []
            for event in rest:
                at = self.times(event)
                later = np.flatnonzero(at.keys > done)
                if later.size:
                    place = int(later[0])
                    found.append((int(at.keys[place]), event, place, at))
            if not found:
                return
            if len(self.cuts) >= OFTEN:
                raise LrplotError(f"line {rest[0].line}: this loop is left in too many ways")
            done, event, place, at = min(found, key=lambda each: each[0])
            level = left(event)
            around = tuple(int(each[place]) for each in at.rounds[:level])
            loop = None if event.kind == "exit" else event.loops[level]
            self.cuts.append(Cut(done, loop, around))
            self.known = {}

    def _local(self, event: Event) -> bool:
        """Note a loop that is left in the same round every time; whether it is one."""
        if event.kind == "exit":
            return False
        loop = event.loops[left(event)]
        if loop is not event.loops[-1]:
            return False
        names = {leaf.id for test in event.tests for leaf in leaves(test)}
        if not names <= {loop.variable}:
            return False
        if unknown := [test for test in event.tests if any(opaque(test))]:
            raise UnknownError(unknown)
        many = np.arange(float(self.rounds[loop]))
        happens = np.ones(many.size, dtype=bool)
        for test in event.tests:
            happens &= values(test, {loop.variable: many}, many.size) != 0
        if happens.any():
            first = int(np.flatnonzero(happens)[0])
            rank = self.ranks[id(event)]
            self.partial[loop] = min(self.partial.get(loop, (first, rank)), (first, rank))
        return True

    def times(self, event: Event) -> Times:
        """Return when an event happens."""
        rank = self.ranks[id(event)]
        if rank not in self.known:
            if rank in self.busy:
                raise LrplotError(f"line {event.line}: when this happens depends on itself")
            self.busy.add(rank)
            try:
                self.known[rank] = self._times(event)
            finally:
                self.busy.discard(rank)
        return self.known[rank]

    def _times(self, event: Event) -> Times:
        sizes = [self.rounds[loop] for loop in event.loops]
        # what stands in no loop happens once
        grid = np.indices(sizes).reshape(len(sizes), -1) if sizes else ()
        rounds: list[Array] = [part.astype(np.float64) for part in grid]
        at = Times(self._keys(event, rounds), rounds)
        keep = self._kept(event, at)
        at = kept(at, keep)
        unknown = [test for test in event.tests if any(opaque(test))]
        if unknown:
            raise UnknownError(unknown)
        for test in event.tests:
            if at.keys.size and any(leaves(test)):
                at = kept(at, self.values(test, event, at) != 0)
            elif at.keys.size:
                at = kept(at, values(test, {}, at.keys.size) != 0)
        return at

    def _kept(self, event: Event, at: Times) -> Truths:
        """Return which occurrences come before the loops are left."""
        ends = [cut.key for cut in self.cuts if cut.loop is None]
        keep: Truths = at.keys <= min(ends, default=np.inf)
        for level, loop in enumerate(event.loops):
            if loop in self.partial:
                last, rank = self.partial[loop]
                inner = event.loops[level + 1 : level + 2]
                own = self.first[inner[0]] if inner else self.ranks[id(event)]
                keep &= (at.rounds[level] < last) | ((at.rounds[level] == last) & (own <= rank))
            for cut in self.cuts:
                if cut.loop is loop:
                    same = [at.rounds[j] == round_ for j, round_ in enumerate(cut.around)]
                    inside = reduce(np.logical_and, same, np.ones(keep.size, dtype=bool))
                    keep &= ~(inside & (at.keys > cut.key))
        return keep

    def _keys(self, event: Event, rounds: Sequence[Array]) -> Array:
        """Return numbers that are in the order of time."""
        many = len(self.run.events) + 1
        deepest = max((len(each.loops) for each in self.events), default=0)
        radix = [
            max((self.rounds[e.loops[j]] for e in self.events if len(e.loops) > j), default=1) + 1
            for j in range(deepest)
        ]
        if float(many) ** (deepest + 1) * float(np.prod([float(each) for each in radix])) > 2.0**52:
            raise LrplotError("these loops have too many rounds to be looked at one by one")
        size = rounds[0].size if rounds else 1
        keys = np.zeros(size)
        for level in range(deepest + 1):
            inside = level < len(event.loops)
            first = self.first[event.loops[level]] if inside else self.ranks[id(event)]
            keys = keys * many + (first if level <= len(event.loops) else 0)
            if level < deepest:
                keys = keys * radix[level] + (rounds[level] if inside else 0)
        return keys

    def values(self, node: ast.expr, event: Event, at: Times) -> Array:
        """Return the value of an expression at the occurrences of an event."""
        if any(opaque(node)):
            raise UnknownError([node])
        columns = {
            name: self.column(name, event, at) for name in {each.id for each in leaves(node)}
        }
        try:
            return values(node, columns, at.keys.size)
        except LrplotError as error:
            raise LrplotError(f"line {event.line}: {error}") from None

    def column(self, name: str, event: Event, at: Times) -> Array:
        """Return the value of what a loop counts at the occurrences of an event."""
        for level, loop in enumerate(event.loops):
            if loop.variable == name:
                return at.rounds[level]
        if counter := self.run.counters.get(name):
            origin = self._place(counter.origin, event, at)
            point = self._place(counter.point, event, at)
            counted = [e for e in self.events if e.kind == "count" and e.of == counter.name]
            keys = self.merged(counted)
            found = np.searchsorted(keys, point) - np.searchsorted(keys, origin)
            return found.astype(np.float64)
        for loop in self.loops:
            left = loop in self.partial or any(cut.loop is loop for cut in self.cuts)
            if loop.variable == name and not left and self.rounds[loop]:
                # what it was in the last round
                return np.full(at.keys.size, self.rounds[loop] - 1.0)
        raise LrplotError(f"line {event.line}: this depends on a loop that is over, or another's")

    def _place(self, point: Event, event: Event, at: Times) -> Array:
        """Return when a place was passed last, at the occurrences of an event."""
        if point.loops != event.loops[: len(point.loops)]:
            raise LrplotError(f"line {event.line}: this depends on what another loop counts")
        keys = self._keys(point, at.rounds[: len(point.loops)])
        return np.broadcast_to(keys, at.keys.shape)

    def merged(self, events: Iterable[Event]) -> Array:
        """Return when any of these events happens, in order."""
        every = [self.times(event).keys for event in events]
        return np.sort(np.concatenate(every)) if every else np.empty(0)
