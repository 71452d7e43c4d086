"""The rates of an optimizer that several things move together, worked out update by update."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lrplot.arithmetic.arrays import Array, np
from lrplot.arithmetic.several import values
from lrplot.errors import LrplotError
from lrplot.pieces.chain.chain import Chain
from lrplot.pieces.chain.updates import moved
from lrplot.specs.script.beats import told
from lrplot.specs.script.derived import BASE
from lrplot.specs.script.groups import STILL, Group, rate_text
from lrplot.specs.script.relevant import Times
from lrplot.specs.script.run import Event
from lrplot.specs.script.timeline import Timeline
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import leaves, opaque, tree
from lrplot.specs.script.values import Instance

OUTRIGHT = ("LambdaLR", "OneCycleLR", "CyclicLR", "CosineAnnealingWarmRestarts")
"""Schedulers that give a rate whatever it was."""

FROM_OWN = ("OneCycleLR", "CyclicLR")
"""Schedulers that change the rate from which others begin that are made later."""

BEGINS = ("LinearLR", "ConstantLR")
"""Schedulers that multiply the rate where they are made."""

MULTIPLIES = (*STILL, *BEGINS)
"""Schedulers that make a rate of the one before."""

MOST = 200_000
"""How many steps, updates and changes by hand are gone through."""

MADE = 5000
"""How many changes may be made of the rate before."""

CHANGES = 3000
"""How often the rates may change."""

Move = Callable[[Array], Array]
"""What a step of a scheduler does to the rate of each group."""


def kind_of(value: Any) -> str:
    """Return which of the schedulers one is that can be followed beside others."""
    if isinstance(value, Instance) and BASE not in value.attributes:
        # its get_lr gives a rate outright
        return "LambdaLR"
    kind = str(getattr(value, "attributes", {}).get(BASE, value).path.rpartition(".")[2])
    if kind not in (*OUTRIGHT, *MULTIPLIES):
        raise LrplotError(
            f"line {value.line}: what {kind} and others make of a rate together is not read"
        )
    return kind


def before(groups: Sequence[Group]) -> list[str]:
    """Return what stands for the rate that each group has when it is read."""
    return [rate_text(group) for group in groups]


def rates(
    line: Timeline,
    updates: Sequence[Event],
    steps: Sequence[Event],
    sets: Sequence[Event],
    groups: Sequence[Group],
    schedules: Mapping[int, tuple[Any, list[Any]]],
) -> Array:
    """Return the rate of every group at every update, a row for each.

    `schedules` are the schedulers in the order in which they are made, with what each group has.
    """
    now = np.array([_number(group) for group in groups])
    moves: dict[int, list[Move]] = {}
    for key, (value, own) in schedules.items():
        mine = [event for event in steps if event.of is value]
        many = sum(line.times(event).keys.size for event in mine)
        now, moves[key] = _begun(value, own, now, many)
        if (epochs := told(line, mine)) is not None:
            # what it gives at an epoch that it is told is the same whatever the rate was
            moves[key] = [_set(row) for row in np.array([one(epochs) for one in own]).T]
    happens: list[tuple[float, int, Event, int]] = []
    every: dict[int, Times] = {}
    for rank, event in enumerate([*updates, *steps, *sets]):
        at = every[id(event)] = line.times(event)
        happens += [(key, rank, event, place) for place, key in enumerate(at.keys.tolist())]
    if len(happens) > MOST:
        raise LrplotError(f"line {updates[0].line}: the rates change too often to be followed")
    given = {id(event): _Set(line, event, every[id(event)], groups) for event in sets}
    done = dict.fromkeys(schedules, 0)
    out: list[Array] = []
    for _, rank, event, place in sorted(happens, key=lambda each: each[:2]):
        if rank < len(updates):
            out.append(now)
        elif id(event) in given:
            now = given[id(event)].after(now, place)
        else:
            now = moves[id(event.of)][done[id(event.of)]](now)
            done[id(event.of)] += 1
    return np.array(out).T


def _number(group: Group) -> float:
    rate = group["lr"]
    if any(opaque(tree(rate))):
        raise UnknownError([tree(rate)])
    if any(leaves(tree(rate))):
        raise LrplotError(f"line {group.optimizer.line}: this rate depends on a loop around it")
    return float(rate)


def _begun(value: Any, own: list[Any], now: Array, many: int) -> tuple[Array, list[Move]]:
    """Return the rates after a scheduler is made, and what each of its steps does to them."""
    kind = kind_of(value)
    chains = [one for one in own if isinstance(one, Chain)]
    ends = np.arange(1.0, many + 1)
    tables = np.array([one(np.arange(many + 1.0)) for one in own])
    if kind in OUTRIGHT:
        return tables[:, 0], [_set(tables[:, step]) for step in range(1, many + 1)]
    first = np.array([one.start for one in chains])
    begun = now if kind in STILL else now * (tables[:, 0] / first)
    with np.errstate(all="ignore"):
        maps = [[stage.between(ends - 1.0, ends) for stage in one.stages] for one in chains]

    def move(step: int) -> Move:
        def by(now: Array) -> Array:
            out = now.copy()
            for place, stages in enumerate(maps):
                for stage in stages:
                    each = [np.broadcast_to(part, ends.shape)[step] for part in stage]
                    out[place] = moved(out[place], (each[0], each[1], each[2]))
            return out

        return by

    return begun, [move(step) for step in range(many)]


def _set(to: Array) -> Move:
    return lambda now: to


class _Set:
    """A rate that is set by hand, to what the script says, or to what it makes of those before."""

    def __init__(self, line: Timeline, event: Event, at: Times, groups: Sequence[Group]) -> None:
        self.node, self.names = tree(event.args[0]), before(groups)
        whole = not isinstance(event.of, Group)
        self.to = [n for n, group in enumerate(groups) if whole or event.of is group]
        own = {each.id for each in leaves(self.node)}
        self.made = bool(own & set(self.names))
        if self.made and at.keys.size > MADE:
            raise LrplotError(f"line {event.line}: the rate is made of the one before too often")
        if not self.made:
            self.values = line.values(self.node, event, at)
            return
        self.columns = {
            name: line.column(name, event, at) for name in own if name not in self.names
        }

    def after(self, now: Array, place: int) -> Array:
        """Return the rates after it is set for the so manieth time."""
        out = now.copy()
        if not self.made:
            out[self.to] = self.values[place]
            return out
        columns = {name: column[place : place + 1] for name, column in self.columns.items()}
        columns |= {name: now[n : n + 1] for n, name in enumerate(self.names)}
        out[self.to] = values(self.node, columns, 1)[0]
        return out


def levels(found: Array) -> tuple[list[ast.expr], Array]:
    """Return the rates of every group as an expression in t, and what t is at every update."""
    changes = np.any(found[:, 1:] != found[:, :-1], axis=0)
    clock = np.concatenate([[0.0], np.cumsum(changes)])
    if clock[-1] >= CHANGES:
        raise LrplotError("the rates change too often to be drawn update by update")
    first = np.concatenate([[True], changes])
    out: list[ast.expr] = []
    for row in found:
        items: list[ast.expr] = [ast.Constant(float(one)) for one in row[first]]
        out.append(
            items[0]
            if len(items) == 1
            else ast.Subscript(ast.List(items, ast.Load()), ast.Name("t", ast.Load()), ast.Load())
        )
    return out, clock
