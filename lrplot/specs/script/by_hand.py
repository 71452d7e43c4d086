"""Rates that a training loop sets by hand: `group["lr"] = get_lr(it)`."""

from __future__ import annotations

import ast
import copy
from collections.abc import Mapping, Sequence
from typing import Any

from lrplot.arithmetic.arrays import Array, np
from lrplot.arithmetic.several import values
from lrplot.errors import LrplotError
from lrplot.specs.script.relevant import Times
from lrplot.specs.script.run import Event
from lrplot.specs.script.timeline import Timeline
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import leaves, opaque, tree

T = ast.Name("t", ast.Load())


class RhythmError(LrplotError):
    """No formula of the round says what a loop sets."""


def formula(
    line: Timeline, events: Sequence[Event], updates: Array, first: Any
) -> tuple[ast.expr, Array]:
    """Return the rate that is set as an expression in t, and what t is at every update.

    `first` is the rate before it is set.
    """
    loops = events[0].loops
    if any(event.loops != loops for event in events):
        raise RhythmError(f"line {events[-1].line}: the rate is set in several loops")
    for event in events:
        _check(event)
    every = [line.times(event) for event in events]
    keys = np.concatenate([at.keys for at in every])
    numbers = np.concatenate(
        [_number(line, event, at) for event, at in zip(events, every, strict=True)]
    )
    order = np.argsort(keys)
    keys, numbers = keys[order], numbers[order]
    place = np.searchsorted(keys, updates) - 1
    later = np.append(numbers[1:], -1.0) if numbers.size else numbers
    if numbers.size and ((later == numbers)[place[place >= 0]]).any():
        raise RhythmError(f"line {events[0].line}: the rate is set again after the update")
    clock = np.where(place < 0, -1.0, numbers[np.maximum(place, 0)] if numbers.size else -1.0)
    found: ast.expr | None = None
    for event, at in zip(events, every, strict=True):
        put = _places(line, event, at)
        value = _put(tree(event.args[0]), put)
        if found is not None:
            value = ast.IfExp(_all([_put(test, put) for test in event.tests]), value, found)
        found = value
    assert found
    if len(events) > 1:
        _agrees(line, events, every, found)
    if (clock < 0).any():
        if isinstance(first, bool) or not isinstance(first, int | float):
            raise LrplotError(f"line {events[0].line}: the rate before it is set is not known")
        test = ast.Compare(T, [ast.Lt()], [ast.Constant(0)])
        found = ast.IfExp(test, ast.Constant(first), found)
    return found, clock


def _agrees(
    line: Timeline, events: Sequence[Event], every: Sequence[Times], found: ast.expr
) -> None:
    """Raise `LrplotError` unless one expression gives what each of several events sets."""
    last: dict[float, tuple[float, float]] = {}
    for event, at in zip(events, every, strict=True):
        set_ = line.values(tree(event.args[0]), event, at)
        for number, key, value in zip(_number(line, event, at), at.keys, set_, strict=True):
            last[number] = max(last.get(number, (key, value)), (key, value))
    numbers = np.array(list(last), dtype=np.float64)
    wanted = np.array([value for _, value in last.values()])
    if not np.array_equal(values(found, {"t": numbers}, numbers.size), wanted, equal_nan=True):
        raise RhythmError(f"line {events[-1].line}: this rate is set in no rhythm")


def _check(event: Event) -> None:
    unknown = list(opaque(tree(event.args[0])))
    if any("param_groups" in leaf.id or leaf.id.endswith("['lr']") for leaf in unknown):
        raise LrplotError(f"line {event.line}: what this rate is made of is not read")
    if unknown:
        raise UnknownError(unknown)


def _number(line: Timeline, event: Event, at: Times) -> Array:
    """Return the number of each occurrence among all rounds of its loops."""
    found = np.zeros(at.keys.size)
    for level, loop in enumerate(event.loops):
        found = found * line.rounds[loop] + at.rounds[level]
    return found


def _places(line: Timeline, event: Event, at: Times) -> dict[str, ast.expr]:
    """Return what each count in a rate, or in its conditions, is in the number of the round."""
    number = _number(line, event, at)
    every: list[ast.expr] = [tree(event.args[0]), *event.tests]
    out: dict[str, ast.expr] = {}
    own = {loop.variable: level for level, loop in enumerate(event.loops)}
    for name in {leaf.id for node in every for leaf in leaves(node)}:
        if name in own:
            out[name] = _round(line, event, own[name])
            continue
        column = line.column(name, event, at)
        found = None
        inner = 1
        for loop in reversed(event.loops):
            many = line.rounds[loop]
            found = found or _fits(column, number, inner, many)
            inner *= many
        if found is None:
            raise RhythmError(f"line {event.line}: this rate is set in no rhythm")
        out[name] = found
    return out


def _round(line: Timeline, event: Event, level: int) -> ast.expr:
    """Return the round of one of an event's loops in the number of the round of all."""
    inner = 1
    for loop in event.loops[level + 1 :]:
        inner *= line.rounds[loop]
    found: ast.expr = T if inner == 1 else ast.BinOp(T, ast.FloorDiv(), ast.Constant(inner))
    if not level:
        return found
    return ast.BinOp(found, ast.Mod(), ast.Constant(line.rounds[event.loops[level]]))


def _fits(column: Array, number: Array, inner: int, many: int) -> ast.expr | None:
    """Return the expression in t that gives a column: a line of it, or of its part or rest."""
    whole: ast.expr = T
    tries: list[tuple[ast.expr, Array]] = [(whole, number)]
    if inner > 1:
        tries.append((ast.BinOp(T, ast.FloorDiv(), ast.Constant(inner)), number // inner))
        tries.append((ast.BinOp(T, ast.Mod(), ast.Constant(inner)), number % inner))
        both = ast.BinOp(tries[1][0], ast.Mod(), ast.Constant(many))
        tries.append((both, number // inner % many))
    tries.append((ast.BinOp(T, ast.Mod(), ast.Constant(many)), number % many))
    for node, value in tries:
        other = np.flatnonzero(value != value[0]) if value.size else value
        slope = 0.0
        if other.size:
            place = other[0]
            slope = float((column[place] - column[0]) / (value[place] - value[0]))
        start = float(column[0] - slope * value[0]) if value.size else 0.0
        integers = slope == int(slope) and start == int(start)
        if integers and np.array_equal(start + slope * value, column):
            return _line(node, int(slope), int(start))
    return None


def _line(node: ast.expr, slope: int, start: int) -> ast.expr:
    if slope != 1:
        node = ast.BinOp(ast.Constant(slope), ast.Mult(), node)
    return ast.BinOp(node, ast.Add(), ast.Constant(start)) if start else node


def _all(tests: list[ast.expr]) -> ast.expr:
    if not tests:
        return ast.Constant(True)
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)


def _put(node: ast.expr, places: Mapping[str, ast.expr]) -> ast.expr:
    """Return a tree with others in the place of names."""

    class Put(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return places.get(node.id, node)

    found: ast.expr = Put().visit(copy.deepcopy(node))
    return found
