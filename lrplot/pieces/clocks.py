"""Pieces that count time otherwise than their inner schedule does: stairs, stretched clocks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import final

from lrplot.arithmetic.arrays import Array, np
from lrplot.pieces.cycles import some
from lrplot.pieces.schedule import Schedule, within


@final
@dataclass(frozen=True)
class Stairs(Schedule):
    """`inner` looked at only every `width` steps, and kept in between."""

    inner: Schedule
    width: float

    def values(self, x: Array) -> Array:
        kept = x / self.width
        # in place: a new array costs as much as the sum
        np.floor(kept, out=kept)
        kept *= self.width
        return self.inner.values(kept)

    def breaks(self, edges: Array) -> Array:
        # what changes inside shows at the next stair
        inside = np.floor(self.inner.breaks(edges) / self.width)
        stairs = np.concatenate([some(np.floor(edges / self.width)), inside, inside + 1])
        return within(edges, *stairs * self.width)

    @property
    def exact(self) -> bool:
        return self.inner.exact

    @property
    def end(self) -> float:
        end = self.inner.end / self.width
        return math.ceil(end) * self.width if math.isfinite(end) else math.inf

    @property
    def span(self) -> float:
        return self.inner.span


@final
@dataclass(frozen=True)
class CycleStretch(Schedule):
    """`inner`, its clock drawn out to 2, 3, 4 … times `length` each time `length` is over.

    A step that ends a length still belongs to it: a polynomial decay with `cycle` is this.
    """

    inner: Schedule
    length: float

    def values(self, x: Array) -> Array:
        return self.inner.values(x / np.maximum(1.0, np.ceil(x / self.length)))

    def breaks(self, edges: Array) -> Array:
        return within(edges, *some(np.floor(edges / self.length)) * self.length)

    @property
    def end(self) -> float:
        return math.inf

    @property
    def span(self) -> float:
        return 5 * self.length


@final
@dataclass(frozen=True)
class Rescale(Schedule):
    """`inner` on a clock of its own: `units` of it in every `steps`; it stops at `limit`.

    A schedule over the fraction of training done has the limit 1.
    """

    inner: Schedule
    steps: float = 1.0
    units: float = 1.0
    limit: float = math.inf

    def values(self, x: Array) -> Array:
        return self.inner.values(np.minimum(x * self.units / self.steps, self.limit))

    def breaks(self, edges: Array) -> Array:
        inside = np.minimum(edges * self.units / self.steps, self.limit)
        breakpoints = np.append(self.inner.breaks(inside), self.limit)
        return within(edges, *(breakpoints * self.steps / self.units))

    @property
    def exact(self) -> bool:
        return self.inner.exact

    @property
    def end(self) -> float:
        return min(self.inner.end, self.limit) * self.steps / self.units

    @property
    def span(self) -> float:
        return min(self.inner.span, 1.1 * self.limit) * self.steps / self.units


def progress(of: Schedule, steps: float) -> Schedule:
    """Return a schedule over the fraction of training done, out of what it was built as.

    One that knows only steps is looked at on the same fraction of `steps`.
    """
    if isinstance(of, Rescale) and of.limit == 1:
        return of.inner
    return Rescale(of, units=steps)


STEEPER = 4.0
"""How many times the moves of a clock beside it a jump is, at least."""

Counts = Callable[[Array], Array]
"""What a clock has at whole updates."""


def between(counts: Counts, x: Array) -> Array:
    """Return what a clock has at `x`: between two updates it goes on evenly, or jumps at the next.

    It jumps where it moves far more than before and after.
    """
    step = np.floor(x)
    here = counts(step)
    if np.array_equal(step, x):
        return here
    before, move, after = np.diff(
        [counts(step - 1), here, counts(step + 1), counts(step + 2)], axis=0
    )
    beside = np.maximum(np.abs(before), np.abs(after))
    even = np.where(np.abs(move) > STEEPER * beside, 0.0, move)
    done: Array = here + even * (x - step)
    return done


def jumps(counts: Counts, at: Array) -> Array:
    """Return those of the updates `at` at which a clock jumps."""
    before = counts(at - 1)
    jumping: Array = at[(between(counts, at - 0.5) == before) & (counts(at) != before)]
    return jumping


def passed(counts: Counts, inside: Array, near: Array) -> Iterator[Array]:
    """Yield where a clock passes what it has `inside`, of which the update `near` is the first."""
    for step in (near - 1, near):
        low, high = counts(step), counts(step + 1)
        move = np.where(high == low, 1.0, high - low)
        yield step + np.clip((inside - low) / move, 0.0, 1.0)


@final
@dataclass(frozen=True)
class Paced(Schedule):
    """`inner` as a training loop steps it: `steps` times in every `updates` updates.

    Before the updates of such a round it has been stepped `first`, `first + each`, … times, at
    most `most`.
    """

    inner: Schedule
    updates: int
    steps: int
    first: int = 0
    each: int = 0
    most: float = math.inf

    def counts(self, step: Array) -> Array:
        """Return how often the inner schedule has been stepped before each update."""
        rounds, place = np.divmod(step, self.updates)
        done: Array = np.minimum(self.first + self.each * place, self.most)
        return rounds * self.steps + done

    def clock(self, x: Array) -> Array:
        """Return the same between updates too, for a line through them."""
        if self.each or self.updates == 1:
            return between(self.counts, x)
        return self.counts(np.floor(x))

    def values(self, x: Array) -> Array:
        return self.inner.values(self.clock(x))

    def breaks(self, edges: Array) -> Array:
        cells = np.maximum(edges, 0.0)
        rounds = some(np.floor(cells / self.updates)) * self.updates
        # where the inner clock comes to what changes there, or passes it
        inside = self.inner.breaks(self.clock(cells))
        if not self.each:
            at = (inside - self.first) / self.steps
            stairs = [] if self.updates == 1 else [*rounds, *(np.floor(at) + 1) * self.updates]
            at = at if self.updates == 1 else np.ceil(at)
            return within(edges, *stairs, *at * self.updates)
        whole = np.floor(inside / self.steps)
        place = np.ceil((inside - whole * self.steps - self.first) / self.each)
        near = whole * self.updates + np.clip(place, 0, self.updates)
        near = np.concatenate([near, near + self.updates])
        most = min(math.ceil((self.most - self.first) / self.each), self.updates)
        own = np.concatenate([rounds, rounds + 1, rounds + most, near, near + 1])
        crossed = passed(self.counts, np.tile(inside, 2), near)
        return within(edges, *np.concatenate([jumps(self.counts, own), *crossed]))

    @property
    def exact(self) -> bool:
        return self.inner.exact

    @property
    def end(self) -> float:
        return self.inner.end * self.updates / self.steps

    @property
    def span(self) -> float:
        return self.inner.span * self.updates / self.steps
