"""What a function gives that keeps it: `functools.cache`, `lru_cache`, `cached_property`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.hooks import own
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.run import Mark, Run, Write
from lrplot.specs.script.trees import leaves, tree
from lrplot.specs.script.values import MISSING, Class, Function, Instance, Made, Opaque, Open

KEEPING = ("cache", "lru_cache")

KEPT = 128
"""How much `lru_cache` keeps where nothing else is said."""


@dataclass(eq=False)
class Memory:
    """What a function has given, by its arguments."""

    most: int | None = None
    given: dict[Any, Any] = field(default_factory=dict)
    perhaps: dict[Any, Any] = field(default_factory=dict)
    """What it may have given before, or may have kept: it must give the same again."""


def memory(decorator: ast.expr) -> Memory:
    """Return the empty memory that a decorator makes."""
    parts = [part for part in ast.walk(decorator) if isinstance(part, ast.Constant)]
    found = next((part.value for part in parts if type(part.value) is int), None)
    none = any(part.value is None for part in parts)
    last = decorator.func if isinstance(decorator, ast.Call) else decorator
    plain = ast.unparse(last).endswith("lru_cache") and not none and found is None
    return Memory(KEPT if plain else found)


def remembered(
    run: Run,
    func: Function,
    args: list[Any],
    words: dict[str, Any],
    node: ast.AST,
    work: Callable[[], Any],
) -> Any:
    """Return what a function has given for these arguments; only the first time it does so."""
    every = [func.owner, *args, *words.values()]
    known, kept = all(map(_lasting, every)), func.memory
    # a number or a text that stands alone is its own key, apart from all that equals it
    alone = type(args[0]) in (int, str) if len(args) == 1 and not words else None
    key = (func.owner, tuple(args), tuple(words.items()), alone)
    full = kept.most is not None and len(kept.given) >= kept.most
    if known and key in kept.given and not full:
        return kept.given[key]
    before, lost = run.mark(), len(run.doubts.lost)
    found = work()
    sure = known and not full and not run.unsure
    if not sure and (does(run, before, lost) or _moves(run, found, every)):
        raise _unfollowed(func, node)
    if known:
        old = kept.perhaps.get(key, kept.given.get(key, MISSING))
        if old is not MISSING and not _same(old, found):
            raise _unfollowed(func, node)
        within = kept.perhaps if full or run.tests or run.pure or run.vague else kept.given
        run.writes.append(
            Write(within, key, old if key in within else MISSING, func.name, _line(node))
        )
        within[key] = found
    return found


def does(run: Run, since: Mark, lost: int) -> bool:
    """Tell whether something trains, or is changed that is not new, since a mark."""
    fresh = {id(made) for made in run.created[since.created :]}
    changed = [id(write.within) for write in run.writes[since.writes :]]
    changed += [*run.doubts.lost][lost:]
    events = any(event.kind != "point" for event in run.events[since.events :])
    return events or any(one not in fresh for one in changed)


def _lasting(value: Any) -> bool:
    """Tell whether something that a call is given is the same in every round of a loop."""
    if isinstance(value, Instance) and own(value, "__eq__"):
        return False
    if isinstance(value, Instance | Made):
        return not value.loops
    return isinstance(value, PLAIN | Class | Function)


def _moves(run: Run, found: Any, given: list[Any]) -> bool:
    """Tell whether what is given changes from round to round by more than the arguments."""
    if not run.loops or not isinstance(found, Open | Opaque):
        return False
    own_ = {leaf.id for each in given for leaf in leaves(tree(each))}
    return any(
        leaf.id not in own_ and (leaf.leaf == "loop" or getattr(leaf, "carried", False))  # type: ignore[attr-defined]
        for leaf in leaves(tree(found))
    )


def _same(one: Any, other: Any) -> bool:
    return one is other or (type(one) is type(other) and isinstance(one, PLAIN) and one == other)


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)


def _unfollowed(func: Function, node: ast.AST) -> LrplotError:
    return LrplotError(
        f"line {_line(node)}: {func.name} keeps what it has given, and which of its calls is the "
        "first is not followed"
    )
