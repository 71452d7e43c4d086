"""The names by which a framework's schedules are found, as its module states them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError


@dataclass(frozen=True)
class Optimizers:
    """The optimizers of a framework whose rate is what they are given, and how it is given."""

    rates: Mapping[str, float | None]
    """Their names, and the rate of each if none is given; None if one must be."""
    keys: tuple[str, ...]
    """The keywords that say the rate."""
    place: int = 0
    """Which argument the rate is; those before it are the parameters of the model."""
    decay: str = ""
    """The keyword of a decay once a step."""
    decays: str = ""
    """The schedule that this is: of the rate, over 1, at that pace."""
    chains: tuple[str, ...] = ()
    """What puts optimizers and transformations of updates together."""
    scalings: tuple[str, ...] = ()
    """The transformations that multiply updates by a schedule."""
    factor: str = ""
    """The transformation that multiplies them by a number."""
    old: Mapping[str, str] = field(default_factory=dict)
    """What is said of keywords that only older versions have."""
    signatures: Mapping[str, str] = field(default_factory=dict)
    """What follows the rate among their parameters, in order, with the defaults."""
    others: tuple[str, ...] = ()
    """How the names of the transformations begin that are no part of the rate."""


@dataclass(frozen=True)
class Renamed:
    """What a schedule's parameters were called in older versions."""

    names: Mapping[str, str]
    """The name of today by the old one."""
    since: str
    """The version from which on they are called otherwise."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """What was otherwise where nothing was given."""

    beside: Mapping[str, str] = field(default_factory=dict)
    """An old name, and the parameter on which it acted too, where it is not 0."""

    def today(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return arguments by the names of today; `LrplotError` where that is not the same."""
        old = self.names.keys() & given.keys()
        for name in sorted(old):
            if (new := self.names[name]) in given:
                raise LrplotError(f"{name} is {new} since {self.since}; both are given")
            other = self.beside.get(name, "")
            if other in given and _said(given[other]) not in ("0", "0.0"):
                raise LrplotError(
                    f"{name} acts on {other} too, until {self.since}, which is not drawn; the "
                    f"{new} of today does not"
                )
        if not old:
            return given
        kept = {name: value for name, value in self.defaults.items() if name not in given}
        return kept | {self.names.get(name, name): value for name, value in given.items()}

    def __str__(self) -> str:
        pairs = ", ".join(f"{old} is {new}" for old, new in self.names.items())
        kept = ", ".join(
            f"{name} is then {numbers.text(value)}" for name, value in self.defaults.items()
        )
        return f"{pairs} since {self.since}{f'; {kept}' if kept else ''}"


@dataclass(frozen=True)
class Framework:
    """The value of `FRAMEWORK` in the module of a framework."""

    paths: tuple[str, ...] = ()
    """The dotted names under which it shows its schedules; the first is what is pasted."""
    aliases: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """Further names of its schedules, found behind its own name.

    Several where its configuration has one name for schedules with and without some parameter.
    """
    optimizers: Optimizers | None = None
    """What stands for a rate that is constant, or for the schedule that it is given."""
    renamed: Mapping[str, Renamed] = field(default_factory=dict)
    """Parameters that older versions call otherwise, by the names of its schedules."""
    yields: tuple[str, ...] = ()
    """Bare names that belong to frameworks of less use, though it has them too."""
    stepped: str = ""
    """When training steps its schedules, where an entry does not say it under `Stepped:`."""
    first: tuple[str, ...] = ()
    """The modules in its package whose schedules come first in lists; the others follow by name."""

    def notes(self, name: str) -> dict[str, str]:
        """Return what it says of a schedule of its own, by headings as an entry's docstring has."""
        said = {"Stepped": self.stepped, "Renamed": str(self.renamed.get(name, ""))}
        return {head: text for head, text in said.items() if text}

    def today(self, name: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the arguments of a schedule by the names that its parameters have today."""
        old = self.renamed.get(name)
        return old.today(given) if old else given


def _said(value: Any) -> str:
    return ast.unparse(value) if isinstance(value, ast.AST) else str(value)


def framework_of(module: ModuleType | None) -> Framework:
    """Return what a module says of itself; an empty one if it says nothing."""
    found = getattr(module, "FRAMEWORK", None)
    return found if isinstance(found, Framework) else Framework()
