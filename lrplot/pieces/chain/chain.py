"""`Chain`: one rate that several schedulers update in turn, computed at any step.

Where one of them moves the rate alone, where all that do so only multiply, or where one gives
the rate outright, it is computed directly. Only the steps at which two others move it together
are followed one by one; what comes again is not followed again, nor what has ended.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import final

from lrplot.arithmetic.arrays import Array, np
from lrplot.errors import LrplotError
from lrplot.pieces.chain.scan import scan
from lrplot.pieces.chain.stages import Stage
from lrplot.pieces.chain.updates import Affine, Sets, Update, moved
from lrplot.pieces.schedule import BLOCK, Schedule

MOST = 1 << 22
"""How many steps are followed one by one; they take eight bytes each."""

DIRECT, SET, FOLLOWED = range(3)


@final
@dataclass(frozen=True)
class Chain(Schedule):
    """The rate `start` moved by all stages, at each step in their order.

    `closed_form` is the same as a schedule, where there is one; `nested`: the stages are those of
    several schedulers in one.
    """

    start: float
    stages: tuple[Stage, ...]
    closed_form: Schedule | None = None
    nested: bool = False

    def values(self, x: Array) -> Array:
        if self.closed_form:
            return self.closed_form.values(x)
        top, zero = self._fold
        t = np.maximum(x, 0.0)
        if top < math.inf:
            t = np.where(t > top, zero + np.fmod(t - zero, top - zero), t)
        starts, ends, kinds, before = self._parts
        part = np.searchsorted(ends, t, side="left")
        kind, s = kinds[part], starts[part]
        s = np.where(kind == DIRECT, s, np.ceil(t) - 1.0)
        place = before[part] + np.where(kind == FOLLOWED, s - starts[part], 0.0)
        known = kind != SET
        rate = np.zeros(t.shape)
        rate[known] = self._followed(place[known])
        for by in self._maps(s, t):
            rate = moved(rate, by)
        return rate

    def _maps(self, s: Array, t: Array) -> list[Affine]:
        return [stage.between(s, t) for stage in self.stages]

    @cached_property
    def _fold(self) -> tuple[float, float]:
        """The step up to which there is something new, and the one to go back to from there."""
        cuts = self._cuts
        last = cuts[-1]
        if self._kind(last) != FOLLOWED:
            return math.inf, 0.0
        acting = [stage for stage in self.stages if stage.acts(last)]
        # at the last cut something else may still act
        zeros = [zero for stage in acting if math.isfinite(zero := stage.zero(last + 1.0))]
        if not zeros:
            return math.inf, 0.0
        period = math.lcm(*(stage.update.period * int(stage.every) for stage in acting))
        return min(zeros) + period, min(zeros)

    @cached_property
    def _cuts(self) -> Sequence[float]:
        cuts = {cut for stage in self.stages for cut in stage.cuts if cut >= 0}
        return sorted({0.0, *cuts})

    @cached_property
    def _parts(self) -> tuple[Array, Array, Array, Array]:
        """Where each part starts and ends, its kind, and how many anchors lie before it.

        A part holds the steps after its start, and its end. An anchor is a step whose rate is
        worked out from the anchor before it: each step of a part that is followed, or its end.
        """
        ends = list(self._cuts)
        starts = np.array([-1.0, *ends])
        kinds = np.array([DIRECT, *map(self._kind, ends)])
        counts = np.where(kinds == FOLLOWED, np.append(ends, math.inf) - starts, 1.0)
        return starts, np.array(ends), kinds, np.cumsum([0.0, *counts[:-1]])

    def _kind(self, s: float) -> int:
        """Return how the steps after `s` are worked out."""
        acting = [stage.update for stage in self.stages if stage.acts(s)]
        if any(stage.sets(s) for stage in self.stages):
            return SET
        if len(acting) < 2 or all(update.plain for update in acting):
            return DIRECT
        return FOLLOWED

    def _followed(self, place: Array) -> Array:
        """Return the rates at anchors, by their number; anchor 0 is before the first step."""
        blocks = self._blocks
        last = place.max(initial=0.0)
        if last > MOST:
            raise LrplotError(
                f"these schedulers move one rate together, and are followed for {MOST:,} steps only"
            )
        while 1 + len(blocks) * BLOCK <= last:
            blocks.append(self._block(1.0 + len(blocks) * BLOCK))
        rates = np.concatenate([[self.start], *blocks]) if blocks else np.array([self.start])
        return rates[place.astype(np.intp)]

    @cached_property
    def _blocks(self) -> list[Array]:
        return []

    def _block(self, first: float) -> Array:
        """Return the rates at the next block of anchors."""
        starts, ends, kinds, before = self._parts
        anchor = first + np.arange(float(BLOCK))
        part = np.searchsorted(before, anchor, side="left") - 1
        kept = (part < ends.size) | (kinds[-1] == FOLLOWED)
        anchor, part = anchor[kept], part[kept]
        one = kinds[part] == FOLLOWED
        t = np.where(one, starts[part] + anchor - before[part], np.append(ends, 0.0)[part])
        s = np.where(kinds[part] == DIRECT, starts[part], t - 1.0)
        start = self._blocks[-1][-1] if self._blocks else self.start
        return scan(start, self._maps(s, t), t.size)

    def breaks(self, edges: Array) -> Array:
        if self.closed_form:
            return self.closed_form.breaks(edges)
        return np.concatenate([stage.breaks(edges) for stage in self.stages])

    @property
    def end(self) -> float:
        return (
            self.closed_form.end if self.closed_form else max(stage.stop for stage in self.stages)
        )

    @property
    def span(self) -> float:
        if self.closed_form:
            return self.closed_form.span
        return max(stage.span for stage in self.stages)

    def __str__(self) -> str:
        return str(self.closed_form) if self.closed_form else super().__str__()


def alone(start: float, update: Update, closed_form: Schedule | None = None) -> Chain:
    """Return the chain of one update."""
    return Chain(start, (Stage(update),), closed_form)


def stages_of(schedule: Schedule) -> tuple[Stage, ...]:
    """Return how a schedule moves the rate: what is no chain gives it outright.

    Raises `LrplotError` for a factor that remembers its calls, since schedulers in others begin
    more than once.
    """
    if not isinstance(schedule, Chain):
        return (Stage(Sets(schedule)),)
    from lrplot.pieces.computed import Computed, refuse_memory

    for stage in schedule.stages:
        if isinstance(stage.update, Sets) and isinstance(stage.update.curve, Computed):
            refuse_memory(stage.update.curve.function)
    return schedule.stages
