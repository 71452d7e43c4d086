"""One request (peak, warmup, total, end) as the parameters of any framework's schedule.

Ten frameworks call the same thing by ten names, count a warmup in or out, and want a floor as a
rate or as a part of the peak. The roles of an entry's parameters say which is which.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from lrplot.arithmetic.steps import Range
from lrplot.catalogue import Entry, Param
from lrplot.errors import LrplotError, where
from lrplot.parameters import NoEffect, Number, OptimizerRate, roles_of
from lrplot.parameters.scalars import STEPS
from lrplot.specs.clock import Clock
from lrplot.specs.lets import Lets, Sizes


def _rate(name: str, help: str) -> Number:
    return Number(name, help, low=0.0, meta="RATE", sample=0.001)


def _steps(name: str, help: str, sample: float, above: bool = False) -> Number:
    return Number(name, help, low=0.0, above=above, meta="STEPS", sample=sample)


OPEN_RATE = _rate("optimizer's rate", "The optimizer's rate, for words that leave it open.")


@dataclass(frozen=True)
class Request:
    """What is wanted of every schedule; None is "not said"."""

    peak_lr: Annotated[float | None, _rate("peak", "The highest rate, in every schedule.")] = None
    start_lr: Annotated[float | None, _rate("start", "The rate that a warmup starts from.")] = None
    end_lr: Annotated[float | None, _rate("end", "The rate to end at.")] = None
    warmup_steps: Annotated[
        float | None, _steps("warmup", "How many steps the rate rises for.", 100)
    ] = None
    cooldown_steps: Annotated[
        float | None, _steps("cooldown", "How many steps at the end it falls for.", 200)
    ] = None
    total_steps: Annotated[
        float | None, _steps("total", "How many steps in all, warmup included.", 1000, above=True)
    ] = None

    let: Lets = field(default_factory=Lets)
    """What is said beside a word, or a script, of expressions that stand in it."""
    sizes: Sizes = field(default_factory=Sizes)
    """What is said of the data and the machines of a training."""
    clock: Clock = field(default=Clock())
    """What a schedule's step is; the steps of a request are updates."""

    def __bool__(self) -> bool:
        return any(getattr(self, name) is not None for name in roles_of(Request))

    def steps(self) -> Range | None:
        """Return the steps of the whole training, where their number is said."""
        total = self.clock.updates(self.total_steps)
        return None if total is None else Range(0, math.ceil(total))

    def over(self, other: Request) -> Request:
        """Return this request, and what it leaves open from the other."""
        said = {n: v for n in roles_of(Request) if (v := getattr(self, n)) is not None}
        clock = self.clock.over(other.clock)
        return replace(other, **said, let=self.let or other.let, clock=clock, sizes=self.sizes)

    def filled(
        self, entry: Entry[...], given: Mapping[str, Any], lr: float | None = None
    ) -> dict[str, Any]:
        """Return values for an entry: those given, and those that the request means by its roles.

        `LrplotError` says what no parameter can express; `lr` is the optimizer's rate, if known.
        """
        values = self.settled(entry, given)
        if not self:
            return values
        with where(entry.title):
            asked, said = self._asked(entry, values), dict(values)
            for name in MEANINGS:
                if getattr(asked, name) is not None:
                    values |= asked._meant(entry, name, said, lr)
            # what must be given and was not asked for: a warmup starts from nothing
            for p in entry.params:
                if p.role.name == "start" and p.required:
                    values.setdefault(p.name, p.role.read(0.0))
        if asked.total_steps is not None:
            from lrplot.specs.fits import check

            check(entry, values, vars(asked))
        return values

    def settled(self, entry: Entry[...], given: Mapping[str, Any]) -> dict[str, Any]:
        """Return values for an entry with every length in the schedule's own steps."""
        total = None
        if self.clock.lengths(given.values()):
            total = self.clock.own("total_steps", self.total_steps)
        return self.clock.settled(entry, given, total)

    def _asked(self, entry: Entry[...], values: Mapping[str, Any]) -> Request:
        """Return this request in the steps of an entry, whose values may say the total."""
        total = self.clock.own("total_steps", self.total_steps)
        if total is None:
            total = self.clock.total(entry, values)
        steps = [name for name, role in roles_of(Request).items() if role.metavar == STEPS]
        own: dict[str, Any] = {
            name: self.clock.own(name, getattr(self, name), total) for name in steps
        }
        return replace(self, **own)

    def _meant(
        self, entry: Entry[...], name: str, given: Mapping[str, Any], lr: float | None
    ) -> dict[str, Any]:
        """Return values for the parameters that mean what one value of the request does."""
        able = expressing(entry, name)
        if not able:
            takes = ", ".join(p.key for p in entry.params if not isinstance(p.role, NoEffect))
            raise LrplotError(f"takes no {_flag(name)}; its parameters are {takes or 'none'}")
        if any(p.name in given for p in able):
            return {}
        if name != "peak_lr":
            # a floor is given once, as a rate or as a part of the peak
            able = [p for p in able if p.role.name == able[0].role.name]
        whole, out = _whole(self, entry, given, lr), {}
        for param in able:
            value = whole._value(param.role.name, {p.role.name for p in entry.params})
            if value is not None:
                try:
                    out[param.name] = param.role.read(value)
                except LrplotError as error:
                    from lrplot.specs.fits import misfit

                    raise misfit(vars(whole)) or error.at(param.key) from error.__cause__
        return out

    def _value(self, meaning: str, others: Collection[str]) -> float | None:
        """Return what the request is to a parameter of that meaning; `others` are its fellows'.

        The request has what the schedule itself says, too.
        """
        total, warmup = self.total_steps, self.warmup_steps
        match meaning:
            case "peak":
                # the target of a warmup, beside a rate that is the peak where there is none
                return self.peak_lr if warmup or "start or peak" not in others else None
            case "base":
                return self.peak_lr
            case "start or peak":
                return (self.start_lr or 0.0) if warmup else self.peak_lr
            case "start":
                return self.start_lr
            case "start ratio":
                return self._part(self.start_lr, "peak_lr", "start_lr")
            case "start divisor":
                if not self.start_lr:
                    raise LrplotError("--start-lr must be above 0: the peak is divided to give it")
                return 1.0 / self._part(self.start_lr, "peak_lr", "start_lr")
            case "end":
                return self.end_lr
            case "end ratio":
                return self._part(self.end_lr, "peak_lr", "end_lr")
            case "end divisor":
                if not self.end_lr:
                    raise LrplotError("--end-lr must be above 0: the start is divided to give it")
                return 1.0 / self._part(self.end_lr, "start_lr", "end_lr")
            case "warmup":
                return warmup
            case "warmup or fraction":
                return self._counted(warmup, "warmup_steps")
            case "warmup fraction":
                return self._share(warmup, "warmup_steps")
            case "cooldown":
                return self.cooldown_steps
            case "cooldown or fraction":
                return self._counted(self.cooldown_steps, "cooldown_steps")
            case "cooldown fraction":
                return self._share(self.cooldown_steps, "cooldown_steps")
            case "decay length" if total is not None:
                return total - (warmup or 0.0)
        return total

    def _counted(self, steps: float | None, name: str) -> float | None:
        if steps and steps <= 1:
            raise LrplotError(f"{_flag(name)} must be 0 or above 1: up to 1 it is a part here")
        return steps

    def _share(self, steps: float | None, name: str) -> float:
        """Return the part of the total that is so many steps when a framework cuts it off."""
        part = self._part(steps, "total_steps", name)
        short = int(part * (self.total_steps or 0.0)) < int(steps or 0.0)
        return math.nextafter(part, math.inf) if short else part

    def _part(self, of: float | None, whole: str, name: str) -> float:
        value: float | None = getattr(self, whole)
        if not value:
            raise LrplotError(f"{_flag(name)} is a part of {_flag(whole)}, which must be given")
        return (of or 0.0) / value


