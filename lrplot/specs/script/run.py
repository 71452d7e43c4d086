"""What reading one script has come to: what it makes, how it loops, and what trains."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.lets import Sizes
from lrplot.specs.script.doubts import Doubts
from lrplot.specs.script.values import MISSING, Class, Opaque, Scope

MOST = 300_000
"""How many parts of a script are looked at, those of a loop as often as it goes round."""


class TooMuchError(LrplotError):
    """More parts of a script would have to be looked at than may be."""


@dataclass(frozen=True)
class Flow:
    """How a block is left: by `return`, `raise`, `break` or `continue`."""

    kind: str
    value: Any = None


@dataclass(frozen=True, eq=False)
class Loop:
    """A loop that trains, each time anew: over epochs, over batches, or until a `break`."""

    line: int
    times: Any
    """How often it goes round: a number, or what that depends on; None without an end."""
    variable: str = ""
    """The leaf that stands for its count from 0."""
    over: Any = None
    """What it goes through; None if that is not known."""


@dataclass(frozen=True, eq=False)
class Event:
    """A call that trains, such as `scheduler.step()`, where it stands."""

    kind: str
    """The name of the method, or "rate" where a rate is set by hand."""
    of: Any
    args: tuple[Any, ...]
    keywords: Mapping[str, Any]
    line: int
    loops: tuple[Loop, ...]
    tests: tuple[ast.expr, ...]
    """The conditions, not known before the script runs, under which it happens."""


@dataclass(frozen=True)
class Counter:
    """What a leaf stands for: how often a loop has added to a name, from one place to another."""

    name: str
    start: Any
    """What it has at the first place: a number, or what the loops around say."""
    each: int
    """What is added each time."""
    origin: Event
    point: Event


@dataclass(frozen=True)
class Write:
    """A change to something that may have been there before a loop, or a call, began."""

    within: dict[Any, Any]
    key: Any
    old: Any
    text: str
    line: int
    counts: int = 0
    """How much it adds to a number that is a count; 0 where it is none."""
    truth: bool | None = None
    """The truth that it is set to, where it is one."""
    opens: bool = False
    """Whether it is no change of the script's: what it is in each round of a loop is left open."""


@dataclass(frozen=True)
class Mark:
    """How far reading has come."""

    events: int
    made: int
    writes: int
    created: int


