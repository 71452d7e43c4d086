"""`Spec`: an entry of the catalogue with the values given, a label, and its schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import lrplot.parameters as parameters
from lrplot.arithmetic import numbers
from lrplot.catalogue import Entry, Param
from lrplot.errors import LrplotError
from lrplot.parameters import NoEffect, OptimizerRate, Role
from lrplot.parameters.split import split_label
from lrplot.pieces import Schedule
from lrplot.specs.as_word import AsWord, Said as Said, literal, written
from lrplot.specs.asking import told
from lrplot.specs.clock import Beats, Clock, Pace
from lrplot.specs.origin import Origin
from lrplot.specs.request import NOTHING, Request

SOME_RATE = 0.1
"""The rate of an optimizer that is not known yet, where any would do."""

MOST = 100
"""The most schedules in one sweep, one plot, or one schedule."""


@dataclass(frozen=True, repr=False)
class Spec(AsWord):
    """An entry, the values given for its parameters (in its own order), and maybe a label."""

    entry: Entry[...]
    values: tuple[tuple[str, Any], ...] = ()
    label: str | None = None
    lr: float | None = None
    """The rate of the optimizer, where the values do not say it."""
    called: str = field(default="", compare=False)
    """What its word calls it, where that is not its own name: a framework's, or its config's."""
    pace: Pace | Beats | None = None
    """How it is stepped, where that is not once an update."""
    told: tuple[str, ...] = field(default=(), compare=False)
    """What was understood of the file that it stands in: in one line, and then at length."""
    origin: Origin | None = None
    asked: float | None = field(default=None, compare=False)
    """How many of its steps were asked for in all, by another name than a parameter's."""
    said: Said = field(default=None, compare=False)
    """The word or item that says what it does beside the rate; None where that is not known."""

    def schedule(self, lr: float | None = None) -> Schedule:
        """Return the schedule; raises `LrplotError` where the values do not fit together.

        It is built once. `lr` is the rate of an optimizer around it, for which it is built anew.
        """
        return self._schedule if lr is None else self._built(lr)

    def stepped(self, clock: Clock) -> Spec:
        """Return this as a clock says it is stepped, where nothing says it yet."""
        return self if self.pace or not clock.pace else described(self, pace=clock.pace)

    def curve(self) -> Schedule:
        """Return the schedule in updates, however it is stepped."""
        return self.paced(self.schedule())

    def paced(self, schedule: Schedule) -> Schedule:
        """Return a schedule in updates that is stepped as this one is."""
        if self.pace is None:
            return schedule
        from lrplot.pieces import Paced, Timed

        return (Timed if isinstance(self.pace, Beats) else Paced)(schedule, **vars(self.pace))

    @cached_property
    def _schedule(self) -> Schedule:
        return self._built(self.lr)

    def _built(self, lr: float | None) -> Schedule:
        values = dict(self.values)
        for param in self.entry.params:
            if isinstance(param.role, NoEffect) and param.required:
                values[param.name] = None
            if isinstance(param.role, OptimizerRate):
                lr = self._said(values.get(param.name, lr))
                if lr is not None or param.required:
                    values[param.name] = lr
                if param.required and lr is None and not param.role.spared:
                    said = f"{self.entry.title}: {param.key} must be given"
                    raise LrplotError(f"{said}, as in {self.entry.word}", ("--lr", "RATE"))
        return self.entry(**{k: built(v, self.entry.roles[k], lr) for k, v in values.items()})

    def _said(self, lr: float | None) -> float | None:
        """Return the rate of the one optimizer that is said here and inside, else `lr`."""
        found = self._rates()
        if len(found) > 1:
            each = " and ".join(map(numbers.text, sorted(found)))
            raise LrplotError(
                f"{self.entry.title}: these schedules have several optimizers, with the rates "
                f"{each}; one moves them all: write it once, and optimizer inside"
            )
        return next(iter(found), lr)

    def _rates(self, inside: bool = False) -> set[float]:
        """Return the rates that optimizers have, here and inside; a user's schedule has its own."""
        found: set[float] = set()
        for name, value in self.values:
            role = self.entry.roles[name]
            if isinstance(role, OptimizerRate) and not (inside and role.name == "own"):
                found |= {value} - {None}
            for spec in value if isinstance(value, tuple) else (value,):
                if isinstance(spec, Spec) and told_inside(role, 1.0):
                    found |= spec._rates(inside=isinstance(role, parameters.Nested))
        return found

    @property
    def settled(self) -> bool:
        """Whether the rate of the optimizer, if it has one, is known."""
        rates = [p.name for p in self.entry.params if isinstance(p.role, OptimizerRate)]
        given = dict(self.values)
        return bool(self.lr is not None or self._rates() or all(name in given for name in rates))

    def value(self, param: Param) -> Any:
        """Return the value given for a parameter, or its default."""
        default = param.default
        if isinstance(param.role, OptimizerRate) and param.name not in dict(self.values):
            rate = self._said(self.lr)
            default = rate if param.required or rate is not None else default
        return dict(self.values).get(param.name, default)

    def text(self, param: Param) -> str:
        """Return the value of a parameter as text that reads back."""
        return written(param, self.value(param))

    def word(self) -> str:
        """Return the word that reads back as this."""
        label = f"{self.label}=" if self.label else ""
        # a file's label may be one that no word can have
        label *= split_label(f"{label}x")[0] == self.label
        if any(isinstance(p.role, parameters.Nested) for p in self.given()):
            return label + self.constructor()
        texts = [(p, self.text(p)) for p in self.given()]
        pairs = ",".join(text if p == self.entry.whole else f"{p.key}={text}" for p, text in texts)
        return f"{label}{self.entry.title}{':' * bool(pairs)}{pairs}"

    def constructor(self) -> str:
        """Return the constructor that reads back as this, without its label."""
        pairs = [f"{p.key}={literal(p, self.value(p))}" for p in self.given()]
        return f"{self.entry.call}({', '.join(pairs)})"

    def paste(self, lr: float | None = None) -> str:
        """Return the constructor as it stands in a training script; it reads back as this."""
        values = dict(self.values)
        out: list[str] = []
        for param in self.entry.params:
            value = values.get(param.name)
            match param.role:
                case NoEffect() if param.required:
                    # the optimizer, whose rate plays no part, or what an optimizer moves itself;
                    # what else must be given is open
                    first = not out and param is self.entry.params[0]
                    out.append(param.name if first else f"{param.name}=...")
                case OptimizerRate() if param.required and param is self.entry.params[0]:
                    rate = self.value(param)
                    same = rate is None or rate == lr
                    said = "optimizer" if same else f"torch.optim.SGD(params, lr={rate!r})"
                    lr = lr if rate is None else rate
                    out.append(said)
                case parameters.Nested() if value is not None:
                    each = [spec.paste(lr) for spec in (value if param.role.many else [value])]
                    inside = f"[{', '.join(each)}]" if param.role.many else each[0]
                    out.append(f"{param.name}={inside}")
                case _ if param.name in values:
                    said = "None" if value is None else param.role.literal(value)
                    out.append(f"{param.name}={said}")
        return f"{self.entry.path}({', '.join(out)})"

    def given(self) -> list[Param]:
        """Return the parameters that have a value of their own."""
        return [p for p in self.entry.params if p.name in dict(self.values)]

    def total(self) -> float | None:
        """Return the length of the whole training, if it is asked for or a parameter says it."""
        if self.asked is not None:
            return self.asked
        for param in self.entry.params:
            if param.role.name == "total" and isinstance(value := self.value(param), int | float):
                return value
        return None


