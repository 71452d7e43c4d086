"""What is odd about the values of a schedule: it can be drawn, but hardly be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.catalogue import Entry
from lrplot.errors import warn
from lrplot.parameters import Number, OptimizerRate
from lrplot.specs.spec import Spec

RATES = ("peak", "base", "start or peak", "start", "end")
"""The roles that are rates."""

LENGTHS = ("warmup", "decay length", "decay end", "period")
"""The roles that count steps, and are no part of anything."""

FAR = 100.0
"""How many times the optimizer's rate is far above it."""

HIGHEST = 100.0
"""A rate that no training has."""


def absurd(entry: Entry[...], values: Mapping[str, Any], rate: float | None = None) -> str:
    """Return which of the values cannot be a learning rate, or nothing.

    `rate` is the optimizer's, where it is known.
    """
    for key, name, value in _amounts(entry, values):
        if name in RATES and name != "base":
            if rate and value > FAR * rate:
                far = f"far above the optimizer's rate {numbers.text(rate)}"
                return f"{key} is {numbers.text(value)}, {far}"
            if value > HIGHEST:
                return f"{key} is {numbers.text(value)}, which is no learning rate"
    return ""


def odd(entry: Entry[...], values: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is odd about the values: a floor above the rate, a length below one step."""
    amounts = list(_amounts(entry, values))
    top = max((v for _, name, v in amounts if name in RATES and name != "end"), default=None)
    for key, name, value in amounts:
        if name == "end" and "min" in key and top is not None and value > top:
            yield f"{key} is {numbers.text(value)}, above the rate {numbers.text(top)}"
        elif name in LENGTHS and 0 < value < 1:
            yield f"{key} is {numbers.text(value)}, less than one step"


def optimizers(entry: Entry[...], values: Mapping[str, Any]) -> float | None:
    """Return the optimizer's rate, where the values have it."""
    return next((v for _, name, v in _amounts(entry, values) if name == "base"), None)


def warn_of(spec: Spec) -> None:
    """Warn of what is odd about the values of a spec."""
    values = dict(spec.values)
    rate = optimizers(spec.entry, values) or spec.lr
    for why in filter(None, (absurd(spec.entry, values, rate), *odd(spec.entry, values))):
        warn(f"{spec.label or spec.entry.title}: {why}")


def _amounts(entry: Entry[...], values: Mapping[str, Any]) -> Iterator[tuple[str, str, float]]:
    """Yield the key, the meaning and the value of every number given."""
    for param in entry.params:
        value = values.get(param.name)
        if isinstance(param.role, Number | OptimizerRate) and isinstance(value, int | float):
            yield param.key, param.role.name, value
