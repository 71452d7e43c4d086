"""The names by which a framework's schedules are found, as its module states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType


@dataclass(frozen=True)
class Framework:
    """The value of `FRAMEWORK` in the module of a framework."""

    paths: tuple[str, ...] = ()
    """The dotted names under which it shows its schedules; the first is what is pasted."""
    aliases: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """Further names of its schedules, found behind its own name.

    Several where its configuration has one name for schedules with and without some parameter.
    """
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
