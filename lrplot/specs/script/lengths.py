"""How long a training is, and how its updates come in epochs."""

from __future__ import annotations

from collections.abc import Sequence

from lrplot.arithmetic.arrays import Array, np
from lrplot.errors import LrplotError
from lrplot.specs.script.run import Event
from lrplot.specs.script.timeline import Timeline
from lrplot.specs.script.training import Rhythm


def finished(line: Timeline, updates: Sequence[Event]) -> tuple[Array, tuple[int, float | None]]:
    """Return when the updates happen, how many they are, and how many an epoch has."""
    at = line.merged(updates)
    if not at.size:
        raise LrplotError(f"line {updates[0].line}: no update is ever made")
    epoch = None
    deepest = max(updates, key=lambda event: len(event.loops))
    if len(deepest.loops) > 1:
        first = [line.times(event).rounds[0] for event in updates]
        rounds = np.concatenate(first)
        counts = np.bincount(rounds.astype(np.intp))
        counts = counts[counts > 0]
        if (counts[:-1] == counts[0]).all() and counts[-1] <= counts[0]:
            epoch = float(counts[0])
    return at, (int(at.size), epoch)


def rhythm(
    line: Timeline, updates: Sequence[Event], length: tuple[int, float | None]
) -> Rhythm | None:
    """Return the rhythm of the updates, where every epoch has the same."""
    (event, *more), (many, epoch) = updates, length
    at = line.times(event)
    if more or not at.keys.size or (len(event.loops) > 1) is not bool(epoch):
        return None
    batches = line.rounds[event.loops[-1]]
    first = np.ones(at.keys.size, dtype=bool)
    for outer in at.rounds[:-1]:
        first &= outer == outer[0]
    happens = np.zeros(batches, dtype=bool)
    happens[at.rounds[-1][first].astype(np.intp)] = True
    each = int(happens.sum())
    return Rhythm(event.loops, event, batches, happens, many / each) if not many % each else None
