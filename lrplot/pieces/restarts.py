"""Cycles of uneven length: by a rule of their own, or cut to whole steps."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import final

from lrplot.arithmetic import numbers
from lrplot.arithmetic.arrays import Array, np
from lrplot.errors import LrplotError
from lrplot.pieces.cycles import some
from lrplot.pieces.schedule import Schedule, within

Rule = Callable[[], Sequence[float]]
"""How long cycles are: the steps, from 0, at which their phases start, and where the last ends."""


@cache
def joints(rule: Rule) -> Array:
    """Return the steps at which the phases of cycles start."""
    return np.array(rule(), dtype=np.float64)


@final
@dataclass(frozen=True)
class IrregularCycles(Schedule):
    """The sum of `parts` again and again; a rule has the lengths of the cycles.

    A cycle is `phases` long on the clock of the parts. The rates of a part are as many times those
    of its last cycle as stands beside it; the rule's last cycle comes again without end.
    """

    parts: tuple[tuple[Schedule, float], ...]
    rule: Rule
    phases: int = 1

    def place(self, x: Array) -> tuple[Array, Array]:
        """Return the cycle of each step, and its time on the clock of the parts."""
        starts, period = joints(self.rule), self.period
        again = np.maximum(np.floor((x - starts[-1]) / period) + 1, 0.0)
        back = x - again * period
        if starts.size == 2:
            return again, (back - starts[0]) / period
        phase = np.clip(np.searchsorted(starts, back, side="right") - 1, 0, starts.size - 2)
        part = (back - starts[phase]) / np.diff(starts)[phase]
        return phase // self.phases + again, phase % self.phases + part

    def values(self, x: Array) -> Array:
        cycle, time = self.place(x)
        out = np.zeros(x.shape)
        for part, fade in self.parts:
            rates = part.values(time)
            out += rates if fade == 1 else rates * fade**cycle
        return out

    def breaks(self, edges: Array) -> Array:
        starts, last = joints(self.rule), (joints(self.rule).size - 1) // self.phases - 1
        cycles = some(self.place(np.maximum(edges, 0.0))[0])[:, None]
        edge = np.arange(self.phases + 1.0)
        inside = np.concatenate([*(part.breaks(edge) for part, _ in self.parts), edge])
        whole = np.minimum(np.floor(inside), self.phases - 1)
        phase = (np.minimum(cycles, last) * self.phases + whole).astype(np.intp)
        at = starts[phase] + (inside - whole) * np.diff(starts)[phase]
        return within(edges, *(at + np.maximum(cycles - last, 0.0) * self.period).ravel())

    @property
    def period(self) -> float:
        """How long the last cycle is."""
        return float(np.ptp(joints(self.rule)[-1 - self.phases :]))

    @property
    def end(self) -> float:
        return math.inf

    @property
    def span(self) -> float:
        starts, cycles = joints(self.rule), (joints(self.rule).size - 1) // self.phases
        return float(starts[min(cycles, 4) * self.phases]) + max(4 - cycles, 0) * self.period


@final
@dataclass(frozen=True)
class WholeStepCycles:
    """Where cycles lie whose lengths are cut to whole steps: each int(`stretch` * the last).

    None is shorter than `least`; each has `more` steps besides. A length of 0 ends them.
    """

    first: int
    stretch: float
    least: int = 0
    more: int = 0

    def cycle(self, x: Array) -> Array:
        """Return the number of the cycle that each step lies in, from 0."""
        starts, lengths = _counted(self)
        cycle = np.searchsorted(starts[1:], x, side="right").astype(np.float64)
        if lengths[-1]:
            cycle += np.floor(np.maximum(x - starts[-1], 0.0) / lengths[-1])
        return cycle

    def place(self, cycle: Array) -> tuple[Array, Array]:
        """Return the starts and lengths of the given cycles."""
        starts, lengths = _counted(self)
        known = np.minimum(cycle, lengths.size - 1).astype(int)
        return starts[known] + (cycle - known) * lengths[-1], lengths[known]

    def breaks(self, edges: Array) -> Array:
        """Return the starts in the range of `edges`, or some of each cell."""
        return within(edges, *self.place(some(self.cycle(np.maximum(edges, 0.0))))[0])

    @property
    def end(self) -> float:
        """The step at which they end."""
        starts, lengths = _counted(self)
        return math.inf if lengths[-1] else float(starts[-1])

    @property
    def span(self) -> float:
        """How many steps show a few of them."""
        return min(1.1 * self.end, float(self.place(np.array([4.0]))[0][0]))


@lru_cache(maxsize=64)
def _counted(of: WholeStepCycles) -> tuple[Array, Array]:
    """Return starts and lengths until these stay the same, come to 0, or leave float64."""
    lengths, spent = [of.first], of.first
    while lengths[-1] and spent < numbers.EXACT:
        following = max(of.least, int(min(of.stretch * lengths[-1], 4.0 * numbers.EXACT)))
        if following == lengths[-1]:
            break
        if len(lengths) == 100_000:
            raise LrplotError("cycles of more than 100,000 different lengths cannot be drawn")
        lengths.append(following)
        spent += following
    whole = np.array([length and length + of.more for length in lengths], dtype=np.float64)
    return np.append(0.0, np.cumsum(whole[:-1])), whole
