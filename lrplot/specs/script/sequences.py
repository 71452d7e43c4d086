"""What Python's own functions give that go through what they are given."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from lrplot.specs.script.iterators import NOTHING, Given, Once, Stream, View, every, taken
from lrplot.specs.script.plain import PLAIN, allowed, known
from lrplot.specs.script.run import Run
from lrplot.specs.script.trees import tree, worked_out
from lrplot.specs.script.truths import truth
from lrplot.specs.script.values import LONGEST, Class, Open

FARTHEST = 10**15
"""The ends that a range may have to be gone through."""


def _range(run: Run, *ends: Any) -> Any:
    if not all(type(end) is int for end in ends) or not 1 <= len(ends) <= 3:
        return None
    if len(ends) == 3 and ends[2] == 0:
        return None
    found = range(*ends)
    if any(abs(end) > FARTHEST for end in ends) or len(found) > LONGEST:
        return None
    run.count(len(found) // 10)
    return list(found)


def _zip(run: Run, *many: Any, strict: Any = False) -> Any:
    if type(strict) is not bool:
        return None
    each = every(run, many, None if len(many) < 2 or strict else -1)
    return Once(zip(*each, strict=strict))


def _enumerate(run: Run, values: Any, start: Any = 0) -> Any:
    (items,) = every(run, (values,))
    return Once(enumerate(items, start)) if type(start) is int else None


def _listed(run: Run, values: Any = ()) -> Any:
    return taken(run, values)


def _set(run: Run, values: Any = ()) -> Any:
    items = [*values] if isinstance(values, frozenset) else taken(run, values)
    sure = items is not None and all(isinstance(item, PLAIN) for item in items)
    return frozenset(items or ()) if sure else None


def _tupled(run: Run, values: Any = ()) -> Any:
    items = taken(run, values)
    return None if items is None else tuple(items)


def _reversed(run: Run, values: Any) -> Any:
    if isinstance(values, Once | Stream):
        return None
    items = taken(run, values)
    return None if items is None else Once(items[::-1])


def _iter(run: Run, values: Any) -> Any:
    if isinstance(values, Stream):
        return values
    items = taken(run, values)
    return None if items is None else Once(items)


def _next(run: Run, values: Any, default: Any = NOTHING) -> Any:
    if not isinstance(values, Once | Stream):
        return None
    first = taken(run, values, 1) if isinstance(values, Stream) else values[:1]
    if first is None or (not first and default is NOTHING):
        return None
    return Given(first[0] if first else default)


def _mapped(run: Run, values: Any = None, **words: Any) -> Any:
    if values is not None and not isinstance(values, dict):
        items = taken(run, values)
        pairs = items or []
        if items is None or not all(isinstance(v, list | tuple) and len(v) == 2 for v in pairs):
            return None
        if not all(isinstance(name, PLAIN) for name, _ in pairs):
            return None
        values = dict(pairs)
    found = {**(values or {}), **words}
    run.created.append(found)
    return found


def _from_keys(run: Run, keys: Any, value: Any = None) -> Any:
    (items,) = every(run, (keys,))
    if not all(isinstance(item, PLAIN) for item in items):
        return None
    found = dict.fromkeys(items, value)
    run.created.append(found)
    return found


def _sum(run: Run, values: Any, start: Any = 0) -> Any:
    some = isinstance(values, frozenset)
    (items,) = ([*values],) if some else every(run, (values,))
    if known(items) and known(start):
        return allowed(sum(items, start))
    if any(isinstance(one, list | tuple | dict) for one in (start, *items)):
        return None
    total = tree(start)
    for item in items:
        total = ast.BinOp(total, ast.Add(), tree(item))
    return worked_out(total)


def _any(run: Run, values: Any, decides: bool = True) -> Any:
    (items,) = every(run, (values,))
    each = [truth(item) for item in items]
    if decides in each:
        return decides
    if None not in each:
        return not decides
    left = [item for item, sure in zip(items, each, strict=True) if sure is None]
    if not all(isinstance(one, Open) and isinstance(one.tree, CONDITIONS) for one in left):
        return None
    trees = [tree(one) for one in left]
    return Open(ast.BoolOp(ast.Or() if decides else ast.And(), trees) if trees[1:] else trees[0])


CONDITIONS = (ast.Compare, ast.BoolOp)


def _all(run: Run, values: Any) -> Any:
    return _any(run, values, False)


def _len(run: Run, value: Any) -> Any:
    if isinstance(value, Once):
        return None
    if isinstance(value, Class):
        value = taken(run, value)
    of = value.of if isinstance(value, View) else value
    if isinstance(of, dict) and run.doubts.missing(of):
        return None
    return len(value) if isinstance(value, str | list | tuple | dict | frozenset) else None


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "range": _range,
    "zip": _zip,
    "enumerate": _enumerate,
    "list": _listed,
    "tuple": _tupled,
    "set": _set,
    "frozenset": _set,
    "dict": _mapped,
    "collections.OrderedDict": _mapped,
    "dict.fromkeys": _from_keys,
    "sum": _sum,
    "any": _any,
    "all": _all,
    "len": _len,
    "reversed": _reversed,
    "iter": _iter,
    "next": _next,
}
"""Functions of known values; None where one is not known."""
