"""Goes through the comprehensions of a script, where what they go through is known."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script.arrays import Series
from lrplot.specs.script.elsewhere import only_gives
from lrplot.specs.script.iterators import Once, kept, taken
from lrplot.specs.script.operators import unknown
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.run import Run
from lrplot.specs.script.scopes import seen_from
from lrplot.specs.script.targets import bind
from lrplot.specs.script.trains import trains
from lrplot.specs.script.trees import tree
from lrplot.specs.script.truths import truth
from lrplot.specs.script.unchanged import expression
from lrplot.specs.script.vague import rated
from lrplot.specs.script.values import Function, Held, Open, Scope, Several


def comprehension(
    run: Run, node: ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp, scope: Scope
) -> Any:
    """Return the list or mapping that a comprehension makes; what is not known is opaque."""
    found: list[Any] = []
    only, *others = node.generators
    values = run.evaluate(run, only.iter, scope)
    if (array := _array(run, node, values, scope)) is not None:
        return array
    before = run.mark()
    # what it goes through first is worked out once, and before the rest
    first = ast.comprehension(only.target, Held(values), only.ifs, only.is_async)
    if not _rounds(run, node, [first, *others], Scope(outer=seen_from(scope)), found):
        if trains(run, node, scope):
            run.undo(before)
            _trained(run, node, scope)
        held = isinstance(node, ast.ListComp) and rated(node.elt)
        return Several(source(node), node.lineno) if held else unknown(node)
    match node:
        case ast.DictComp():
            mapping = dict(found)
            run.created.append(mapping)
            return mapping
        case ast.SetComp():
            plain = all(isinstance(each, PLAIN) for each in found)
            return frozenset(found) if plain else unknown(node)
        case ast.GeneratorExp():
            if any(event.kind != "point" for event in run.events[before.events :]):
                raise _late(node)
            made = Once(found)
            made.changes = len(run.writes) > before.writes or _changes(node, scope)
            made.needs = expression(run, node, values, scope, len(found))
            return made
    run.created.append(found)
    return found


def _changes(node: ast.GeneratorExp, scope: Scope) -> bool:
    """Tell whether a function that gives an item may change something."""
    parts = [part for part in ast.walk(node.elt) if isinstance(part, ast.Call)]
    called = [scope.lookup(one.func.id) for one in parts if isinstance(one.func, ast.Name)]
    return any(isinstance(one, Function) and not only_gives(one.node) for one in called)


def members(run: Run, node: ast.Set, scope: Scope) -> Any:
    """Return the set that a display makes, in no order; what is not known is opaque."""
    found = [run.evaluate(run, each, scope) for each in node.elts]
    return frozenset(found) if all(isinstance(each, PLAIN) for each in found) else unknown(node)


def _array(run: Run, node: Any, values: Any, scope: Scope) -> Series | None:
    """Return the array that a comprehension makes of another's items; None for another."""
    only = node.generators[0]
    if isinstance(node, ast.DictComp) or len(node.generators) > 1 or only.ifs:
        return None
    if not isinstance(values, Series) or values.spoiled or values.items is not None:
        return None
    inside = Scope(outer=seen_from(scope))
    bind(run, only.target, Open(values.tree), inside)
    each = run.evaluate(run, node.elt, inside)
    return Series(values.many, tree(each)) if isinstance(each, Open | int | float) else None


def _trained(run: Run, node: Any, scope: Scope) -> None:
    """Note what a comprehension steps that goes through what is not known: as a loop would.

    Raises `LrplotError` for a generator that steps something: when it goes on is not followed.
    """
    parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    body: list[ast.stmt] = [ast.Expr(part, lineno=node.lineno) for part in parts]
    for each in reversed(node.generators):
        for test in reversed(each.ifs):
            body = [ast.If(test, body, [], lineno=node.lineno)]
        body = [ast.For(each.target, each.iter, body, [], lineno=node.lineno)]
    before = run.mark()
    run.follow(run, body, Scope(outer=scope))
    events = run.events[before.events :]
    if not any(event.kind in ("step", "rate") for event in events):
        run.undo(before)
    elif isinstance(node, ast.GeneratorExp):
        raise _late(node)


def _late(node: ast.GeneratorExp) -> LrplotError:
    text = "this generator trains, and when it goes on is not followed; a loop is"
    return LrplotError(f"line {node.lineno}: {text}")


def _rounds(
    run: Run, node: Any, rest: list[ast.comprehension], scope: Scope, found: list[Any]
) -> bool:
    """Go through what a comprehension goes through; whether all of it is known."""
    if not rest:
        if isinstance(node, ast.DictComp):
            key = run.evaluate(run, node.key, scope)
            if not isinstance(key, PLAIN):
                return False
            value = run.evaluate(run, node.value, scope)
            found.append((key, kept(run, value, node.value, node.lineno)))
        else:
            value = run.evaluate(run, node.elt, scope)
            found.append(kept(run, value, node.elt, node.lineno))
        return True
    first, *others = rest
    values = run.evaluate(run, first.iter, scope)
    if first.is_async or (items := taken(run, values)) is None:
        return False
    for value in items:
        bind(run, first.target, value, scope)
        tests = [truth(run.evaluate(run, test, scope)) for test in first.ifs]
        if None in tests:
            return False
        if all(tests) and not _rounds(run, node, others, scope, found):
            return False
    return True
