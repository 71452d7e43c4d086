"""The names by which a framework's schedules are found, as its module states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType


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
    others: tuple[str, ...] = ()
    """How the names of the transformations begin that are no part of the rate."""


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
    yields: tuple[str, ...] = ()
    """Bare names that belong to frameworks of less use, though it has them too."""
    stepped: str = ""
    """When training steps its schedules, where an entry does not say it under `Stepped:`."""
    first: tuple[str, ...] = ()
    """The modules in its package whose schedules come first in lists; the others follow by name."""


def framework_of(module: ModuleType | None) -> Framework:
    """Return what a module says of itself; an empty one if it says nothing."""
    found = getattr(module, "FRAMEWORK", None)
    return found if isinstance(found, Framework) else Framework()
