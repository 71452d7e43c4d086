"""Follows the loops of a script: one that trains is gone through once, its counts left open."""

from __future__ import annotations

import ast
from collections import Counter as Counted
from collections.abc import Sequence
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.builtins import truth
from lrplot.specs.script.calls import called
from lrplot.specs.script.operators import operated
from lrplot.specs.script.run import Counter, Flow, Loop, Mark, Run, Write
from lrplot.specs.script.targets import bind
from lrplot.specs.script.trees import leaf, tree
from lrplot.specs.script.values import MISSING, Function, Instance, Made, Opaque, Open, Path, Scope

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


def _bound(nodes: Sequence[ast.stmt]) -> set[str]:
    """Return the names that statements bind."""
    return {
        part.id
        for node in nodes
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }


def _counted(nodes: Sequence[ast.stmt]) -> set[str]:
    """Return the names that statements bind in one place only, where they add 1."""
    parts = [part for node in nodes for part in ast.walk(node)]
    stored = Counted(
        part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    )
    return {
        part.target.id
        for part in parts
        if isinstance(part, ast.AugAssign)
        and isinstance(part.op, ast.Add)
        and isinstance(part.target, ast.Name)
        and isinstance(part.value, ast.Constant)
        and part.value.value == 1
        and stored[part.target.id] == 1
    }


def for_(run: Run, node: ast.For, scope: Scope) -> Flow | None:
    """Follow a `for`: round by round, or once if it trains."""
    values = run.evaluate(run, node.iter, scope)
    if isinstance(values, dict):
        values = list(values)
    if isinstance(values, list | tuple) and not _trains(run, node, scope):
        return _unrolled(run, node, values, scope)
    if not _trains(run, node, scope):
        bind(run, node.target, Opaque(source(node.target), node.lineno), scope)
        return _left(run.follow(run, node.body, scope))
    _once(run, node, _times(run, node, values, scope), scope, node.target)
    return None


def _left(flow: Flow | None) -> Flow | None:
    return flow if flow and flow.kind in ("return", "raise") else None


def _unrolled(run: Run, node: ast.For, values: Any, scope: Scope) -> Flow | None:
    for value in values:
        run.count()
        bind(run, node.target, value, scope)
        flow = run.follow(run, node.body, scope)
        if flow and flow.kind == "break":
            return None
        if flow and flow.kind != "continue":
            return flow
    return run.follow(run, node.orelse, scope)


def _times(run: Run, node: ast.For, values: Any, scope: Scope) -> Any:
    """Return how often a loop goes round: a number, or what it depends on."""
    if isinstance(values, list | tuple):
        return len(values)
    func = node.iter.func if isinstance(node.iter, ast.Call) else None
    args = node.iter.args if isinstance(node.iter, ast.Call) else []
    if isinstance(func, ast.Name) and func.id == "range" and 1 <= len(args) <= 2:
        ends = [run.evaluate(run, arg, scope) for arg in args]
        if len(ends) == 1:
            return ends[0]
        return operated(
            run, ast.BinOp(args[1], ast.Sub(), args[0], lineno=node.lineno), *ends[::-1]
        )
    named = isinstance(func, ast.Name) and func.id in ("enumerate", "tqdm", "trange")
    wrapped = isinstance(func, ast.Attribute) and func.attr in ("tqdm", "trange", "track")
    if args and (named or wrapped):
        return _times(
            run,
            ast.For(node.target, args[0], [], [], lineno=node.lineno),
            run.evaluate(run, args[0], scope),
            scope,
        )
    path = Path("len")
    made = ast.Call(
        ast.Name("len", ast.Load(), lineno=node.lineno), [node.iter], [], lineno=node.lineno
    )
    return called(run, path, [values], {}, made, scope)


