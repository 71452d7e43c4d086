"""Schedules of which only values can be known, perhaps only one after another, each once."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, final

from lrplot.arithmetic import numbers
from lrplot.arithmetic.arrays import Array, np
from lrplot.errors import LrplotError
from lrplot.pieces.schedule import Schedule, within

if TYPE_CHECKING:
    from numpy.typing import NDArray

Move = Callable[[int, float], float]
"""Gives the rate at a step from the one before."""


@final
@dataclass(frozen=True, eq=False)
class Walk:
    """The rates from step 0 on, in order; `start` is the rate before the first."""

    start: float
    make: Callable[[], Move]
    why: str
    """What cannot be asked for a step beyond `most`, for a message."""
    most: int = 10_000_000

    @cached_property
    def _known(self) -> array[float]:
        return array("d")

    @cached_property
    def _move(self) -> Move:
        return self.make()

    def at(self, x: Array) -> Array:
        """Return the rates at steps `x`, of which whole steps are the floor."""
        steps = np.floor(np.maximum(x, 0.0))
        top = steps.max(initial=0.0)
        if top > self.most:
            limit, asked = numbers.text(self.most), numbers.text(float(top))
            raise LrplotError(
                f"{self.why}: it is followed one step after another, to step {limit} at most; "
                f"step {asked} is asked for"
            )
        known, move = self._known, self._move
        rate = known[-1] if known else self.start
        for step in range(len(known), int(top) + 1):
            rate = move(step, rate)
            known.append(rate)
        out: Array = np.frombuffer(known)[steps.astype(np.intp)]
        return out


class Opaque(Schedule):
    """A schedule of which only its values can be known: it jumps where they do, and has no end."""

    def breaks(self, edges: Array) -> Array:
        return jumps(self.values, edges)

    @property
    def end(self) -> float:
        return math.inf


FEW = 10_000
"""Of so many steps each is looked at for a jump."""

STEEPER = 4.0
"""How many times the changes beside it a jump is, at least."""


def jumps(values: Callable[[Array], Array], edges: Array) -> Array:
    """Return the steps at which jumps happen; among many steps by halving cells that rise."""
    first, last = np.ceil(edges[0]), np.floor(edges[-1])
    if last - first < FEW:
        steps = np.arange(first, last + 1.0)
        return within(edges, *steps[1:][_sudden(values(steps))])
    low, high = np.floor(edges[:-1]), np.floor(edges[1:])
    before, after = values(low), values(high)
    height = np.ptp(np.concatenate([before, after])) if low.size else 0.0
    steep = (np.abs(after - before) > 0.01 * height) & (high - low > 1)
    low, high, before, after = low[steep], high[steep], before[steep], after[steep]
    whole = np.abs(after - before)
    while low.size and (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        value = values(middle)
        left = np.abs(value - before) >= np.abs(after - value)
        high, after = np.where(left, middle, high), np.where(left, value, after)
        low, before = np.where(left, low, middle), np.where(left, before, value)
    return within(edges, *high[np.abs(after - before) > 0.5 * whole])


def _sudden(values: Array) -> NDArray[np.bool_]:
    """Tell of each change from one value to the next whether it is a jump.

    A jump is far larger than the changes beside it. Where the one beside it goes back, as after a
    spike, the next is looked at instead.
    """
    # a change that is not known may be as large
    change = np.pad(np.diff(values), 2, constant_values=np.inf)
    size = np.abs(change)

    def alone(side: int) -> NDArray[np.bool_]:
        near, beyond = np.roll(change, side), np.roll(size, 2 * side)
        back = (near * change < 0.0) & (2.0 * np.abs(near) > size)
        beside: Array = np.where(back, beyond, np.abs(near))
        less: NDArray[np.bool_] = beside * STEEPER < size
        return less

    with np.errstate(invalid="ignore"):
        sudden: NDArray[np.bool_] = (alone(1) & alone(-1))[2:-2]
    return sudden
