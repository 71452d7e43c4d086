"""Evaluates the nodes of a formula at many steps, as Python would at each.

A formula has Python's own value at every whole step, ints and all: `7 // 2` is 3, `round(2.5)`
is 2. Where Python would raise an error, as for 1 / 0, the value is NaN. Arrays are evaluated by
numpy; the steps where that may differ from Python (ints too long for float64, decimals rounded)
are worked out by Python's own numbers. An int of more than `operators.BITS` bits is an error.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Any, NamedTuple

from lrplot.arithmetic.arrays import EXACT, Array, np, quiet
from lrplot.arithmetic.graph import Node, order
from lrplot.arithmetic.operators import BITS, CHOOSE, POWER, Failure
from lrplot.errors import LrplotError

ONE_BY_ONE = 800_000
"""How many results may be worked out by Python's own numbers at a time."""


NO_COLUMNS: Mapping[int, Any] = {}


class Values(NamedTuple):
    """The values of a node at some steps, and how far to trust them."""

    numbers: Any
    """An array, or one number for all steps."""
    error: Any
    """Where Python raises an error: an array of truths, or one for all."""
    doubt: Any
    """Where it must be worked out one by one, in the same way."""


class Program:
    """The nodes to evaluate, one after the other, for the values of some of them."""

    def __init__(self, roots: Iterable[Node]) -> None:
        self.roots = tuple(roots)
        self.nodes = order(self.roots)
        self.cost = sum(max(node.call.cost, 1) if node.call else 0 for node in self.nodes)
        """How many additions of arrays it takes as long as."""
        self.worked = 0
        """How many parts have been worked out one by one."""
        last = {arg.index: node.index for node in self.nodes for arg in node.args}
        for root in self.roots:
            last.pop(root.index, None)
        self.over: dict[int, list[int]] = {}
        """What no other node needs after one has been evaluated."""
        for index, user in last.items():
            self.over.setdefault(user, []).append(index)

    @quiet
    def values(self, x: Array, columns: Mapping[int, Array] = NO_COLUMNS) -> list[Values]:
        """Return the values of the roots at steps `x`.

        `columns` are those of variables other than the step, by the number of their node.
        """
        known: dict[int, Values] = {}
        for node in self.nodes:
            at = columns.get(node.index, x)
            known[node.index] = _values(node, [known[arg.index] for arg in node.args], at)
            for index in self.over.get(node.index, ()):
                del known[index]
        return [known[root.index] for root in self.roots]

    @quiet
    def exactly(
        self,
        steps: list[int | float],
        rates: Sequence[float] = (),
        columns: Mapping[int, list[int | float]] = NO_COLUMNS,
    ) -> list[list[Any]]:
        """Return Python's own values of the roots at some steps; a `Failure` for an error.

        `rates` are the rates before, where they are among the nodes; `columns` as in `values`.
        """
        if len(steps) * len(self.nodes) > ONE_BY_ONE:
            raise LrplotError(
                f"a formula with whole numbers beyond 2**53 or decimals to round at {len(steps):,} "
                f"steps is not worked out, for it has {len(self.nodes)} parts"
            )
        self.worked += len(steps) * len(self.nodes)
        known: dict[int, list[Any]] = {}
        for node in self.nodes:
            args = [known[arg.index] for arg in node.args]
            given = steps if node.constant or not node.index else rates
            given = columns.get(node.index, given)
            known[node.index] = _column(node, args, given)
            for index in self.over.get(node.index, ()):
                del known[index]
        return [known[root.index] for root in self.roots]


def evaluate(program: Program, x: Array, columns: Mapping[int, Array] = NO_COLUMNS) -> Array:
    """Return the value of a formula at steps `x`; between whole steps the step is a float.

    `columns` are the values of its other variables there, by the number of their node.
    """
    ((found, error, doubt),) = program.values(x, columns)
    out = np.array(np.broadcast_to(found, x.shape), dtype=np.float64)
    if error is not False:
        out[np.broadcast_to(error, x.shape)] = np.nan
    if doubt is not False:
        doubtful = np.flatnonzero(np.broadcast_to(doubt, x.shape))
        others = {index: _numbers(column[doubtful]) for index, column in columns.items()}
        exactly = program.exactly(_numbers(x[doubtful]), (), others)[0]
        out[doubtful] = [_real(value) for value in exactly]
    return out


