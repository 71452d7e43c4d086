"""Rates that a training loop sets by hand: `group["lr"] = get_lr(it)`."""

from __future__ import annotations

import ast
import copy
from collections.abc import Sequence

from lrplot.arithmetic.arrays import np
from lrplot.errors import LrplotError
from lrplot.specs.clock import Pace
from lrplot.specs.script.functions import rate_of
from lrplot.specs.script.run import Event, Run
from lrplot.specs.script.training import Rhythm, UnknownError, pace, rhythm
from lrplot.specs.script.trees import leaves, opaque, tree

T = ast.Name("t", ast.Load())


def formula(run: Run, event: Event, update: Event) -> tuple[ast.expr, Pace | None, Rhythm]:
    """Return the rate that is set as an expression in t, how it is stepped, and the updates.

    `update` is the optimizer's `step()`.
    """
    of, own = rhythm(run, update), rhythm(run, event)
    depth = len(event.loops)
    if not depth or event.loops != update.loops[:depth]:
        raise LrplotError(f"line {event.line}: this rate is set outside the loop that trains")
    value = tree(event.args[0])
    if any(opaque(value)):
        raise UnknownError([value])
    found = _in_steps(run, value, event, own)
    before = run.events.index(event) < run.events.index(update)
    if not before:
        # the first update has the rate that the optimizer was made with
        first = rate_of(update.of)
        if isinstance(first, bool) or not isinstance(first, int | float):
            raise LrplotError(f"line {event.line}: the rate before the first is not known")
        test = ast.Compare(T, [ast.Lt()], [ast.Constant(1)])
        found = ast.IfExp(test, ast.Constant(first), _put(found, {"t": _minus(1)}))
    if depth < len(update.loops):
        return found, Pace(of.updates), of
    if not np.array_equal(of.happens, own.happens):
        raise LrplotError(f"line {event.line}: this rate is not set at every update")
    return found, None, of


def _in_steps(run: Run, value: ast.expr, event: Event, own: Rhythm) -> ast.expr:
    """Return a tree with what its counts are at the t-th time that the rate is set."""
    places: dict[str, ast.expr] = {}
    for name in {leaf.id for leaf in leaves(value)}:
        counter = run.counters.get(name)
        if counter is None:
            places[name] = _round(name, event, own)
            continue
        at, *more = [e for e in run.events if e.kind == "count" and e.of == name]
        if more:
            raise LrplotError(f"line {event.line}: what {counter.name} counts cannot be read")
        depth = len(at.loops)
        if counter.depth == 0 and depth < len(event.loops):
            places[name] = _counted(Pace(own.updates))
        elif counter.depth in (0, len(event.loops) - 1):
            # what it has at the start of a round
            found = pace(own, at, [own.event, at])
            reset = counter.depth > 0
            places[name] = _counted(found, own.updates if reset else 0)
        else:
            raise LrplotError(f"line {event.line}: what {counter.name} counts cannot be read")
    return _put(value, places)


def _round(name: str, event: Event, own: Rhythm) -> ast.expr:
    """Return the count of a loop at the t-th time that the rate is set."""
    variables = [loop.variable for loop in event.loops]
    if name not in variables:
        raise LrplotError(f"line {event.line}: this rate depends on another loop")
    place = len(variables) - 1 - variables.index(name)
    if place > 1:
        raise LrplotError(f"line {event.line}: loops so deep are not read")
    many = ast.Constant(own.updates)
    if place == 1:
        return ast.BinOp(T, ast.FloorDiv(), many)
    inside = T if len(variables) == 1 else ast.BinOp(T, ast.Mod(), many)
    if bool(own.happens.all()):
        return inside
    at = np.flatnonzero(own.happens)
    return _line(inside, [int(each) for each in at], event)


def _line(inside: ast.expr, at: Sequence[int], event: Event) -> ast.expr:
    each = at[1] - at[0] if len(at) > 1 else 0
    most = at[-1]
    if [min(at[0] + each * j, most) for j in range(len(at))] != list(at):
        raise LrplotError(f"line {event.line}: this rate is set in no rhythm that can be drawn")
    found = ast.BinOp(
        ast.BinOp(inside, ast.Mult(), ast.Constant(each)), ast.Add(), ast.Constant(at[0])
    )
    return ast.Call(ast.Name("min", ast.Load()), [found, ast.Constant(most)], [])


def _counted(found: Pace | None, within: int = 0) -> ast.expr:
    """Return how often something has been counted before the t-th time."""
    if found is None:
        return ast.BinOp(T, ast.Mod(), ast.Constant(within)) if within else T
    many = ast.Constant(found.updates)
    place: ast.expr = ast.BinOp(ast.BinOp(T, ast.Mod(), many), ast.Mult(), ast.Constant(found.each))
    place = ast.BinOp(place, ast.Add(), ast.Constant(found.first))
    if found.most < np.inf:
        place = ast.Call(ast.Name("min", ast.Load()), [place, ast.Constant(int(found.most))], [])
    if within:
        return place
    rounds = ast.BinOp(T, ast.FloorDiv(), many)
    return ast.BinOp(ast.BinOp(rounds, ast.Mult(), ast.Constant(found.steps)), ast.Add(), place)


def _minus(one: int) -> ast.expr:
    return ast.BinOp(T, ast.Sub(), ast.Constant(one))


def _put(node: ast.expr, places: dict[str, ast.expr]) -> ast.expr:
    """Return a tree with others in the place of names."""

    class Put(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return places.get(node.id, node)

    found: ast.expr = Put().visit(copy.deepcopy(node))
    return found
