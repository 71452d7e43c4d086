"""What a loop goes through: how often it goes round, and what it has in each round."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script.arrays import Series
from lrplot.specs.script.calls import called
from lrplot.specs.script.escapes import moved_by
from lrplot.specs.script.generators import Generator, yielded
from lrplot.specs.script.inline import call
from lrplot.specs.script.iterators import SPENT, Stream, spend, taken
from lrplot.specs.script.kinds import held
from lrplot.specs.script.operators import operated
from lrplot.specs.script.run import Run
from lrplot.specs.script.sequences import FARTHEST
from lrplot.specs.script.trees import tree, worked_out
from lrplot.specs.script.values import (
    MISSING,
    Class,
    Function,
    Instance,
    Made,
    Opaque,
    Open,
    Path,
    Scope,
)

BARS = ("tqdm", "track", "progress_bar")
"""Functions that go through what they are given, and show how far they are."""

ONCE = ("iter", "enumerate", "zip", "map", "filter", "reversed", "islice", "chain", "cycle")
"""Functions whose result is used up where it is gone through."""

ENDLESS = ("itertools.count", "itertools.cycle", "itertools.repeat")
"""Functions whose result has no end."""

RANGES = ("range", "trange")

BODIES = {"scan": 0, "fori_loop": 2, "while_loop": 1}
"""JAX's loops, and where each is given what it calls in every round."""

MANY = 1000
"""The most numbers of a list that a rate may look up by the round."""


def through(run: Run, value: Any, loop: ast.For) -> Any:
    """Return what a loop goes through: of an object of the script's own the list that it gives.

    Another that holds what moves a rate may have it moved in the loop.
    """
    node = loop.iter
    if isinstance(value, Stream):
        leaves = any(isinstance(part, ast.Break | ast.Return) for part in ast.walk(loop))
        items = taken(run, value, -1 if leaves else None)
        return value if items is None else items
    if isinstance(value, Series | Class):
        items = taken(run, value)
        return value if items is None else items
    return _iterated(run, value, node) if isinstance(value, Instance) else value


def _iterated(run: Run, value: Instance, node: ast.expr) -> Any:
    """Return what an object of the script's own gives that is gone through."""
    own = value.of.lookup("__iter__") if value.of else MISSING
    if isinstance(own, Function):
        before = run.mark()
        found = call(run, replace(own, owner=value), [], {}, node)
        if isinstance(found, Made) and found.path == "iter" and found.args:
            found = found.args[0]
        counted = isinstance(found, Generator) and type(yielded(run, found, times)) is not Opaque
        if counted:
            # what it changes as it goes on is not known from now on
            return found
        if isinstance(found, list | tuple | dict):
            run.undo(before)
            return found
    if parts := [*held(value), *moved_by(list(value.attributes.values()))]:
        run.event("given", None, node, parts, {"text": source(node)})
    return value


def gone(node: ast.Call, scope: Scope) -> Any:
    """Return the function that a loop of JAX's calls in every round; None for another call."""
    place = BODIES.get(node.func.attr if isinstance(node.func, ast.Attribute) else "")
    given = node.args[place] if place is not None and place < len(node.args) else None
    return scope.lookup(given.id) if isinstance(given, ast.Name) else None


def times(run: Run, value: Any, node: ast.expr, scope: Scope) -> Any:
    """Return how often a loop over a value goes round: a number, or what it depends on."""
    if isinstance(value, list | tuple | str | dict):
        return len(value)
    if isinstance(value, Instance):
        value = _iterated(run, value, node)
    if isinstance(value, Generator):
        many = yielded(run, value, times)
        return many if many is None else _whole(run, value, node, many)
    if isinstance(value, Made) and value.path in ENDLESS:
        many = value.argument("times", 1) if value.path.endswith("repeat") else None
        return many if value.path.endswith("cycle") else _whole(run, value, node, many)
    if isinstance(value, Made) and value.args:
        name, args = value.path.rpartition(".")[2], value.args
        if name in ONCE:
            _whole(run, value, node, None)
            if SPENT in value.attributes:
                text = f"{value.text} of line {value.line} has been gone through before, or begun"
                raise LrplotError(f"line {node.lineno}: {text}")
            spend(run, value, node)
        if name == "islice":
            return _sliced(run, args, node, scope)
        if name in ("enumerate", *BARS):
            inner = node.args[0] if isinstance(node, ast.Call) and node.args else node
            return times(run, args[0], inner, scope)
        if name in RANGES:
            return _span(run, args, node)
        if name == "zip":
            each = [times(run, arg, node, scope) for arg in args]
            return _least([many for many in each if many is not None])
    made = ast.Call(ast.Name("len", ast.Load(), lineno=node.lineno), [node], [], lineno=node.lineno)
    return called(run, Path("len"), [value], {}, made, scope)