def _once(run: Run, node: Any, times: Any, scope: Scope, target: ast.expr | None) -> None:
    """Go through a loop that trains once, its count and what it changes left open.

    What it changes is seen by going through it; then it is gone through anew, with that open.
    """
    for name in _bound(node.body):
        old, counts = scope.lookup(name), name in _counted(node.body)
        if type(old) is int and counts:
            scope.bind(name, _counter(run, name, old, scope.depths.get(name, 0), node.lineno))
        elif type(old) in (int, float) or (isinstance(old, Open) and not counts):
            scope.bind(name, Opaque(name, node.lineno))
    names, before = dict(scope.names), run.mark()
    _round(run, node, times, scope, target)
    changed = _changed(run, before)
    if changed:
        scope.names = names
        run.undo(before)
        for writes in changed:
            first = writes[0]
            counts = len(writes) == 1 and first.counts
            if counts and type(first.old) is int:
                first.within[first.key] = _counter(run, first.text, first.old, 0, node.lineno)
            elif not counts or not isinstance(first.old, Open):
                first.within[first.key] = Opaque(first.text, first.line)
        _round(run, node, times, scope, target)
    if not run.loops:
        for name in _counted(node.body):
            scope.bind(name, Opaque(name, node.lineno))
        for writes in changed:
            writes[0].within[writes[0].key] = Opaque(writes[0].text, writes[0].line)


def _changed(run: Run, before: Mark) -> list[list[Write]]:
    """Return the changes since to what was there before, those of one thing together."""
    fresh = {id(made) for made in run.created[before.created :]}
    found: dict[tuple[int, Any], list[Write]] = {}
    for write in run.writes[before.writes :]:
        if id(write.within) not in fresh and write.old is not MISSING:
            found.setdefault((id(write.within), write.text), []).append(write)
    return [writes for writes in found.values() if not isinstance(writes[0].old, Made | Instance)]


def _counter(run: Run, name: str, start: int, depth: int, line: int) -> Open:
    """Return what a name that a loop adds 1 to has at the start of a round."""
    text = f"{name} of line {line}"
    run.counters[text] = Counter(name, depth)
    at = leaf(text, line, loop=True)
    return Open(ast.BinOp(at, ast.Add(), ast.Constant(start)) if start else at)


def _round(run: Run, node: Any, times: Any, scope: Scope, target: ast.expr | None) -> None:
    """Follow one round of a loop."""
    count = f"round of line {node.lineno}"
    at = Open(leaf(count, node.lineno, loop=True))
    if target is not None:
        first = target.elts[0] if isinstance(target, ast.Tuple) and target.elts else target
        iterates = isinstance(node.iter, ast.Call) and isinstance(node.iter.func, ast.Name)
        kind = node.iter.func.id if iterates else ""
        bind(run, target, Opaque(source(target), node.lineno), scope)
        if kind in ("range", "trange", "tqdm") and isinstance(target, ast.Name):
            bind(run, target, _shifted(run, node, at, scope), scope)
        elif kind == "enumerate" and isinstance(first, ast.Name):
            bind(run, first, _shifted(run, node, at, scope), scope)
    loops = run.loops
    run.loops = (*loops, Loop(node.lineno, times, count))
    if isinstance(node, ast.While):
        test = run.evaluate(run, node.test, scope)
        if truth(test) is None:
            tests, run.tests = run.tests, (*run.tests, ast.UnaryOp(ast.Not(), tree(test)))
            run.event("break", None, node)
            run.tests = tests
    run.follow(run, node.body, scope)
    run.loops = loops


def _shifted(run: Run, node: ast.For, at: Open, scope: Scope) -> Any:
    """Return the value of a loop's variable, which may start elsewhere than at 0."""
    args = node.iter.args if isinstance(node.iter, ast.Call) else []
    func = getattr(getattr(node.iter, "func", None), "id", "")
    start = None
    if func in ("range", "trange") and len(args) > 1:
        start = args[0]
    elif func == "enumerate":
        words = [word.value for word in node.iter.keywords if word.arg == "start"]  # type: ignore[attr-defined]
        start = args[1] if len(args) > 1 else words[0] if words else None
    if start is None:
        return at
    value = run.evaluate(run, start, scope)
    return operated(run, ast.BinOp(start, ast.Add(), start, lineno=node.lineno), at, value)


def while_(run: Run, node: ast.While, scope: Scope) -> Flow | None:
    """Follow a `while` that trains once; what another changes is not known afterwards."""
    if not _trains(run, node, scope):
        for name in _bound(node.body):
            scope.bind(name, Opaque(name, node.lineno))
        return None
    _once(run, node, None, scope, None)
    return None
