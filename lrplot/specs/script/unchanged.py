"""Whether what an iterator has yet to give is what it was when it was made."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from lrplot.specs.script.iterators import Once, View
from lrplot.specs.script.looked_at import lost
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import MISSING, Function, Instance, Scope

STRAIGHT = ("iter", "enumerate", "zip", "map")
"""Functions that go through what they are given from its beginning, item by item."""

Same = Callable[[int], bool]
"""Tells whether all is as it was, where so many items are left."""


def since(run: Run, name: str, args: list[Any], many: int) -> Same:
    """Return what tells whether what a function has made an iterator of is what it was."""
    each = [_same(run, arg) for arg in args]

    def same(left: int) -> bool:
        # what it has gone through may be another by now
        start = many - left if name in STRAIGHT else 0
        return all(one(start) for one in each)

    return same


def _same(run: Run, value: Any) -> Same:
    if isinstance(value, Function):
        names = _names(value.node, value.scope)
        return lambda start: names()
    if isinstance(value, Once) and (needs := value.needs):
        return lambda start: needs(0)
    if not isinstance(value, list | dict):
        return lambda start: True
    before, known = _items(value), not lost(run, value)

    def same(start: int) -> bool:
        now = _items(value)
        sure = len(now) == len(before) and not (known and lost(run, value))
        return sure and all(map(_alike, now[start:], before[start:]))

    return same


def expression(run: Run, node: ast.GeneratorExp, values: Any, scope: Scope, many: int) -> Same:
    """Return what tells whether what a generator expression looks at later is what it was."""
    plain = len(node.generators) == 1 and not node.generators[0].ifs
    through = since(run, "iter" if plain else "", [values], many)
    names = _names(node, scope)
    return lambda left: names() and through(left)


def _names(node: ast.AST, scope: Scope) -> Callable[[], bool]:
    """Return what tells whether the names of an expression stand for what they stood for."""
    first = node.generators[0].iter if isinstance(node, ast.GeneratorExp) else None
    before = {id(part) for part in ast.walk(first)} if first else set()
    parts = [part for part in ast.walk(node) if id(part) not in before]
    names = {p.id for p in parts if isinstance(p, ast.Name) and isinstance(p.ctx, ast.Load)}
    names -= {p.id for p in parts if isinstance(p, ast.Name) and isinstance(p.ctx, ast.Store)}
    names -= {part.arg for part in parts if isinstance(part, ast.arg)}
    attributes = {part.attr for part in parts if isinstance(part, ast.Attribute)}

    def state() -> list[Any]:
        found: list[Any] = []
        for name in sorted(names):
            value = scope.lookup(name)
            found.append(value)
            if isinstance(value, list | dict):
                found += _items(value)
            elif isinstance(value, Instance):
                found += [value.attributes.get(name, MISSING) for name in sorted(attributes)]
        return found

    was = state()

    def same() -> bool:
        now = state()
        return len(now) == len(was) and all(map(_alike, now, was))

    return same


def _items(value: Any) -> list[Any]:
    of = value.of if isinstance(value, View) else value
    return [part for pair in of.items() for part in pair] if isinstance(of, dict) else [*of]


def _alike(one: Any, other: Any) -> bool:
    if one is other or (type(one) is type(other) and isinstance(one, PLAIN) and one == other):
        return True
    pair = isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other)
    return pair and all(map(_alike, one, other))
