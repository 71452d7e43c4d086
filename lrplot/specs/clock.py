"""`Clock`: how a schedule's steps are counted, and what lengths in epochs are in these."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.arithmetic.steps import PERCENT, Length, length
from lrplot.catalogue import Entry
from lrplot.errors import LrplotError, where
from lrplot.parameters import Number, Numbers, Role
from lrplot.parameters.scalars import STEPS
from lrplot.parameters.split import items

EPOCH = "epoch"
INTERVALS = ("step", EPOCH)
"""When a scheduler is stepped: after every update, or after every epoch."""

CLOCK = ("steps_per_epoch", "interval")
"""The settings of a plot that are a clock's."""

Steps = float | Length | None
"""A number of steps, or how long they take; None is "not said"."""


@dataclass(frozen=True)
class Pace:
    """How a training loop steps a schedule: `steps` times in every `updates` updates.

    Before the updates of such a round it has been stepped `first`, `first + each`, … times, at
    most `most`. Once an epoch is once in its updates, after the last of them.
    """

    updates: int
    steps: int = 1
    first: int = 0
    each: int = 0
    most: float = math.inf

    said = "once an epoch"

    def length(self, steps: float) -> float:
        """Return how many updates so many steps take."""
        return steps * self.updates / self.steps


@dataclass(frozen=True)
class Beats:
    """How a training loop steps a schedule, where that comes in no such rhythm.

    From the updates `starts` on it has been stepped `counts` times, and `slopes` times more before
    each that follows; the updates end at `last`.
    """

    starts: tuple[float, ...]
    counts: tuple[float, ...]
    slopes: tuple[float, ...]
    last: float

    said = "as its loop steps it"

    def length(self, steps: float) -> float:
        """Return how many updates there are."""
        return self.last + 1


@dataclass(frozen=True)
class Clock:
    """A schedule's step is an update, or an epoch of so many updates; None is "not said"."""

    steps_per_epoch: float | None = None
    interval: str | None = None

    def over(self, other: Clock) -> Clock:
        """Return this clock, and what it leaves open from the other."""
        updates = self.steps_per_epoch
        updates = other.steps_per_epoch if updates is None else updates
        return Clock(updates, self.interval or other.interval)

    @property
    def pace(self) -> Pace | None:
        """How a schedule is stepped, where it is not once an update."""
        return Pace(self.epoch) if self.epoch else None

    @property
    def epoch(self) -> int | None:
        """How many updates a schedule's step lasts, where it is stepped once an epoch."""
        if self.interval != EPOCH:
            return None
        updates = self._updates("--interval epoch")
        if updates != int(updates):
            said = f"--steps-per-epoch {numbers.text(updates)}"
            raise LrplotError(f"--interval epoch wants whole epochs, not {said}")
        return int(updates)

    def updates(self, steps: Steps) -> float | None:
        """Return the number of updates of a training that is so long."""
        if not isinstance(steps, Length):
            return steps
        if steps.unit == PERCENT:
            raise LrplotError(f"{steps} is a part of the whole, which must be given")
        return steps.of(self._updates(str(steps)))

    def own(self, name: str, updates: Steps, total: float | None = None) -> float | None:
        """Return a number of updates in the schedule's own steps.

        `total` is the length of the whole training in these, `name` what a message says.
        """
        if updates is None:
            return None
        with where(name):
            if isinstance(updates, Length):
                return self._counted(updates, total)
            if self.epoch is None:
                return updates
            if updates % self.epoch:
                count = f"{numbers.text(updates)} updates are no whole number of epochs"
                raise LrplotError(f"{count} of {self.epoch}, and --interval epoch counts epochs")
            return updates // self.epoch

    def settled(
        self, entry: Entry[...], values: Mapping[str, Any], total: float | None = None
    ) -> dict[str, Any]:
        """Return an entry's values with every length in the schedule's own steps.

        `total` is the length of the whole training in these, where the values do not have it.
        """
        out = dict(values)
        late = [p for p in entry.params if self.lengths([out.get(p.name)])]
        # the total first: the others may be parts of it
        for param in sorted(late, key=lambda param: param.role.name != TOTAL):
            value = out[param.name]
            with where(param.key):
                whole = None if param.role.name == TOTAL else self.total(entry, out, total)
                found = [
                    self._counted(each, whole) if isinstance(each, Length) else each
                    for each in _each(value)
                ]
                out[param.name] = param.role.read(found if isinstance(value, tuple) else found[0])
        return out

    def total(
        self, entry: Entry[...], values: Mapping[str, Any], total: float | None = None
    ) -> float | None:
        """Return the length of the whole training, if a value, `total` or a default says it."""
        for param in entry.params:
            if param.role.name == TOTAL:
                found = values.get(param.name, param.default if total is None else total)
                return found if isinstance(found, int | float) else None
        return total

    @staticmethod
    def lengths(values: Iterable[Any]) -> bool:
        """Tell whether one of the values is a length that is no number of steps yet."""
        return any(isinstance(each, Length) for value in values for each in _each(value))

    def _counted(self, of: Length, total: float | None) -> float:
        if of.unit != PERCENT:
            return float(of.amount) if self.epoch else of.of(self._updates(str(of)))
        if total is None:
            raise LrplotError(f"{of} is a part of the whole, which is not known: --total-steps N")
        return of.of(total)

    def _updates(self, what: str) -> float:
        if self.steps_per_epoch is None:
            raise LrplotError(f"{what} wants --steps-per-epoch N, the updates of an epoch")
        return self.steps_per_epoch


TOTAL = "total"
"""The role of the length of the whole training."""


def measured(role: Role, given: Any) -> Any:
    """Return the value of what is given for a role; a number of steps may be a `Length`."""
    if isinstance(given, Length):
        return given
    if isinstance(role, Number) and role.meta == STEPS:
        return length(given) or role.read(given)
    if isinstance(role, Numbers) and role.each.meta == STEPS and isinstance(given, str | list):
        listed = items(given) if isinstance(given, str) else given
        if any(map(length, listed)):
            return tuple(length(each) or role.each.read(each) for each in listed)
    return role.read(given)


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
