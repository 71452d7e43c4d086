"""What stands beneath the rates of a plot: another hyper-parameter of every curve's optimizer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lrplot.errors import LrplotError
from lrplot.pieces import Schedule
from lrplot.specs.also import other
from lrplot.specs.spec import Spec


@dataclass(frozen=True)
class Others:
    """A hyper-parameter by its name, what an axis calls it, and its schedule for every curve."""

    name: str
    said: str
    schedules: tuple[Schedule, ...]


def others(specs: Sequence[Spec], labels: Sequence[str], name: str) -> Others:
    """Return a hyper-parameter of every curve; `LrplotError` names one whose is not known."""
    found = []
    for spec, label in zip(specs, labels, strict=True):
        try:
            found.append(other(spec, name))
        except LrplotError as error:
            raise error.at(label) from error.__cause__
    said = name.replace("-", " ").title()
    if {each.kind for each in found} == {"beta1"}:
        said += " (beta1)"
    return Others(name, said, tuple(each.schedule for each in found))
