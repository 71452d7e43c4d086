"""Tells what can hardly be meant: rates that are none, ends above the rate, warmups beyond the end.

It is drawn all the same, as a framework would train with it, and a warning says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lrplot.arithmetic import numbers
from lrplot.catalogue import Entry
from lrplot.errors import warn
from lrplot.parameters import Number, Numbers, OptimizerRate
from lrplot.parameters.scalars import STEPS
from lrplot.specs.clock import EPOCH, Clock, Pace
from lrplot.specs.request import MEANINGS, NOTHING, Request
from lrplot.specs.spec import Spec, told_inside

RATES = ("peak", "base", "start or peak", "start", "end")
"""The roles that are rates."""

LENGTHS = ("warmup", "cooldown", "decay length", "decay end", "period")
"""The roles that count steps, and are no part of anything."""

PARTS = {"warmup": "--warmup-steps", "cooldown": "--cooldown-steps"}
"""What asks for a part of the total, by the role that it is for."""

ENDS = ("total", "decay end")
"""The roles of a step that a warmup cannot be beyond."""

FAR = 100.0
"""How many times the optimizer's rate is far above it."""

HIGHEST = 100.0
"""A rate that no training has."""


class Amount(NamedTuple):
    """A number that a parameter has, or that it is by default: its key, and its meaning."""

    key: str
    name: str
    value: float
    required: bool
    given: bool = True

    def __str__(self) -> str:
        return f"{self.key} is {numbers.text(self.value)}{'' if self.given else ' by default'}"


def absurd(entry: Entry[...], values: Mapping[str, Any], rate: float | None = None) -> str:
    """Return which of the values cannot be a learning rate, or nothing.

    `rate` is the optimizer's, where it is known.
    """
    for amount in _amounts(entry, values):
        if amount.name in RATES and amount.name != "base":
            if rate and amount.value > FAR * rate:
                return f"{amount}, far above the optimizer's rate {numbers.text(rate)}"
            if amount.value > HIGHEST:
                return f"{amount}, which is no learning rate"
    return ""


def odd(
    entry: Entry[...], values: Mapping[str, Any], rate: float | None = None
) -> Iterator[tuple[Amount, str]]:
    """Yield what is odd about the values, behind the one that it is about.

    `rate` is the optimizer's, where they do not say it.
    """
    known = list(_amounts(entry, values, _defaults(entry, rate)))
    rates = [a for a in known if a.name in RATES and a.name != "end"]
    # from a start alone it may go anywhere
    top = max(a.value for a in rates) if any(a.name != "start" for a in rates) else None
    end = min((a for a in known if a.name in ENDS), key=lambda a: a.value, default=None)
    for amount in known:
        if amount.name == "end" and top is not None and amount.value > top and _floor(amount):
            yield amount, f"{amount}, above the rate {numbers.text(top)}"
        elif amount.name == "end ratio" and amount.value > 1.0:
            yield amount, f"{amount}, an end above the peak"
        elif amount.name == "warmup" and end and amount.value > end.value:
            yield amount, f"{amount}, longer than {end.key} ({numbers.text(end.value)})"
        elif amount.given and amount.name in LENGTHS and 0 < amount.value < 1:
            yield amount, f"{amount}, less than one step{_part(amount, known)}"


def _part(length: Amount, known: Sequence[Amount]) -> str:
    """Return how to ask for that part of the total, where there is one."""
    if length.name not in PARTS or not any(a.name in MEANINGS["total_steps"] for a in known):
        return ""
    from lrplot.specs.slips import percent

    return f": {PARTS[length.name]} {percent(repr(length.value))} is a part of the total"


def _floor(end: Amount) -> bool:
    """Tell whether an end is a floor: a schedule of two rates may as well go up to the second."""
    return "min" in end.key or not end.required


def _defaults(entry: Entry[...], rate: float | None) -> dict[str, Any]:
    """Return what an entry's values are that are not given."""
    base = {p.name: rate for p in entry.params if isinstance(p.role, OptimizerRate) and p.required}
    return {p.name: p.default for p in entry.params if not p.required} | base


def optimizers(entry: Entry[...], values: Mapping[str, Any]) -> float | None:
    """Return the optimizer's rate, where the values have it."""
    return next((a.value for a in _amounts(entry, values) if a.name == "base"), None)


def warn_of_request(request: Request) -> None:
    """Warn of a request that can hardly be meant, once for all schedules."""
    if _upside_down(request):
        end, peak = numbers.text(request.end_lr or 0.0), numbers.text(request.peak_lr or 0.0)
        warn(f"--end-lr {end} is above --peak-lr {peak}")


def _upside_down(request: Request) -> bool:
    return bool(request.peak_lr and request.end_lr and request.end_lr > request.peak_lr)


def warn_of(spec: Spec, lr: float | None = None, request: Request = NOTHING) -> None:
    """Warn of what is odd about the values of a spec, and of those inside; `lr` is around it.

    What is odd about the request is said elsewhere.
    """
    values = dict(spec.values)
    rate = optimizers(spec.entry, values) or spec.lr or lr
    title = spec.label or spec.entry.title
    whole = absurd(spec.entry, values, rate)
    if whole:
        warn(f"{title}: {whole}")
    for amount, why in odd(spec.entry, values, rate):
        asked = _upside_down(request) and amount.name in MEANINGS["end_lr"]
        if not (asked or whole.startswith(f"{amount.key} is ")):
            warn(f"{title}: {why}")
    for name, value in values.items():
        role = spec.entry.roles[name]
        for inside in value if isinstance(value, tuple) else (value,):
            if isinstance(inside, Spec):
                warn_of(inside, told_inside(role, rate))


def warn_of_epochs(specs: Sequence[Spec], clock: Clock) -> None:
    """Warn of schedules drawn by the update that are usually stepped once an epoch."""
    if clock.steps_per_epoch is None or clock.interval:
        return
    found = [spec.entry.title for spec in specs if _in_epochs(spec, clock.steps_per_epoch)]
    if found:
        *most, last = dict.fromkeys(found)
        named = f"{', '.join(most)} and {last} are" if most else f"{last} is"
        warn(
            f"{named} drawn as stepped once an update, but usually stepped once an epoch: "
            f"type --interval {EPOCH}, or --interval step if updates are meant"
        )


def _in_epochs(spec: Spec, updates: float) -> bool:
    """Tell whether a schedule is usually stepped once an epoch, and so are its values meant.

    Lengths that are whole epochs of so many updates are meant in these.
    """
    if not spec.entry.notes.get("Stepped", "").startswith(Pace.said):
        return False
    epochs, lengths = 0, []
    for param in spec.given():
        role, value = param.role, dict(spec.values)[param.name]
        each = role.each if isinstance(role, Numbers) else role
        for number in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Number) and isinstance(number, int | float) and number:
                epochs += number % updates == 0
                lengths += [number] if each.meta == STEPS else []
    return not epochs or any(length % updates for length in lengths)


def _amounts(
    entry: Entry[...], values: Mapping[str, Any], defaults: Mapping[str, Any] | None = None
) -> Iterator[Amount]:
    """Yield every number among the values, and the defaults, where these are wanted."""
    for param in entry.params:
        given = param.name in values
        value = values[param.name] if given else (defaults or {}).get(param.name)
        if isinstance(param.role, Number | OptimizerRate) and isinstance(value, int | float):
            yield Amount(param.key, param.role.name, value, param.required, given)