def one(program: Program, step: int, *rate: float) -> Any:
    """Return Python's own value at a whole step; NaN where it raises an error.

    `rate` is the rate before, where it is among the nodes.
    """
    ((value,),) = program.exactly([step], rate)
    return value if isinstance(value, int) and abs(value) < EXACT else _real(value)


def _numbers(x: Array) -> list[int | float]:
    return [int(step) if step == int(step) else step for step in x.tolist()]


def _real(value: Any) -> float:
    try:
        return math.nan if isinstance(value, Failure) else float(value)
    except (ArithmeticError, TypeError):
        return math.nan


def _column(node: Node, columns: list[list[Any]], given: Sequence[int | float]) -> list[Any]:
    if node.call is None:
        return [node.value] * len(given) if node.constant else list(given)
    if len(columns) > 3:
        return [node.call.exactly(*row) for row in zip(*columns, strict=True)]
    return list(map(node.call.exactly, *columns))


def _values(node: Node, args: list[Values], x: Array) -> Values:
    if node.call is None:
        return _constant(node.value) if node.constant else Values(x, False, False)
    for place in node.looks:
        # what is an error elsewhere may be a complex number
        found, error, doubt = args[place]
        args[place] = Values(found, False, _or(doubt, error))
    if node.call is CHOOSE:
        return _chosen(*args)
    out = np.asarray(node.call.on(*(arg.numbers for arg in args)), dtype=np.float64)
    error = reduce(_or, (arg.error for arg in args))
    doubt = reduce(_or, (arg.doubt for arg in args), np.True_ if node.doubtful else False)
    if node.call.fails and node.raises is not False:
        failed, unsure = _failed(node, out, *(arg.numbers for arg in args))
        doubt = _or(doubt, unsure)
        error = _or(error, _without(failed, doubt))
    if node.whole and node.call.gives != "pick":
        out, big = _whole(node, out)
        doubt = _or(doubt, big)
    return Values(out, error, _without(doubt, error))


def _failed(node: Node, out: Array, *args: Array) -> tuple[Any, Any]:
    """Return where Python raises an error, and where that must be seen."""
    assert node.call
    assert node.call.fails
    bad = node.call.fails(out, *args)
    if node.call is POWER and node.whole:
        base, exponent = args
        if node.raises and all(arg.kinds <= set("BI") for arg in node.args):
            # an int that is too long for float64 is none for Python
            bad &= (exponent < 0) | ((exponent > 1) & (np.frexp(base)[1] * exponent > BITS))
        elif node.raises is None:
            bad |= exponent < 0
        else:
            return False, bad
    if not bad.any():
        return False, False
    return (bad, False) if node.raises else (False, bad)


def _constant(value: Any) -> Values:
    if isinstance(value, Failure | complex):
        return Values(np.float64(math.nan), np.True_, False)
    if isinstance(value, int) and abs(value) > EXACT:
        return Values(np.float64(0), False, np.True_)
    # of truths numpy makes numbers of few digits, and goes on with these
    short = getattr(value, "itemsize", 8) < 8
    return Values(np.float64(value), False, np.True_ if short else False)


def _whole(node: Node, out: Array) -> tuple[Array, Any]:
    """Return what may be ints, and where float64 does not tell them apart."""
    big = np.abs(out) > EXACT
    if node.kinds <= set("Ii"):
        # an int has no -0.0
        out = out + 0.0
    else:
        big |= (out == 0) & np.signbit(out)
    return out, big if big.any() else False


def _chosen(test: Values, yes: Values, no: Values) -> Values:
    """Return `yes` where `test` is true, else `no`; what is not chosen may fail."""
    true = test.numbers != 0
    error = _where(true, yes.error, no.error)
    error = _or(test.error, _without(error, test.doubt))
    doubt = _or(test.doubt, _where(true, yes.doubt, no.doubt))
    return Values(np.where(true, yes.numbers, no.numbers), error, _without(doubt, error))


def _or(one: Any, other: Any) -> Any:
    return other if one is False else one if other is False else one | other


def _without(one: Any, other: Any) -> Any:
    return one if one is False or other is False else one & ~other


def _where(true: Array, yes: Any, no: Any) -> Any:
    return False if yes is False and no is False else np.where(true, yes, no)
