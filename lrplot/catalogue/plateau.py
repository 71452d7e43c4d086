"""The parameters and the rule of ReduceLROnPlateau, which many frameworks share."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, final

from lrplot.arithmetic import numbers
from lrplot.catalogue.shared import spread
from lrplot.errors import LrplotError
from lrplot.parameters import Choice, End, MetricValues, Number, Verbose
from lrplot.pieces import Schedule, levels, sparing

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
    Number(
        "threshold",
        "by how much a better value must be better",
        low=0.0,
        sample=1e-4,
        no_truth="older releases have verbose in this place; write verbose=True",
    ),
]


Drop = Annotated[
    float, Number("drop", "what the rate is multiplied by each time", low=0.0, sample=0.5)
]


Least = Annotated[
    float, Number("least change", "the change that is still too small to be made", low=0.0)
]


Better = Callable[[float, float], bool]
"""Whether a value is better than the best so far."""


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


@final
@dataclass(frozen=True, repr=False)
class ReduceOnPlateau:
    """torch's rule: the rate drops once a metric is not better for longer than `patience`.

    While it rests after a drop nothing is counted, but the best is still looked for. The metric
    alone says when the rate drops; how far may depend on the rate.
    """

    mode: Direction = "min"
    factor: Drop = 0.1
    patience: Patience = 10
    threshold: Threshold = 1e-4
    threshold_mode: ThresholdMode = "rel"
    cooldown: Rest = 0
    min_lr: End = 0.0
    eps: Least = 1e-8
    verbose: Verbose = False

    def __repr__(self) -> str:
        return sparing(self)

    def __post_init__(self) -> None:
        if self.factor >= 1:
            raise LrplotError(f"factor: must be below 1, not {numbers.text(self.factor)}")

    def drops(self, values: Iterable[float], worst: float = math.inf) -> Iterator[bool]:
        """Yield for each value whether the rate drops after it.

        Any value is better than `worst`, or with the mode "max" than its negative.
        """
        is_better = better(self.mode, self.threshold, self.threshold_mode)
        best = worst if self.mode == "min" else -worst
        bad = resting = 0
        for value in values:
            if is_better(value, best):
                best, bad = value, 0
            else:
                bad += 1
            if resting > 0:
                resting, bad = resting - 1, 0
            dropping = bad > self.patience
            if dropping:
                resting, bad = self.cooldown, 0
            yield dropping

    def lower(self, rate: float) -> float:
        """Return the rate after a drop: a change that is too small is not made."""
        lower = max(rate * self.factor, self.min_lr)
        return lower if rate - lower > self.eps else rate

    def follow(self, rate: float, values: Iterable[float]) -> Iterator[float]:
        """Yield the rate before the first value, and after each."""
        yield rate
        for dropping in self.drops(values):
            rate = self.lower(rate) if dropping else rate
            yield rate

    def over(self, rate: float, metrics: MetricValues) -> Schedule:
        """Return the schedule that takes one measurement a step."""
        return levels(self.follow(rate, metrics.values))


USUAL = ReduceOnPlateau()


watching = spread(watch=ReduceOnPlateau)
"""Puts the parameters of `ReduceOnPlateau` in the place of a schedule's `watch`."""
