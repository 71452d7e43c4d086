"""Pieces made of a formula: its value at each step, and the running product of its values."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import final

from lrplot.arithmetic import numbers
from lrplot.arithmetic.arrays import Array, np
from lrplot.arithmetic.formula import Formula
from lrplot.errors import LrplotError
from lrplot.pieces.python_function import PythonFunction
from lrplot.pieces.schedule import BLOCK, Schedule, within
from lrplot.pieces.walk import Opaque, Walk

Function = Formula | Schedule
"""What gives values at steps: a formula, or a function in a Python file of the user's own."""

PROBES = 2048
"""Into how many cells a range is cut at least, to look for the places where a formula changes."""

SPAN = 40_000
"""How many steps to show at most of a formula that does not say where it ends."""

USED, GROWN = 10.0, 1000.0
"""Beyond this rate, and so many times its first, a formula that grows is not shown further."""

FARTHEST = 10_000_000
"""The last step to which a product is followed."""


@final
@dataclass(frozen=True)
class Computed(Schedule):
    """`value` times a formula of x / `scale`."""

    value: float
    function: Function
    scale: float = 1.0

    def values(self, x: Array) -> Array:
        if self.scale != 1:
            refuse_memory(self.function)
        return self.value * self.function(x / self.scale)

    def breaks(self, edges: Array) -> Array:
        return _bends(self.function, edges / self.scale) * self.scale

    @property
    def end(self) -> float:
        return self.function.end * self.scale

    @property
    def span(self) -> float:
        return 1.1 * self.end if math.isfinite(self.end) else _span(self)


@final
@dataclass(frozen=True)
class RunningProduct(Schedule):
    """`value` times the formula's values at the steps 1, 2 … x; on a line between two steps.

    But a factor that stands alone among equal ones is a jump on its step. Where all factors are
    the same from some step on, later steps cost no more than that one.
    """

    value: float
    function: Function

    def onward(self, value: float) -> RunningProduct:
        """Return the product that goes on from a value, with the factor of step 0 too."""
        return RunningProduct(value * float(self.function(np.array([0.0]))[0]), self.function)

    def values(self, x: Array) -> Array:
        step = np.floor(np.maximum(x, 0.0))
        if isinstance(self.function, Schedule):
            return self.value * _called(self.function, step)
        rates = self._at(step)
        between = np.flatnonzero(x > step)
        if between.size:
            step = step[between]
            old, new, later = (self.function(step + ahead) for ahead in (0, 1, 2))
            part = np.where((old == later) & (old != new), 0.0, x[between] - step)
            rates[between] = rates[between] * (1.0 - part) + self._at(step + 1) * part
        return self.value * rates

    def breaks(self, edges: Array) -> Array:
        return _bends(self.function, edges)

    @property
    def end(self) -> float:
        return self.function.end if self._last == 1 else math.inf

    @property
    def span(self) -> float:
        return 1.1 * self.end if 0 < self.end < math.inf else _span(self)

    @property
    def _last(self) -> float:
        """The factor at all steps after those that differ."""
        end = self.function.end
        return float(self.function(np.array([math.floor(end) + 1.0]))[0]) if end < math.inf else 1.0

    def _at(self, steps: Array) -> Array:
        """Return the products up to whole steps."""
        varied = np.minimum(steps, math.floor(min(self.function.end, 2.0**53)))
        out = np.empty(steps.shape)
        blocks = varied // BLOCK
        for block in np.unique(blocks):
            inside = blocks == block
            first = _product_before(self.function, int(block))
            if first == 0 or math.isnan(first):
                # nor do further factors change it
                out[blocks >= block] = first
                break
            products = np.multiply.accumulate(np.append(first, _factors(self.function, int(block))))
            out[inside] = products[(varied[inside] - block * BLOCK).astype(int) + 1]
        return out * self._last ** (steps - varied)


@final
@dataclass(frozen=True)
class Recurrence(Opaque):
    """What a formula of the step and the rate before gives; before step 0 it is `value`."""

    value: float
    function: Formula

    def values(self, x: Array) -> Array:
        return self._walk.at(x)

    @property
    def span(self) -> float:
        return _span(self)

    @cached_property
    def _walk(self) -> Walk:
        return Walk(
            self.value, self.function.follow, "a formula of the rate before", FARTHEST // 10
        )


