"""What Python's functions give that call another on each item: `map`, `sorted`, `reduce`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from itertools import takewhile
from typing import Any

from lrplot.specs.script.iterators import NOTHING, Given, Once, every, taken
from lrplot.specs.script.plain import PLAIN, known
from lrplot.specs.script.run import Run
from lrplot.specs.script.truths import truth
from lrplot.specs.script.values import Held, Opaque, Path, Scope

ADD = Path("operator.add")


def apply(run: Run, func: Any, *args: Any) -> Any:
    """Return what a function of the script's, or Python's own, gives of values."""
    node = ast.Call(Held(func), [Held(arg) for arg in args], [], lineno=0)
    found = run.evaluate(run, node, Scope())
    if isinstance(found, Opaque) and not found.line:
        raise TypeError("what it gives is not known")
    return found


def lazily(run: Run, func: Any, items: list[tuple[Any, ...]]) -> list[Any]:
    """Return what a function gives of each; an error where it does more, which comes later."""
    before = run.mark()
    found = [apply(run, func, *each) for each in items]
    now = run.mark()
    if (now.events, now.writes) != (before.events, before.writes):
        run.undo(before)
        raise TypeError("it does more than give something")
    return found


def _keyed(run: Run, items: list[Any], key: Any) -> list[Any]:
    """Return by what items are ordered; an error where that is not known."""
    found = items if key is None else [apply(run, key, item) for item in items]
    if not known(found):
        raise TypeError
    return found


def _sorted(run: Run, values: Any, *, key: Any = None, reverse: Any = False) -> Any:
    some = isinstance(values, frozenset) and key is None
    items = [*values] if some else taken(run, values)
    if items is None or not isinstance(reverse, PLAIN):
        return None
    keys = _keyed(run, items, key)
    run.count(len(items) // 10)
    order = sorted(range(len(items)), key=keys.__getitem__, reverse=bool(reverse))
    return [items[place] for place in order]


def _extreme(of: Callable[..., Any]) -> Callable[..., Any]:
    def found(run: Run, *args: Any, key: Any = None, default: Any = NOTHING) -> Any:
        if len(args) == 1:
            some = isinstance(args[0], frozenset) and key is None
            items = [*args[0]] if some else taken(run, args[0])
        else:
            items = list(args)
        if items is None:
            return None
        if not items:
            return None if default is NOTHING else Given(default)
        if key is None and not known(items):
            # of numbers that depend on the step
            return None if default is NOTHING else apply(run, Path(of.__name__), items)
        keys = _keyed(run, items, key)
        return Given(items[of(range(len(items)), key=keys.__getitem__)])

    return found


def _map(run: Run, func: Any, *many: Any) -> Any:
    each = every(run, many, None if len(many) < 2 else -1)
    return Once(lazily(run, func, [*zip(*each, strict=False)]))


def _filter(run: Run, func: Any, values: Any, wanted: bool = True) -> Any:
    (items,) = every(run, (values,))
    each = items if func is None else lazily(run, func, [(item,) for item in items])
    tests = [truth(one) for one in each]
    if None in tests:
        return None
    return Once(item for item, test in zip(items, tests, strict=True) if test is wanted)


def _filter_false(run: Run, func: Any, values: Any) -> Any:
    return _filter(run, func, values, False)


def _reduce(run: Run, func: Any, values: Any, first: Any = NOTHING) -> Any:
    (items,) = every(run, (values,))
    items = items if first is NOTHING else [first, *items]
    if not items:
        return None
    found = items[0]
    for item in items[1:]:
        found = apply(run, func, found, item)
    return Given(found)


def _accumulate(run: Run, values: Any, func: Any = ADD, *, initial: Any = None) -> Any:
    (items,) = every(run, (values,))
    items = items if initial is None else [initial, *items]
    before = items[:1]
    for item in items[1:]:
        before += lazily(run, func, [(before[-1], item)])
    return Once(before)


def _while(run: Run, func: Any, values: Any, first: bool = True) -> Any:
    (items,) = every(run, (values,), -1)
    tests = [truth(one) for one in lazily(run, func, [(item,) for item in items])]
    if None in tests:
        return None
    many = len([*takewhile(bool, tests)])
    return Once(items[:many] if first else items[many:])


def _after(run: Run, func: Any, values: Any) -> Any:
    return _while(run, func, values, False)


def _starred(run: Run, func: Any, values: Any) -> Any:
    (items,) = every(run, (values,))
    return Once(lazily(run, func, [tuple(each) for each in items]))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sorted": _sorted,
    "max": _extreme(max),
    "min": _extreme(min),
    "map": _map,
    "filter": _filter,
    "functools.reduce": _reduce,
    "itertools.accumulate": _accumulate,
    "itertools.filterfalse": _filter_false,
    "itertools.takewhile": _while,
    "itertools.dropwhile": _after,
    "itertools.starmap": _starred,
}
"""Functions that call one that they are given; None where what they give is not known."""