def inner(
    entry: Entry[...],
    values: Mapping[str, Any],
    label: str | None = None,
    lr: float | None = None,
    called: str = "",
    request: Request = NOTHING,
    said: Said = None,
) -> Spec:
    """Return a spec of values already read; it may share the optimizer of one around it.

    Among the values may be what asks as a request does; it goes before the request.
    """
    asked, own = None, {param.name for param in entry.params}
    if request != NOTHING or not own.issuperset(values) or Clock.lengths(values.values()):
        values, asked = told(entry, values, request, lr)
    entry.complete(values)
    # a rate that is open is none that is given
    in_order = (
        (p.name, values[p.name])
        for p in entry.params
        if p.name in values
        and not (values[p.name] is None and isinstance(p.role, OptimizerRate) and not p.role.spared)
    )
    return Spec(entry, tuple(in_order), label, lr, called, asked=asked, said=said)


def make(entry: Entry[...], values: Mapping[str, Any], *args: Any, **given: Any) -> Spec:
    """Return the same, having made sure that the values fit together."""
    spec = inner(entry, values, *args, **given)
    spec.schedule()
    return spec


def described(spec: Spec, **words: Any) -> Spec:
    """Return a spec with another label, origin, pace or `told`; what it has built, it keeps."""
    other = replace(spec, **words)
    vars(other).update((name, one) for name, one in vars(spec).items() if name == "_schedule")
    return other


def told_inside(role: Role, lr: float | None) -> float | None:
    """Return the optimizer's rate for what stands inside a schedule; a factor is not told it."""
    return None if isinstance(role, parameters.Lambda) and not role.rate else lr


def built(value: Any, role: Role, lr: float | None) -> Any:
    """Return a value with the schedules in it, over an optimizer of that rate."""
    if isinstance(value, Spec):
        return value.schedule(told_inside(role, lr))
    if isinstance(value, tuple) and value and isinstance(value[0], Spec):
        return tuple(built(each, role, lr) for each in value)
    return value