def _called(function: Schedule, steps: Array) -> Array:
    """Return the products of a function's values at the steps 1, 2 … up to each of `steps`.

    It is code of the user's own, and asked for no step beyond these.
    """
    refuse_memory(function)
    top, known = _bounded(steps.max(initial=0.0)), _products(function)
    if top >= len(known):
        factors = function(np.arange(len(known), top + 1))
        known.extend(np.multiply.accumulate(np.append(known[-1], factors))[1:].tolist())
    out: Array = np.frombuffer(known)[steps.astype(np.intp)]
    return out


@lru_cache(maxsize=16)
def _products(function: Schedule) -> array[float]:
    """Return the products of a function's values that are known yet."""
    return array("d", [1.0])


def refuse_memory(function: Function) -> None:
    """Raise `LrplotError` for a function that must be called once at every step, from 0."""
    if isinstance(function, PythonFunction) and function.remembers:
        raise LrplotError(
            f"{function} remembers its calls, and is not called once a step, from 0, here"
        )


def _bounded(step: float) -> int:
    if step > FARTHEST:
        limit = numbers.text(FARTHEST)
        raise LrplotError(f"a product of factors is followed to step {limit} at most")
    return int(step)


@lru_cache(maxsize=16)
def _factors(function: Function, block: int) -> Array:
    """Return the factors at the steps of a block; that of step 0 is not used, and is 1."""
    factors = function(np.arange(block * BLOCK, (block + 1) * BLOCK, dtype=np.float64))
    if block == 0:
        factors[0] = 1.0
    return factors


@lru_cache(maxsize=16)
def _starts(function: Function) -> list[float]:
    """Return the list of the products before each block, as far as they are known yet."""
    return [1.0]


def _product_before(function: Function, block: int) -> float:
    starts = _starts(function)
    # beyond the last step only a product that soon comes to 0, or to NaN, is known
    soon = FARTHEST if block * BLOCK <= FARTHEST else FARTHEST // 40
    before = function.worked if isinstance(function, Formula) else 0.0
    while len(starts) <= block and starts[-1] != 0 and not math.isnan(starts[-1]):
        if len(starts) * BLOCK > soon:
            _bounded(block * BLOCK)
        factors = _factors(function, len(starts) - 1)
        starts.append(float(np.multiply.accumulate(np.append(starts[-1], factors))[-1]))
        if isinstance(function, Formula) and function.worked - before > 1.0:
            raise LrplotError(
                f"a product of factors that are whole numbers beyond 2**53, or decimals to round, "
                f"is not followed to step {numbers.text(block * BLOCK)}"
            )
    return starts[min(block, len(starts) - 1)]


def _bends(function: Function, edges: Array) -> Array:
    probes = np.linspace(edges[0], edges[-1], PROBES + 1)
    return within(edges, *function.breakpoints(np.union1d(edges, probes)))


def _span(schedule: Schedule) -> float:
    """Return how many steps show all but the last hundredth of what happens up to `SPAN`.

    What ends far beyond all rates of use is shown while it has rates of use.
    """
    steps = np.unique(np.geomspace(1, SPAN + 1, 400).astype(int) - 1)
    rates = schedule(steps)
    known = np.isfinite(rates)
    if not known.any():
        return SPAN
    steps, rates = steps[known], rates[known]
    height = np.abs(rates)
    most = max(USED, GROWN * next(filter(None, height.tolist()), 0.0))
    if height[-1] > GROWN * most and height.min() <= most:
        last = int(np.flatnonzero(height <= most)[-1])
        return float(_last_below(schedule, most, int(steps[last]), int(steps[last + 1])))
    with np.errstate(over="ignore"):
        far = np.abs(rates - rates[-1]) > 0.01 * np.ptp(rates)
    last = steps[far].max() if far.any() else SPAN
    return float(np.clip(1.2 * last, 10, SPAN))


def _last_below(schedule: Schedule, most: float, low: int, high: int) -> int:
    """Return the last step from `low` on, before `high`, at which the rate is not above `most`."""
    while high - low > 1:
        middle = (low + high) // 2
        if abs(schedule(middle)) <= most:
            low = middle
        else:
            high = middle
    return low
