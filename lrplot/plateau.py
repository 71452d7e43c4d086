"""Schedules that follow a metric: what their rates are, once it is known."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, final

from lrplot import units
from lrplot.errors import LrplotError
from lrplot.kinds import Choice, Number
from lrplot.leaves import Table
from lrplot.pieces import Schedule
from lrplot.shapes import Array
from lrplot.traces import Trace

Direction = Annotated[
    str, Choice("mode", "whether the metric is good when it is small, or large", ("min", "max"))
]
ThresholdMode = Annotated[
    str,
    Choice(
        "threshold mode", "whether the threshold is a part of the best, or apart", ("rel", "abs")
    ),
]


def _count(name: str, help: str) -> Number:
    return Number(name, help, low=0.0, whole=True, sample=2)


Patience = Annotated[int, _count("patience", "how many measurements may be no better")]
Rest = Annotated[int, _count("rest", "how many measurements it rests for after a change")]
Threshold = Annotated[
    float,
    Number("threshold", "by how much a better value must be better", low=0.0, sample=1e-4),
]
Drop = Annotated[
    float, Number("drop", "what the rate is multiplied by each time", low=0.0, sample=0.5)
]
Least = Annotated[
    float, Number("least change", "the change that is still too small to be made", low=0.0)
]

Better = Callable[[float, float], bool]
"""Whether a value is better than the best so far."""


@final
@dataclass(frozen=True)
class Followed(Schedule):
    """A rate that follows a metric. Two steps after the last measurement it is not known (NaN)."""

    table: Table

    def rates(self, x: Array) -> Array:
        return self.table.rates(x)

    def bends(self, edges: Array) -> Array:
        return self.table.bends(edges)

    @property
    def end(self) -> float:
        return self.table.end

    @property
    def span(self) -> float:
        return self.end


def levels(rates: Iterable[float]) -> Schedule:
    """Return the schedule with the given rates at steps 0, 1, …."""
    boundaries: list[float] = []
    values: list[float] = []
    at = 0
    for at, rate in enumerate(rates):
        if not values or rate != values[-1]:
            boundaries.append(float(at))
            values.append(rate)
    return Followed(Table((*boundaries[1:], at + 1.0), (*values, math.nan)))


def better(mode: str, threshold: float, how: str) -> Better:
    """Return torch's way to tell whether a value is better than the best so far."""
    match mode, how:
        case "min", "rel":
            return lambda value, best: value < best * (1.0 - threshold)
        case "min", _:
            return lambda value, best: value < best - threshold
        case _, "rel":
            return lambda value, best: value > best * (threshold + 1.0)
    return lambda value, best: value > best + threshold


@dataclass
class Watch:
    """torch's rule: the rate drops once a metric is not better for longer than `patience`.

    While it rests after a drop nothing is counted, but the best is still looked for.
    """

    rate: float
    mode: str = "min"
    factor: float = 0.1
    patience: int = 10
    threshold: float = 1e-4
    threshold_mode: str = "rel"
    cooldown: int = 0
    min_lr: float = 0.0
    eps: float = 1e-8
    worst: float = math.inf
    """What any value is better than; with `mode="max"` its negative."""

    def __post_init__(self) -> None:
        if self.factor >= 1:
            raise LrplotError(f"factor: must be below 1, not {units.text(self.factor)}")
        self._better = better(self.mode, self.threshold, self.threshold_mode)
        self._best = self.worst if self.mode == "min" else -self.worst
        self._bad = self._resting = 0

    def step(self, value: float) -> float:
        """Take a measurement, and return the rate that follows it."""
        if self._better(value, self._best):
            self._best, self._bad = value, 0
        else:
            self._bad += 1
        if self._resting > 0:
            self._resting -= 1
            self._bad = 0
        if self._bad > self.patience:
            self._resting, self._bad = self.cooldown, 0
            lower = max(self.rate * self.factor, self.min_lr)
            if self.rate - lower > self.eps:
                self.rate = lower
        return self.rate

    def over(self, metrics: Trace) -> Schedule:
        """Return the schedule that takes one measurement a step."""
        return levels([self.rate, *map(self.step, metrics.values)])
