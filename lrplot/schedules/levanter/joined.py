"""Many schedules joined one after another, each on a clock of its own, as optax does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from lrplot.pieces import Array, Schedule, np, within


@final
@dataclass(frozen=True)
class Joined(Schedule):
    """At each start, the piece of that number in `order` begins; pieces may come again."""

    starts: tuple[float, ...]
    order: tuple[int, ...]
    pieces: tuple[Schedule, ...]

    def place(self, x: Array) -> Array:
        """Return the number of the start before each step."""
        return np.maximum(np.searchsorted(self.starts, x, side="right") - 1, 0)

    def values(self, x: Array) -> Array:
        at = self.place(x)
        local, piece = x - np.array(self.starts)[at], np.array(self.order)[at]
        out = np.empty(x.shape)
        for number in np.unique(piece):
            mine = piece == number
            out[mine] = self.pieces[number].values(local[mine])
        return out

    def breaks(self, edges: Array) -> Array:
        first, last = self.place(edges[[0, -1]])
        stops = (*self.starts[1:], np.inf)
        parts = [within(edges, *self.starts)]
        for number in range(first, last + 1):
            start = self.starts[number]
            local = np.clip(edges, start, stops[number]) - start
            parts.append(self.pieces[self.order[number]].breaks(local) + start)
        return within(edges, *np.concatenate(parts))

    @property
    def end(self) -> float:
        return self.starts[-1] + max(0.0, self.pieces[self.order[-1]].end)

    @property
    def span(self) -> float:
        return self.starts[-1] + max(0.1 * self.starts[-1], self.pieces[self.order[-1]].span)


def joined(pieces: Sequence[Schedule], boundaries: Sequence[float]) -> Schedule:
    """Return the first piece, then each at its boundary; the last one reached wins."""
    kept: list[tuple[float, Schedule]] = []
    for start, piece in zip([0.0, *boundaries], pieces, strict=False):
        while kept and kept[-1][0] >= start:
            kept.pop()
        kept.append((start, piece))
    if len(kept) == 1 and kept[0][0] == 0:
        return kept[0][1]
    numbers = {piece: number for number, piece in enumerate(dict.fromkeys(p for _, p in kept))}
    starts, order = zip(*((start, numbers[piece]) for start, piece in kept), strict=True)
    return Joined(starts, order, tuple(numbers))
