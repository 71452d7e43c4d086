"""How often a scheduler has been stepped before each update, and how to say it in few numbers."""

from __future__ import annotations

from lrplot.arithmetic.arrays import Array, Places, np
from lrplot.errors import LrplotError
from lrplot.specs.clock import Beats, Pace
from lrplot.specs.script.run import Event
from lrplot.specs.script.timeline import Timeline
from lrplot.specs.script.trees import tree
from lrplot.specs.script.values import Instance

TOLD = (
    "CosineAnnealingWarmRestarts", "CosineAnnealingLR", "LambdaLR", "StepLR", "MultiStepLR",
    "ConstantLR", "LinearLR", "ExponentialLR", "PolynomialLR",
)  # fmt: skip
"""Schedulers that may be told the epoch: `step(epoch)`."""


TIMES = "(times)"
"""The attribute of a scheduler that is stepped several times at once, by each of its processes."""


def clock_of(line: Timeline, steps: list[Event], at: Array) -> Array:
    """Return how often a scheduler has been stepped before each update, or what it was told."""
    found = told(line, steps)
    if found is None:
        return counted(line, steps, at)
    place = np.searchsorted(line.merged(steps), at) - 1
    return np.where(place < 0, 0.0, found[np.maximum(place, 0)])


def told(line: Timeline, steps: list[Event]) -> Array | None:
    """Return the epochs that a scheduler is told, step by step; None if it counts by itself."""
    given = [event for event in steps if event.args or event.keywords]
    if not given:
        return None
    if len(given) < len(steps):
        raise LrplotError(f"line {steps[-1].line}: the scheduler is stepped in several ways")
    found = np.concatenate([_told(line, event) for event in steps])
    order = np.argsort(np.concatenate([line.times(event).keys for event in steps]), kind="stable")
    return found[order]


def _told(line: Timeline, event: Event) -> Array:
    """Return the epochs that a scheduler is told by a step, each time that it is made."""
    value = event.args[0] if event.args else event.keywords.get("epoch")
    kind = getattr(event.of, "path", "").rpartition(".")[2]
    of_timm = getattr(event.of, "path", "").startswith("timm.") and kind != "PlateauLRScheduler"
    if value is None or isinstance(event.of, Instance) or not (of_timm or kind in TOLD):
        raise LrplotError(f"line {event.line}: what this step() is given is not read")
    found = line.values(tree(value), event, line.times(event))
    if kind != TOLD[0] and not of_timm and not (found == np.floor(found)).all():
        raise LrplotError(f"line {event.line}: {kind} is not read where it is given a part")
    return found


def counted(line: Timeline, steps: list[Event], at: Array) -> Array:
    """Return how often a scheduler has been stepped before each update."""
    each = steps[0].of.attributes.get(TIMES, 1) if steps else 1
    return each * np.searchsorted(line.merged(steps), at).astype(np.float64)


def pace_of(clock: Array, length: tuple[int, float | None]) -> Pace | Beats | None:
    """Return in the fewest words how a clock goes on at every update."""
    updates = np.arange(float(clock.size))
    if np.array_equal(clock, updates):
        return None
    many = int(length[1] or 0)
    if 0 < many < clock.size and float(clock[many] - clock[0]).is_integer():
        steps, first = int(clock[many] - clock[0]), int(clock[0])
        each = int(clock[1] - clock[0]) if many > 1 else 0
        most = int(clock[:many].max())
        made = updates // many * steps + np.minimum(first + each * (updates % many), most)
        if steps > 0 and np.array_equal(made, clock):
            return Pace(many, steps, first, each, most)
    slope = np.diff(clock)
    turns = np.flatnonzero(np.diff(slope) != 0) + 1
    starts = np.concatenate([[0], turns]).astype(np.intp) if slope.size else np.zeros(1, np.intp)
    if not _even(clock, slope, starts):
        # what numbers do not add up to is kept as it is
        starts, slope = np.arange(clock.size), np.zeros(clock.size)
    slopes = slope[np.minimum(starts, slope.size - 1)] if slope.size else np.zeros(1)
    return Beats(
        tuple(starts.astype(float).tolist()),
        tuple(clock[starts].tolist()),
        tuple(slopes.tolist()),
        clock.size - 1.0,
    )


def _even(clock: Array, slope: Array, starts: Places) -> bool:
    """Tell whether a clock goes on evenly from each of its turns to the next, to the last digit."""
    at = np.repeat(starts, np.diff(np.append(starts, clock.size)))
    own = slope[np.minimum(at, slope.size - 1)] if slope.size else np.zeros(clock.size)
    return bool(np.array_equal(clock[at] + own * (np.arange(clock.size) - at), clock))
