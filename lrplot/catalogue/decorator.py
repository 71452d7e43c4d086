"""`@schedule`, by which a function becomes an entry of the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from lrplot.catalogue.entry import Entry
from lrplot.catalogue.outline import HOME, named
from lrplot.pieces import Schedule

P = ParamSpec("P")


def schedule(function: Callable[P, Schedule]) -> Entry[P]:
    """Put a function into the catalogue; its framework is the module that it stands in.

    The types of its parameters are their roles, by which a word's values are read and checked.

    >>> import lrplot
    >>> from lrplot.parameters import Length, Peak
    >>> from lrplot.pieces import Ramp
    >>> @lrplot.schedule
    ... def down(peak_lr: Peak = 0.1, length: Length = 100.0) -> lrplot.Schedule:
    ...     return Ramp(peak_lr, 0.0, length)
    >>> down(0.2)(50)
    0.1
    """
    framework = function.__module__.removeprefix(f"{HOME}.").partition(".")[0]
    return Entry(function, named(framework, function.__name__), framework)
