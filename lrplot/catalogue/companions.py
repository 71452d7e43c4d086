"""What schedules do to other hyper-parameters of the optimizer, beside its rate.

    @companion(OneCycleLR, "momentum")
    def _momentum(total_steps, pct_start, cycle_momentum, base_momentum, max_momentum):
        '''Down to `base_momentum` where the rate goes up, and up again.'''

The hyper-parameter is `momentum`, `beta1` where only a beta is moved, or `weight_decay`. The
function's parameters are those of the schedule that it needs, by their names; what has no effect on
the rate among them is read as their roles say. `kind` is what the optimizer calls its
momentum: nothing where it has none, None where it is not known. None is returned where nothing is
moved.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from lrplot.catalogue.entry import Entry
from lrplot.pieces import Schedule

Companion = Callable[..., Schedule | None]

C = TypeVar("C", bound=Companion)

_KNOWN: dict[tuple[Entry[...], str], Companion] = {}


def companion(entry: Entry[...], name: str) -> Callable[[C], C]:
    """Return what makes a function say what an entry does to a hyper-parameter."""

    def kept(function: C) -> C:
        _KNOWN[entry, name] = function
        return function

    return kept


def companion_of(entry: Entry[...], name: str) -> Companion | None:
    """Return what an entry does to a hyper-parameter of that name; None if it leaves it."""
    return _KNOWN.get((entry, name))