MEANINGS = {
    "peak_lr": ("peak", "base", "start or peak"),
    "start_lr": ("start", "start ratio", "start divisor", "start or peak"),
    "end_lr": ("end", "end ratio", "end divisor"),
    "warmup_steps": ("warmup", "warmup fraction", "warmup or fraction"),
    "cooldown_steps": ("cooldown", "cooldown fraction", "cooldown or fraction"),
    "total_steps": ("total", "decay end", "decay length"),
}
"""The roles that can express each value; where an entry has several, the first."""


def expressing(entry: Entry[...], name: str) -> list[Param]:
    """Return the parameters of an entry that can express a value of a request, the best first."""
    amounts = [p for p in entry.params if isinstance(p.role, Number | OptimizerRate)]
    return [p for meaning in MEANINGS[name] for p in amounts if p.role.name == meaning]


def _whole(
    request: Request, entry: Entry[...], given: Mapping[str, Any], lr: float | None
) -> Request:
    """Return a request, and what the entry says itself, by a value or a default, beside it."""
    known: dict[str, float] = {}
    for param in entry.params:
        open_ = lr if isinstance(param.role, OptimizerRate) and param.required else param.default
        value = given.get(param.name, open_)
        if isinstance(value, int | float) and isinstance(param.role, Number | OptimizerRate):
            known[param.role.name] = value

    def first(*meanings: str) -> float | None:
        return next((known[m] for m in meanings if known.get(m) is not None), None)

    warmup, total = first("warmup"), first("total", "decay end")
    if total is None and (length := first("decay length")) is not None:
        total = length + (warmup or 0.0)
    peak = first("peak", "base", "start or peak")
    whole = request.over(Request(peak_lr=peak, warmup_steps=warmup, total_steps=total))
    start = first("start")
    if start is None and whole.peak_lr and known.get("start divisor"):
        start = whole.peak_lr / known["start divisor"]
    return whole.over(Request(start_lr=start))


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


NOTHING = Request()
