"""Iterators of a script: what each has left, which is gone through once."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script import members
from lrplot.specs.script.arrays import Series
from lrplot.specs.script.run import Run, Write
from lrplot.specs.script.values import MISSING, Class, Made, Opaque

NOTHING: Any = object()
"""What stands for an argument that is not given."""

LEFT = "left"
"""Where an iterator keeps its items."""


class Once(list[Any]):
    """The items of an iterator that nothing has a name for yet: it is used where it stands."""

    needs: Callable[[int], bool] | None = None
    """Whether what it is made of is what it was, where so many items are left."""
    changes = False
    """Whether something is changed each time that it gives an item."""


class View(list[Any]):
    """The keys, values or items of a mapping as they are now."""

    def __init__(self, of: dict[Any, Any], kind: str) -> None:
        super().__init__(getattr(of, kind)())
        self.of, self.kind = of, kind


def live(values: Any) -> Iterator[Any]:
    """Yield what a loop has that may change what it goes through."""
    if not isinstance(values, View) or values.kind == "keys":
        yield from values
        return
    for key in [*values.of]:
        if key in values.of:
            yield (key, values.of[key]) if values.kind == "items" else values.of[key]


def now(value: Any) -> Any:
    """Return what a name that was bound before stands for now: a view may have changed."""
    return View(value.of, value.kind) if isinstance(value, View) else value


@dataclass(eq=False)
class Stream:
    """An iterator that a script may come back to."""

    left: dict[str, Any]
    """What it has left; opaque where that is not known."""
    name: str
    line: int
    needs: Callable[[int], bool] | None = None
    """Whether what it is made of is what it was, where so many items are left."""


def kept(run: Run, value: Any, name: str | ast.expr, line: int) -> Any:
    """Return what a name stands for from now on, where an iterator may be what it gets."""
    if not isinstance(value, Once):
        return value
    name = name if isinstance(name, str) else source(name)
    found = Stream({LEFT: list(value)}, name, line, value.needs)
    run.created.append(found.left)
    return found


def taken(run: Run, value: Any, many: int | None = None) -> list[Any] | None:
    """Return what is taken of an iterator, or the items of something else; None if not known.

    All that it has left; or so many: of what takes some, nobody knows how many, it is -1.
    """
    if isinstance(value, Stream):
        items = value.left[LEFT]
        if not isinstance(items, list) or (items and value.needs and not value.needs(len(items))):
            return None
        sure = not (run.tests or run.pure) and many != -1
        rest: Any = items[len(items) if many is None else many :]
        _put(run, value, rest if sure else Opaque(value.name, value.line))
        return items if many is None or many < 0 else items[:many]
    if isinstance(value, Class) and (known := members.every(value)) is not None:
        value = list(known.values())
    if isinstance(value, Series) and value.items is not None and not value.spoiled:
        value = value.items.tolist()
    of = value.of if isinstance(value, View) else value
    if isinstance(of, dict) and run.doubts.missing(of):
        return None
    if isinstance(value, list | tuple | str | dict):
        run.count(len(value) // 100)
        return list(value)
    return None


def every(run: Run, many: tuple[Any, ...], some: int | None = None) -> list[list[Any]]:
    """Return the items of each; an error where they are not known."""
    each = [taken(run, value, some) for value in many]
    if any(items is None for items in each):
        raise TypeError
    return [items or [] for items in each]


class Given:
    """A value that may be None, which elsewhere stands for what is not known."""

    def __init__(self, value: Any) -> None:
        self.value = value


SPENT = "(spent)"


def spend(run: Run, value: Made, node: ast.expr) -> None:
    """Note that an iterator over what is not known has been asked for something."""
    run.writes.append(Write(value.attributes, SPENT, MISSING, value.text, node.lineno))
    value.attributes[SPENT] = True


def _put(run: Run, of: Stream, items: Any) -> None:
    run.writes.append(Write(of.left, LEFT, of.left.get(LEFT, MISSING), of.name, of.line))
    of.left[LEFT] = items


SPREAD = (list, tuple, dict, str, Stream)
"""What is shared out among several names."""


def shared_out(items: list[Any], parts: list[ast.expr]) -> list[Any] | None:
    """Return what each of several names gets, one of which may take the rest; None if it fails."""
    star = next((n for n, part in enumerate(parts) if isinstance(part, ast.Starred)), None)
    if star is None:
        return items if len(items) == len(parts) else None
    rest = len(items) - len(parts) + 1
    if rest < 0:
        return None
    return [*items[:star], items[star : star + rest], *items[star + rest :]]