def _whole(run: Run, value: Any, node: ast.expr, many: Any) -> Any:
    """Return how often a loop over what is used up goes round, where it is made for that loop."""
    if value.loops != run.loops:
        text = f"{value.text} of line {value.line} is gone through once, not in every round"
        raise LrplotError(f"line {node.lineno}: {text}")
    return many


def _sliced(run: Run, args: list[Any], node: ast.expr, scope: Scope) -> Any:
    """Return how many items `islice` has of others."""
    inner = node.args[0] if isinstance(node, ast.Call) and node.args else node
    many = times(run, args[0], inner, scope)
    first, last, each = (None, *args[1:], None) if len(args) == 2 else (*args[1:], None)[:3]
    start, step = first or 0, each or 1
    if last is None:
        last = many
    elif many is not None:
        last = _least([many, last])
    if start == 0 and step == 1:
        return last
    if type(last) is type(start) is type(step) is int and step > 0 and last <= FARTHEST:
        return len(range(start, last, step))
    return Opaque(source(node), node.lineno)


def _least(every: list[Any]) -> Any:
    """Return the least of some numbers, as far as they are known; None for none."""
    open_ = [many for many in every if type(many) is not int]
    if not open_ or len(every) == 1:
        return min(every, default=None) if not open_ else every[0]
    found = worked_out(ast.Call(ast.Name("min", ast.Load()), [*map(tree, every)], []))
    return open_[0] if found is None else found


def _span(run: Run, ends: list[Any], node: ast.expr) -> Any:
    if len(ends) == 1:
        return ends[0]
    if (all(type(end) is int for end in ends) and ends[-1]) or len(ends) == 2:
        if all(type(end) is int and abs(end) <= FARTHEST for end in ends):
            return len(range(*ends))
        return operated(run, _binary(node, ast.Sub()), ends[1], ends[0])
    if type(ends[-1]) is int and ends[-1] > 0:
        # as many as begin before the end
        less = operated(run, _binary(node, ast.Sub()), ends[0], ends[1])
        less = operated(run, _binary(node, ast.FloorDiv()), less, ends[-1])
        return operated(run, _binary(node, ast.Mult()), less, -1)
    text = f"len({source(node)})"
    said = run.said(text)
    return Opaque(text, node.lineno) if said is MISSING else said


def item(run: Run, value: Any, at: Open, node: ast.expr, target: ast.expr) -> Any:
    """Return what a loop over a value has in the round `at`, as far as the count says it."""
    unknown = Opaque(source(target), node.lineno)
    parts = target.elts if isinstance(target, ast.Tuple | ast.List) else []
    if isinstance(value, Made) and value.path == "itertools.count":
        start, each = value.argument("start", 0) or 0, value.argument("step", 1) or 1
        return _shifted(run, at, start, each, node)
    if isinstance(value, Made) and value.args:
        name, args = value.path.rpartition(".")[2], value.args
        if name in BARS:
            return item(run, args[0], at, node, target)
        if name == "enumerate" and len(parts) == 2:
            start = args[1] if len(args) > 1 else value.keywords.get("start", 0)
            inner = item(run, args[0], at, node, parts[1])
            return (_shifted(run, at, start, 1, node), inner)
        if name == "islice" and len(args) == 2:
            return item(run, args[0], at, node, target)
        if name == "zip" and len(parts) == len(args):
            pairs = zip(args, parts, strict=True)
            return tuple(item(run, one, at, node, part) for one, part in pairs)
        if name in RANGES:
            start = args[0] if len(args) > 1 else 0
            return _shifted(run, at, start, args[2] if len(args) > 2 else 1, node)
    if isinstance(value, list | tuple) and value:
        if parts and all(isinstance(one, tuple) and len(one) == len(parts) for one in value):
            columns = [list(column) for column in zip(*value, strict=True)]
            pairs = zip(columns, parts, strict=True)
            return tuple(item(run, one, at, node, part) for one, part in pairs)
        if all(type(one) is int for one in value):
            each = value[1] - value[0] if len(value) > 1 else 1
            if each and list(value) == list(range(value[0], value[-1] + each, each)):
                return _shifted(run, at, value[0], each, node)
        if len(value) <= MANY and all(type(one) in (int, float) for one in value):
            return Open(ast.Subscript(tree(list(value)), at.tree, ast.Load()))
    return unknown


def _shifted(run: Run, at: Open, start: Any, each: Any, node: ast.expr) -> Any:
    """Return a count that starts elsewhere than at 0, or goes on by more than 1."""
    value: Any = at
    if each != 1:
        value = operated(run, _binary(node, ast.Mult()), value, each)
    return value if start == 0 else operated(run, _binary(node, ast.Add()), value, start)


def _binary(node: ast.expr, op: ast.operator) -> ast.BinOp:
    return ast.BinOp(node, op, node, lineno=node.lineno)
