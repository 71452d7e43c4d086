"""How each kind of scheduler changes the rate, for any base rate and any length of an epoch."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import final

from lrplot.catalogue import LrplotError
from lrplot.pieces import (
    Annealing,
    HalfWave,
    Interpolant,
    Jumps,
    Power,
    Powers,
    Scaled,
    Sets,
    Stage,
    Update,
    one_cycle,
)

INF = 1e9
"""What `end` is unless it is given."""


@dataclass(frozen=True)
class Range:
    """The steps from `begin` on and before `end`; with each length `scale` times as long."""

    begin: float
    end: float
    scale: float = 1.0

    @property
    def last(self) -> float:
        """The last of them, counted from the first."""
        return self.end - self.begin - 1.0


class Kind(ABC):
    """A kind of scheduler and its parameters; frozen."""

    @abstractmethod
    def stages(self, base: float, steps: Range) -> Iterator[Stage]:
        """Yield what it does to a rate whose base is `base`."""

    def base(self, base: float, steps: Range) -> float:
        """Return the base of what is built after it."""
        return base


class Single(Kind):
    """A kind that does the same from its first step to its last."""

    def stages(self, base: float, steps: Range) -> Iterator[Stage]:
        yield Stage(self.update(base, steps), steps.begin, steps.end)

    @abstractmethod
    def update(self, base: float, steps: Range) -> Update:
        """Return how it moves the rate within its steps."""


@final
@dataclass(frozen=True)
class Step(Single):
    """Times `gamma` every `size` steps."""

    size: float
    gamma: float

    def update(self, base: float, steps: Range) -> Update:
        # a step counts if it is a multiple to the last digit
        width = (self.size * steps.scale).as_integer_ratio()[0]
        return Powers(self.gamma, float(width), stairs=True)


@final
@dataclass(frozen=True)
class MultiStep(Single):
    """Times `gamma` at milestones."""

    milestones: tuple[float, ...]
    gamma: float

    def update(self, base: float, steps: Range) -> Update:
        at = [milestone * steps.scale for milestone in self.milestones]
        times = Counter(sorted(step for step in at if step % 1 == 0))
        return Jumps(tuple(times), tuple(self.gamma**count for count in times.values()))


@final
@dataclass(frozen=True)
class Constant(Single):
    """Times a factor until the last step."""

    factor: float

    def update(self, base: float, steps: Range) -> Update:
        if steps.last == 0 or steps.end == INF:
            return Jumps((0.0,), (self.factor,))
        if self.factor == 0:
            raise LrplotError("factor: mmengine divides by it at the last step; it cannot be 0")
        return Jumps((0.0, steps.last), (self.factor, 1.0 / self.factor))


@final
@dataclass(frozen=True)
class Linear(Single):
    """Times a factor on a line from one to another."""

    start: float
    stop: float

    def update(self, base: float, steps: Range) -> Update:
        if self.start == 0 and steps.last > 0:
            raise LrplotError("start_factor: mmengine divides by it at the second step; not 0")
        return Scaled(self.start, self.stop, steps.last)


@final
@dataclass(frozen=True)
class Exponential(Single):
    """Times `gamma` every step."""

    gamma: float

    def update(self, base: float, steps: Range) -> Update:
        return Powers(self.gamma)


@final
@dataclass(frozen=True)
class Poly(Single):
    """What is above a floor, on a polynomial down to it."""

    low: float
    power: float

    def update(self, base: float, steps: Range) -> Update:
        return Scaled(1.0, 0.0, steps.last, Power(self.power), target=self.low)


@final
@dataclass(frozen=True)
class Cosine(Single):
    """What is above a floor, on a cosine, if need be for more steps or fewer."""

    length: float | None
    low: float
    ratio: float | None

    def update(self, base: float, steps: Range) -> Update:
        length = (self.length or 0.0) * steps.scale or steps.end - steps.begin
        return Annealing(base, self.low if self.ratio is None else self.ratio * base, length)


@final
@dataclass(frozen=True)
class Restart(Kind):
    """Half cosines from parts of the base down to a floor."""

    periods: tuple[float, ...]
    weights: tuple[float, ...]
    low: float
    ratio: float | None

    def stages(self, base: float, steps: Range) -> Iterator[Stage]:
        low = self.low if self.ratio is None else self.ratio * base
        lengths = [period * steps.scale for period in self.periods]
        stops = accumulate(lengths, initial=steps.begin)
        for start, length, weight in zip(stops, lengths, self.weights, strict=False):
            if start < steps.end:
                update = Scaled(1.0, 0.0, length, HalfWave(), target=low)
                yield Stage(update, start, min(start + length, steps.end), value=weight * base)


@final
@dataclass(frozen=True)
class OneCycle(Single):
    """Up to a peak and down again, whatever the rate was; its start becomes the base."""

    peak: float
    total: float | None
    part: float
    interpolant: Interpolant
    divisor: float
    last_divisor: float
    three: bool

    def update(self, base: float, steps: Range) -> Update:
        total = steps.end - steps.begin if self.total is None else self.total * steps.scale
        start = self.base(base, steps)
        rates = start, self.peak, start / self.last_divisor
        return Sets(one_cycle(total, self.part, rates, self.interpolant, self.three))

    def base(self, base: float, steps: Range) -> float:
        return self.peak / self.divisor
