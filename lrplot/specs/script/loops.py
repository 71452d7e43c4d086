"""Follows the loops of a script: one that trains is gone through once, its counts left open."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script.anew import labelled, made_anew, one_of
from lrplot.specs.script.changes import Change, Changed, settled
from lrplot.specs.script.iterated import item, through, times
from lrplot.specs.script.iterators import View, live
from lrplot.specs.script.kinds import held
from lrplot.specs.script.measured import made_of
from lrplot.specs.script.own_methods import tested
from lrplot.specs.script.run import Counter, Event, Flow, Loop, Run
from lrplot.specs.script.targets import bind
from lrplot.specs.script.trains import trains
from lrplot.specs.script.trees import leaf, tree
from lrplot.specs.script.truths import truth
from lrplot.specs.script.unchanged import since
from lrplot.specs.script.vague import vaguely
from lrplot.specs.script.values import Held, Opaque, Open, Scope

MANY = 50
"""The most optimizers and schedulers of a list that are gone through one by one."""


def for_(run: Run, node: ast.For, scope: Scope) -> Flow | None:
    """Follow a `for`: round by round, or once if it trains."""
    given = run.evaluate(run, node.iter, scope)
    values = through(run, given, node)
    same = since(run, "iter", [given], 0) if isinstance(given, View) else _needs(given)
    if isinstance(values, dict | str):
        values = list(values)
    several = isinstance(values, list | tuple) and len(values) <= MANY and any(held(list(values)))
    several = several or _spelled(values)
    anew = False
    if not several and trains(run, node, scope):
        before, names = run.mark(), dict(scope.names)
        loop = _once(run, node, times(run, values, node.iter, scope), scope, values)
        if same and not same(len(values) - 1 if isinstance(values, list) else 0):
            raise _changing(node)
        anew = made_anew(run, before, loop)
        if not anew:
            return run.follow(run, node.orelse, scope)
        run.undo(before)
        scope.reset(names)
    run.plain += 1
    before = run.mark()
    try:
        if isinstance(values, list | tuple) and not (anew and len(values) > FEW):
            return _unrolled(run, node, values, scope, _needs(given))
        flow = vaguely(run, node, scope, isinstance(values, list | tuple))
        if anew:
            one_of(run, before, node.lineno)
        return flow
    finally:
        run.plain -= 1


FEW = 12
"""The most rounds of a loop that trains that are gone through one by one for what they have."""


def _spelled(values: Any) -> bool:
    """Tell whether a loop goes through texts, or what stands beside some: phases, named loaders."""
    return (
        isinstance(values, list | tuple)
        and 0 < len(values) <= FEW
        and all(
            any(isinstance(part, str | bool) for part in (one if isinstance(one, tuple) else [one]))
            for one in values
        )
    )


def _needs(of: Any) -> Any:
    return getattr(of, "needs", None)


def _changing(node: ast.For) -> LrplotError:
    text = f"what {source(node.iter)} gives may change as this loop goes on, which is not read"
    return LrplotError(f"line {node.lineno}: {text}")


def _unrolled(run: Run, node: ast.For, values: Any, scope: Scope, same: Any) -> Flow | None:
    start = run.mark()
    for place, value in enumerate(live(values)):
        run.count()
        if place and same and not same(len(values) - place):
            if any(event.kind != "point" for event in run.events[start.events :]):
                raise _changing(node)
            value = Opaque(source(node.target), node.lineno)
        bind(run, node.target, value, scope)
        before, mark = len(run.lost), run.mark()
        flow = run.follow(run, node.body, scope)
        labelled(run, mark, node, value, place)
        if any(depth > len(run.tests) for depth in run.lost[before:]):
            raise LrplotError(f"line {node.lineno}: whether this loop goes on is not known")
        if flow and flow.kind == "break":
            return None
        if flow and flow.kind != "continue":
            return flow
    return run.follow(run, node.orelse, scope)


def rounds(run: Run, node: ast.For, scope: Scope) -> list[ast.stmt] | None:
    """Return the statements of a loop over what is known, one round after another.

    None for a loop that trains, that is left or cut short, or that no `return` depends on.
    """
    parts = [part for each in node.body for part in ast.walk(each)]
    returns = any(isinstance(part, ast.Return) for part in parts)
    if not returns or any(isinstance(part, ast.Break | ast.Continue) for part in parts):
        return None
    if trains(run, node, scope):
        return None
    values = run.evaluate(run, node.iter, scope)
    if not isinstance(values, list | tuple | dict):
        return None
    out: list[ast.stmt] = []
    for value in values:
        run.count()
        out += [ast.Assign([node.target], Held(value), lineno=node.lineno), *node.body]
    return [*out, *node.orelse]


def _once(run: Run, node: Any, many: Any, scope: Scope, values: Any = None) -> Loop:
    """Go through a loop that trains once, its count and what it changes left open; return it."""
    plain, run.plain = run.plain, 0
    origin = run.event("point", None, node)
    loops: list[Loop] = []

    def once(opened: Changed) -> None:
        loops.append(_round(run, node, many, scope, values, opened, origin))

    _, opened = settled(run, node, scope, once)
    run.plain = plain
    for one in opened.values():
        made_of(run, one.text, one.now(scope), True)
        value: Any = Opaque(one.text, node.lineno)
        if one.start is not None and (run.loops or one.latch is not None):
            value = _counter(run, one, origin, run.event("point", None, node), scope)
        one.put(run, scope, value)
    return loops[-1]


def _counter(run: Run, one: Change, origin: Event, point: Event, scope: Scope) -> Any:
    """Return what a name that a loop adds 1 to has at a place."""
    if isinstance(one.start, str):
        known = run.counters[one.start]
        name, start, origin, each = known.name, known.start, known.origin, known.each
    else:
        name, start = f"{one.place(scope)} of event {id(origin)}", one.start or 0
        each = one.each
    text = f"{name} at event {id(point)}"
    run.counters[text] = Counter(name, start, each, origin, point)
    at: ast.expr = leaf(text, one.line, loop=True)
    if one.latch is not None:
        return Open(ast.Compare(at, [ast.Gt() if one.latch else ast.Eq()], [ast.Constant(0)]))
    at = at if each == 1 else ast.BinOp(at, ast.Mult(), ast.Constant(each))
    return Open(ast.BinOp(at, ast.Add(), tree(start)) if start else at)


def _round(
    run: Run,
    node: Any,
    many: Any,
    scope: Scope,
    values: Any,
    opened: Changed,
    origin: Event,
) -> Loop:
    """Follow one round of a loop, and return it."""
    loops = run.loops
    count = f"round of line {node.lineno}, event {id(origin)}"
    loop = Loop(node.lineno, many, count, values)
    run.loops = (*loops, loop)
    point = run.event("point", None, node)
    for one in opened.values():
        counts = one.start is not None
        one.put(
            run,
            scope,
            _counter(run, one, origin, point, scope)
            if counts
            else Opaque(one.text, one.line, carried=True),
        )
    at = Open(leaf(count, node.lineno, loop=True))
    if not isinstance(node, ast.While):
        bind(run, node.target, item(run, values, at, node.iter, node.target), scope)
    else:
        test = tested(run, run.evaluate(run, node.test, scope), node.test)
        if truth(test) is None:
            condition = tree(test)
            condition.said = source(node.test)  # type: ignore[attr-defined]
            tests, run.tests = run.tests, (*run.tests, ast.UnaryOp(ast.Not(), condition))
            run.event("break", None, node)
            run.tests = tests
        elif not truth(test):
            run.event("break", None, node)
    run.follow(run, node.body, scope)
    run.loops = loops
    return loop


def while_(run: Run, node: ast.While, scope: Scope) -> Flow | None:
    """Follow a `while`: round by round where its test is known, or once if it trains."""
    if trains(run, node, scope):
        _once(run, node, None, scope)
        return run.follow(run, node.orelse, scope)
    run.plain += 1
    try:
        if (known := truth(tested(run, run.evaluate(run, node.test, scope), node.test))) is None:
            return vaguely(run, node, scope)
        while known:
            before = len(run.lost)
            flow = run.follow(run, node.body, scope)
            if any(depth > len(run.tests) for depth in run.lost[before:]):
                raise LrplotError(f"line {node.lineno}: whether this loop goes on is not known")
            if flow and flow.kind == "break":
                return None
            if flow and flow.kind != "continue":
                return flow
            known = truth(tested(run, run.evaluate(run, node.test, scope), node.test))
            if known is None:
                return vaguely(run, node, scope)
        return run.follow(run, node.orelse, scope)
    finally:
        run.plain -= 1
