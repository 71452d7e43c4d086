"""Follows the loops of a script: one that trains is gone through once, its counts left open."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script.builtins import truth
from lrplot.specs.script.calls import called
from lrplot.specs.script.changes import Change, Changed, settled
from lrplot.specs.script.operators import operated
from lrplot.specs.script.run import Counter, Event, Flow, Loop, Run
from lrplot.specs.script.targets import bind
from lrplot.specs.script.trees import leaf, tree
from lrplot.specs.script.values import Function, Held, Opaque, Open, Path, Scope

TRAINING = ("step", "backward", "zero_grad", "step_update", "apply_gradients", "train_on_batch")


def _trains(run: Run, node: ast.AST, scope: Scope, deep: int = 3) -> bool:
    """Tell whether a loop trains: it, or a function that it calls, steps something."""
    for part in ast.walk(node):
        if not isinstance(part, ast.Call):
            continue
        func = part.func
        if isinstance(func, ast.Attribute):
            owner = scope.lookup(func.value.id) if isinstance(func.value, ast.Name) else None
            if func.attr in TRAINING or any(
                framework.trains(run, owner, func.attr) for framework in run.frameworks
            ):
                return True
        if isinstance(func, ast.Name) and deep:
            found = scope.lookup(func.id)
            if isinstance(found, Function) and _trains(run, found.node, found.scope, deep - 1):
                return True
    return False


def for_(run: Run, node: ast.For, scope: Scope) -> Flow | None:
    """Follow a `for`: round by round, or once if it trains."""
    values = run.evaluate(run, node.iter, scope)
    if isinstance(values, dict):
        values = list(values)
    if _trains(run, node, scope):
        _once(run, node, _times(run, node.iter, values, scope), scope, node.target)
        return run.follow(run, node.orelse, scope)
    run.plain += 1
    try:
        if isinstance(values, list | tuple):
            return _unrolled(run, node, values, scope)
        return _left(_vaguely(run, node, scope))
    finally:
        run.plain -= 1


def _left(flow: Flow | None) -> Flow | None:
    return flow if flow and flow.kind in ("return", "raise") else None


def _unrolled(run: Run, node: ast.For, values: Any, scope: Scope) -> Flow | None:
    for value in values:
        run.count()
        bind(run, node.target, value, scope)
        before = len(run.lost)
        flow = run.follow(run, node.body, scope)
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
    if _trains(run, node, scope):
        return None
    values = run.evaluate(run, node.iter, scope)
    if not isinstance(values, list | tuple | dict):
        return None
    out: list[ast.stmt] = []
    for value in values:
        run.count()
        out += [ast.Assign([node.target], Held(value), lineno=node.lineno), *node.body]
    return [*out, *node.orelse]


def _vaguely(run: Run, node: ast.For | ast.While, scope: Scope) -> Flow | None:
    """Follow a loop that goes round nobody knows how often: what it changes is not known."""
    target = node.target if isinstance(node, ast.For) else None

    def once(opened: Changed) -> Flow | None:
        for one in opened.values():
            one.put(run, scope, Opaque(one.text, one.line))
        if target is not None:
            bind(run, target, Opaque(source(target), node.lineno), scope)
        return run.follow(run, node.body, scope)

    flow, opened = settled(run, node, scope, once)
    for one in opened.values():
        one.put(run, scope, Opaque(one.text, one.line))
    return flow


BARS = ("tqdm", "trange", "track", "prefetch", "iter", "islice", "progress_bar", "log_every")
"""Functions that go through what they are given, and show how far they are."""


def _times(run: Run, node: ast.expr, values: Any, scope: Scope) -> Any:
    """Return how often a loop over an expression goes round: a number, or what it depends on."""
    if isinstance(values, list | tuple | str | dict):
        return len(values)
    args = node.args if isinstance(node, ast.Call) else []
    func = getattr(node, "func", None)
    name = getattr(func, "id", getattr(func, "attr", ""))
    if name in ("range", "trange") and 1 <= len(args) <= 3:
        ends = [run.evaluate(run, arg, scope) for arg in args]
        if len(ends) == 1:
            return ends[0]
        minus = ast.BinOp(args[1], ast.Sub(), args[0], lineno=node.lineno)
        many = operated(run, minus, ends[1], ends[0])
        if len(ends) == 2:
            return many
        if type(many) is int and type(ends[2]) is int and ends[2]:
            return len(range(0, many, ends[2]))
        return Opaque(source(node), node.lineno)
    if args and name in ("enumerate", *BARS[:3]):
        return _times(run, args[0], run.evaluate(run, args[0], scope), scope)
    if args and name == "zip":
        every = [_times(run, arg, run.evaluate(run, arg, scope), scope) for arg in args]
        whole = [each for each in every if type(each) is int]
        if len(whole) == len(every):
            return min(whole)
        return next(each for each in every if type(each) is not int)
    made = ast.Call(
        ast.Name("len", ast.Load(), lineno=node.lineno), [node], [], lineno=node.lineno
    )
    return called(run, Path("len"), [values], {}, made, scope)


def _once(run: Run, node: Any, times: Any, scope: Scope, target: ast.expr | None) -> None:
    """Go through a loop that trains once, its count and what it changes left open."""
    plain, run.plain = run.plain, 0
    origin = run.event("point", None, node)

    def once(opened: Changed) -> None:
        _round(run, node, times, scope, target, opened, origin)

    _, opened = settled(run, node, scope, once)
    run.plain = plain
    for one in opened.values():
        value: Any = Opaque(one.text, node.lineno)
        if one.start is not None and run.loops:
            value = _counter(run, one, origin, run.event("point", None, node))
        one.put(run, scope, value)


def _counter(run: Run, one: Change, origin: Event, point: Event) -> Any:
    """Return what a name that a loop adds 1 to has at a place."""
    if isinstance(one.start, str):
        known = run.counters[one.start]
        name, start, origin = known.name, known.start, known.origin
    else:
        name, start = f"{one.text} of event {id(origin)}", one.start or 0
    text = f"{name} at event {id(point)}"
    run.counters[text] = Counter(name, start, origin, point)
    at = leaf(text, one.line, loop=True)
    return Open(ast.BinOp(at, ast.Add(), ast.Constant(start)) if start else at)


def _round(
    run: Run,
    node: Any,
    times: Any,
    scope: Scope,
    target: ast.expr | None,
    opened: Changed,
    origin: Event,
) -> None:
    """Follow one round of a loop."""
    loops = run.loops
    count = f"round of line {node.lineno}, event {id(origin)}"
    run.loops = (*loops, Loop(node.lineno, times, count))
    point = run.event("point", None, node)
    for one in opened.values():
        counts = one.start is not None
        one.put(run, scope, _counter(run, one, origin, point) if counts else Opaque(one.text, one.line))
    at = Open(leaf(count, node.lineno, loop=True))
    if target is not None:
        bind(run, target, _item(run, node.iter, target, at, scope), scope)
    if isinstance(node, ast.While):
        test = run.evaluate(run, node.test, scope)
        if truth(test) is None:
            tests, run.tests = run.tests, (*run.tests, ast.UnaryOp(ast.Not(), tree(test)))
            run.event("break", None, node)
            run.tests = tests
        elif not truth(test):
            run.event("break", None, node)
    run.follow(run, node.body, scope)
    run.loops = loops


def _item(run: Run, node: ast.expr, target: ast.expr, at: Open, scope: Scope) -> Any:
    """Return what a loop over an expression has in each round, as far as its count says it."""
    if isinstance(node, ast.Call):
        func = getattr(node.func, "id", getattr(node.func, "attr", ""))
        words = {word.arg: word.value for word in node.keywords}
        parts = target.elts if isinstance(target, ast.Tuple) else []
        if func in BARS and node.args:
            return _item(run, node.args[0], target, at, scope)
        if func == "enumerate" and len(parts) == 2 and node.args:
            inner = _item(run, node.args[0], parts[1], at, scope)
            start = node.args[1] if len(node.args) > 1 else words.get("start")
            return (_shifted(run, at, start, None, scope), inner)
        if func == "zip" and len(parts) == len(node.args):
            return tuple(
                _item(run, one, part, at, scope) for one, part in zip(node.args, parts, strict=True)
            )
        if func in ("range", "trange") and 1 <= len(node.args) <= 3:
            start = node.args[0] if len(node.args) > 1 else None
            each = node.args[2] if len(node.args) > 2 else None
            return _shifted(run, at, start, each, scope)
    values = run.evaluate(run, node, scope)
    if isinstance(values, list | tuple) and all(type(each) in (int, float) for each in values):
        return Open(ast.Subscript(tree(list(values)), at.tree, ast.Load()))
    return Opaque(source(target), node.lineno)


def _shifted(
    run: Run, at: Open, start: ast.expr | None, each: ast.expr | None, scope: Scope
) -> Any:
    """Return the count of a loop that starts elsewhere than at 0, or goes on by more than 1."""
    value: Any = at
    if each is not None:
        made = ast.BinOp(each, ast.Mult(), each, lineno=each.lineno)
        value = operated(run, made, value, run.evaluate(run, each, scope))
    if start is not None:
        made = ast.BinOp(start, ast.Add(), start, lineno=start.lineno)
        value = operated(run, made, value, run.evaluate(run, start, scope))
    return value


def while_(run: Run, node: ast.While, scope: Scope) -> Flow | None:
    """Follow a `while`: round by round where its test is known, or once if it trains."""
    if _trains(run, node, scope):
        _once(run, node, None, scope, None)
        return run.follow(run, node.orelse, scope)
    run.plain += 1
    try:
        if (known := truth(run.evaluate(run, node.test, scope))) is None:
            return _left(_vaguely(run, node, scope))
        while known:
            before = len(run.lost)
            flow = run.follow(run, node.body, scope)
            if any(depth > len(run.tests) for depth in run.lost[before:]):
                raise LrplotError(f"line {node.lineno}: whether this loop goes on is not known")
            if flow and flow.kind == "break":
                return None
            if flow and flow.kind != "continue":
                return flow
            known = truth(run.evaluate(run, node.test, scope))
            if known is None:
                return _left(_vaguely(run, node, scope))
        return run.follow(run, node.orelse, scope)
    finally:
        run.plain -= 1
