"""Composer's times, and the training run that says how many updates each of them is."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Concatenate, NamedTuple, ParamSpec, final

from lrplot.catalogue import LrplotError, spread
from lrplot.parameters import Number, Optimizer, Pattern, TextList
from lrplot.pieces import Array, Constant, Schedule, np

P = ParamSpec("P")

NUMBER = r"\+?(?:\d+(?:_\d+)*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
UNITS = r"[eE][pP]|[bB][aA]|[sS][pP]|[tT][oO][kK]"
PART = rf"{NUMBER}(?:{UNITS}|[dD][uU][rR])"


def _time(name: str, help: str, *samples: str) -> Pattern:
    return Pattern(name, f"{help}, such as {samples[0]}", PART, samples, meta="TIME")


Warmup = Annotated[str, _time("warmup", "how long the rate rises for", "100ba", "0.05dur", "0ba")]
DecayEnd = Annotated[str, _time("decay end", "when it ends", "1dur", "40000ba", "0.5dur")]
Period = Annotated[str, _time("period", "how long one cycle lasts", "500ba", "0.25dur", "40ba")]
Timescale = Annotated[
    str, _time("timescale", "over how long the decay happens once", "500ba", "0.1dur", "1ba")
]
Cooldown = Annotated[str, _time("cooldown", "how long the rate falls for", "200ba", "0ba", "3e3ba")]
Milestones = Annotated[
    tuple[str, ...],
    TextList(
        "boundaries",
        "when the rate changes",
        _time("step", "a time", "300ba", "600ba", "0.9dur"),
        ("300ba", "600ba"),
    ),
]
Duration = Annotated[
    str,
    Pattern(
        "total",
        "how long the Trainer trains, such as 1000ba; a number alone is epochs",
        rf"{NUMBER}(?:{UNITS})?",
        ("1000ba", "4000ba", "2e4ba"),
        meta="TIME",
    ),
]


def _count(name: str, help: str, sample: float) -> Number:
    return Number(name, help, low=1, whole=True, sample=sample)


Batches = Annotated[int, _count("epoch length", "how many batches an epoch has", 1000)]
Samples = Annotated[int, _count("batch size", "how many samples a batch has", 512)]
Tokens = Annotated[int, _count("batch tokens", "how many tokens a batch has", 1_048_576)]
Ratio = Annotated[
    float,
    Number("time scale", "what the Trainer's times are multiplied by", low=0.0, above=True),
]


class Time(NamedTuple):
    """A time with its unit: `ba`, `sp` or `tok`, or as written `ep` or `dur` too."""

    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.value}{self.unit}"


def parsed(name: str, text: str, unit: str = "") -> Time:
    """Return the time that a text says, in `unit` if it is a number alone."""
    digits, said = re.fullmatch(r"(.*?)([a-zA-Z]{2,})?", text).groups()  # type: ignore[union-attr]
    value, unit = float(digits), (said or unit).lower()
    if unit == "dur":
        return Time(value, unit)
    if not math.isfinite(value) or value != int(value):
        raise LrplotError(f"{name}: {text} is no whole number of {unit}")
    return Time(int(value), unit)


@dataclass(frozen=True, kw_only=True)
class Run:
    """What the Trainer is given: parameters that every schedule here has besides its own."""

    lr: Optimizer
    max_duration: Duration | None = None
    batches_per_epoch: Batches | None = None
    samples_per_batch: Samples | None = None
    tokens_per_batch: Tokens | None = None
    scale_schedule_ratio: Ratio = 1.0

    @property
    def duration(self) -> Time | None:
        """How long the Trainer trains."""
        text = self.max_duration
        return parsed("max_duration", text, "ep") if text else None

    def scaled(self) -> Run:
        """Return the run with its duration scaled."""
        if (whole := self.duration) is None:
            return self
        value = int(whole.value * self.scale_schedule_ratio)
        if not value:
            raise LrplotError("scale_schedule_ratio brings max_duration down to 0")
        return replace(self, max_duration=f"{value}{whole.unit}")

    def time(self, name: str, text: str, ratio: float | None = None) -> Time:
        """Return a time in batches, samples or tokens, scaled by `ratio`, or the Trainer's."""
        time = parsed(name, text)
        if time.unit == "dur":
            if (whole := self.duration) is None:
                raise LrplotError(f"max_duration must be given, such as 1000ba: {name} is {text}")
            if whole.unit == "ep":
                # in this order, which decides what the product is cut off to
                batches = time.value * self._epoch("max_duration", whole) * whole.value
                return Time(int(batches), "ba")
            return Time(int(time.value * whole.value), whole.unit)
        if time.unit == "ep":
            time = Time(time.value * self._epoch(name, time), "ba")
        ratio = self.scale_schedule_ratio if ratio is None else ratio
        return Time(int(time.value * ratio), time.unit)

    def length(self, name: str, text: str, ratio: float | None = None) -> Time:
        """Return a time that is divided by, and must not come to 0."""
        time = self.time(name, text, ratio)
        if not time.value:
            raise LrplotError(f"{name} comes to 0, by which Composer divides")
        return time

    def pace(self, unit: str) -> int:
        """Return how many of a unit a batch has."""
        if unit == "ba":
            return 1
        name = {"sp": "samples_per_batch", "tok": "tokens_per_batch"}[unit]
        count: int | None = getattr(self, name)
        if count is None:
            raise LrplotError(f"{name} must be given: a time is in {unit}")
        return count

    def steps(self, time: Time) -> float:
        """Return a time in updates, which need not be whole."""
        return time.value / self.pace(time.unit)

    def paced(self, curve: Schedule, unit: str) -> Schedule:
        """Return a curve over a unit as one over updates."""
        pace = self.pace(unit)
        return curve if pace == 1 else Paced(curve, pace)

    def covers(self, end: Time) -> None:
        """Raise an error if a schedule ends before the training, where Composer can tell."""
        if (whole := self.duration) is None:
            return
        if whole.unit == "ep" and self.batches_per_epoch is not None:
            whole = Time(whole.value * self.batches_per_epoch, "ba")
        if whole.unit == end.unit and end.value < whole.value:
            raise LrplotError(f"t_max ({end}) must be at least max_duration ({whole})")

    def _epoch(self, name: str, time: Time) -> int:
        if self.batches_per_epoch is None:
            raise LrplotError(f"batches_per_epoch must be given: {name} is {time}")
        return self.batches_per_epoch


def trained(curve: Callable[Concatenate[Run, P], Schedule]) -> Callable[..., Schedule]:
    """Return the function of a curve as one that takes what the Trainer is given by keyword.

    The Trainer asks for the first rate before it scales its duration. From then on it steps a
    scheduler after each update, but before the batch is counted: one update late.
    """

    @functools.wraps(curve)
    def whole(run: Run, *args: P.args, **kwargs: P.kwargs) -> Schedule:
        first = float(curve(run, *args, **kwargs)(0))
        return Constant(first).then(curve(run.scaled(), *args, **kwargs), at=1)

    return spread(run=Run)(whole)


@final
@dataclass(frozen=True)
class Paced(Schedule):
    """`inner` on a clock that runs `pace` times as fast: the clock of samples, or of tokens."""

    inner: Schedule
    pace: float

    def values(self, x: Array) -> Array:
        return self.inner.values(x * self.pace)

    def breaks(self, edges: Array) -> Array:
        return np.clip(self.inner.breaks(edges * self.pace) / self.pace, edges[0], edges[-1])

    @property
    def end(self) -> float:
        return self.inner.end / self.pace

    @property
    def span(self) -> float:
        return self.inner.span / self.pace