@dataclass(eq=False)
class Run:
    """What reading one script has come to."""

    evaluate: Callable[[Run, ast.expr, Scope], Any]
    follow: Callable[[Run, Sequence[ast.stmt], Scope], Flow | None]
    given: Mapping[str, Any] = field(default_factory=dict)
    """What is said beside the script: the value of an expression, as it stands there."""
    used: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    """The expressions whose values are looked for there, where anything is said."""
    sizes: Sizes = field(default_factory=Sizes)
    frameworks: Sequence[Any] = ()
    """What each `Framework` says of its own calls."""
    unbound: dict[str, int] = field(default_factory=dict)
    """Names that nothing binds, with the line where each is first asked for."""
    modules: Mapping[str, bool] = field(default_factory=dict)
    """The modules of which it is said beside the script whether they are there."""
    imported: dict[str, str] = field(default_factory=dict)
    """What is imported by a name of its own: the name, by its dotted path."""
    seen: int = 0
    most: int = MOST
    beside: Any = None
    """The files beside the script (`Beside`), where they are read."""
    calls: dict[int, tuple[ast.AST, list[ast.Call]]] = field(default_factory=dict)
    """The calls in what has been asked whether it trains."""
    depth: int = 0
    plain: int = 0  # in how many loops that do not train it is, inside those that do
    frame: int = 0
    """In how many loops that train the function was called that is followed."""
    build: Callable[[str], Any] | None = None  # makes the schedule that a word says
    vague: int = 0  # in how many loops that go round nobody knows how often
    strict: bool = False  # whether what may be read as something else than it does is refused
    pure: bool = False
    """Whether what a function is called for must not change what was there before."""
    loops: tuple[Loop, ...] = ()
    tests: tuple[ast.expr, ...] = ()
    handlers: tuple[tuple[int, Sequence[ast.ExceptHandler]], ...] = ()
    """What catches errors, from the outermost `try` in, each with how many loops are around it."""
    fails: frozenset[int] = frozenset()
    """The lines of each `try` that is thought to fail."""
    tried: dict[int, ast.Try | ast.TryStar] = field(default_factory=dict)
    """Each `try` that may fail, by its line."""
    lefts: dict[int, str] = field(default_factory=dict)
    """What counts how often a loop is left, by the `break` that leaves it."""
    lost: list[int] = field(default_factory=list)
    """For each `break` of a loop that does not train, under how many conditions it stands."""
    ends: list[int] = field(default_factory=list)
    """The lines on which it, or a function of it, ends before any loop that trains."""
    events: list[Event] = field(default_factory=list)
    made: list[Any] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    """What is changed in objects, mappings and scopes around a function."""
    created: list[Any] = field(default_factory=list)
    spoiled: dict[int, tuple[Any, str, int]] = field(default_factory=dict)
    """The objects, lists and mappings that are made, in order; those that nobody knows any more."""
    counters: dict[str, Counter] = field(default_factory=dict)
    """What counts in loops, by the leaf that stands for it."""
    origins: dict[str, list[ast.expr]] = field(default_factory=dict)
    """What a name that stands for something unknown is made of in a loop that trains."""
    gone: list[tuple[Event, str]] = field(default_factory=list)
    """The ways out of loops that are taken for not taken, with their conditions."""
    doubts: Doubts = field(default_factory=Doubts)
    environment: dict[str, Any] = field(default_factory=dict)
    """The variables of the environment that the script sets."""
    assumed: dict[str, tuple[int, str, Any]] = field(default_factory=dict)
    """What is taken by default of the environment, with its line and name, by how it is asked."""
    argv: Any = field(default_factory=lambda: [Opaque("sys.argv[0]", 0)])
    """What is typed where the script is run; None where nobody knows what it makes of that."""
    constants: dict[str, set[str]] = field(default_factory=dict)
    """Texts that are said beside the script, with those that it compares each with."""

    @property
    def unsure(self) -> bool:
        """Whether what is done now may be done never, or several times."""
        return bool(self.loops or self.tests or self.pure or self.vague)

    def mark(self) -> Mark:
        """Return how far it has come."""
        return Mark(*map(len, (self.events, self.made, self.writes, self.created)))

    def undo(self, to: Mark) -> None:
        """Take back what has happened since."""
        for write in reversed(self.writes[to.writes :]):
            if write.old is MISSING:
                write.within.pop(write.key, None)
            else:
                write.within[write.key] = write.old
        del self.events[to.events :], self.made[to.made :]
        del self.writes[to.writes :], self.created[to.created :]

    def count(self, parts: int = 1) -> None:
        """Count what is looked at; `LrplotError` where it is too much."""
        self.seen += parts
        if self.seen > self.most:
            raise TooMuchError("this is too much to read: a loop, or what it calls, has no end")

    def event(
        self, kind: str, of: Any, node: ast.AST, args: Any = (), keywords: Any = None
    ) -> Event:
        """Note a call that trains."""
        line = getattr(node, "lineno", 0)
        found = Event(kind, of, tuple(args), keywords or {}, line, self.loops, self.tests)
        self.events.append(found)
        return found

    def inherited(self, owner: Class, name: str) -> Any:
        """Return what a class of the script's own has of an imported one, as a framework says."""
        each = (framework.inherited(self, owner, name) for framework in self.frameworks)
        return next((found for found in each if found is not MISSING), MISSING)

    def leave(self, node: ast.AST) -> None:
        """Note that the loops that train are left, by a `break` or a `return`."""
        if isinstance(node, ast.Break) and self.loops and not self.plain:
            if id(node) in self.lefts:
                self.event("count", self.lefts[id(node)], node)
            self.event("break", None, node)
        elif isinstance(node, ast.Break):
            self.lost.append(len(self.tests))
        elif isinstance(node, ast.Return) and len(self.loops) > self.frame:
            self.event("count", returned(self), node)
            self.event("return", None, node, [self.frame])

    def said(self, *texts: str) -> Any:
        """Return what is said beside the script of an expression; `MISSING` if nothing is."""
        if self.given:
            self.asked.update(texts)
        for text in texts:
            if text in self.given:
                self.used.add(text)
                return self.given[text]
        return MISSING


def returned(run: Run) -> str:
    """Return what counts how often the function that is followed is left in one of its loops."""
    return f"returned from {run.frame}"
