"""Mappings that have something for a key that is not there: `defaultdict`, `Counter`."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from lrplot.specs.script.applied import apply
from lrplot.specs.script.iterators import every, taken
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.run import Run
from lrplot.specs.script.targets import bind
from lrplot.specs.script.values import MISSING, Held, Path, Scope


class Default(dict[Any, Any]):
    """A mapping that makes what it does not have."""

    def __init__(self, values: Any, factory: Any, counts: bool = False) -> None:
        super().__init__(values)
        self.factory = factory
        self.counts = counts
        """Whether it is a `Counter`, which keeps nothing that is only looked up."""

    def copy(self) -> Default:
        """Return one of the same kind with the same items."""
        return Default(self, self.factory, self.counts)


def _default(run: Run, factory: Any = None, values: Any = (), **words: Any) -> Any:
    pairs = values if isinstance(values, dict) else every(run, (values,))[0]
    return _kept(run, Default({**dict(pairs), **words}, factory))


def _counter(run: Run, values: Any = (), **words: Any) -> Any:
    if words:
        return None
    if not isinstance(values, dict):
        items = taken(run, values)
        if items is None or not all(isinstance(item, PLAIN) for item in items):
            return None
        values = Counter(items)
    return _kept(run, Default(values, Path("int"), counts=True))


def _kept(run: Run, made: Default) -> Default:
    run.created.append(made)
    return made


def most_common(of: Default, args: Iterable[Any]) -> list[Any]:
    """Return what a counter has, that of which it has most first."""
    return Counter(of).most_common(*args)


def item(run: Run, of: Any, key: Any, node: ast.expr, scope: Scope) -> Any:
    """Return what such a mapping makes for a key that it does not have; else `MISSING`."""
    if not isinstance(of, Default) or not isinstance(key, PLAIN) or key in of:
        return MISSING
    if of.factory is None or run.doubts.missing(of, key):
        return MISSING
    try:
        made = apply(run, of.factory)
    except TypeError:
        return MISSING
    if not of.counts:
        bind(run, ast.Subscript(Held(of), Held(key), ast.Store(), lineno=node.lineno), made, scope)
    return made


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "collections.defaultdict": _default,
    "collections.Counter": _counter,
}
