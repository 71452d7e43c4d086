"""Whether what is looked at is known: a round of a loop may have put something there before."""

from __future__ import annotations

from typing import Any

from lrplot.specs.script.iterators import View
from lrplot.specs.script.run import Run


def whole(run: Run, value: Any) -> bool:
    """Tell whether a mapping that is looked at as a whole may have more than it has."""
    return isinstance(value, dict) and run.doubts.missing(value)


def may_have(run: Run, key: Any, within: Any) -> bool:
    """Tell whether a mapping that has no such key may have it."""
    within = within.of if isinstance(within, View) else within
    return isinstance(within, dict) and key not in within and run.doubts.missing(within, key)


def lost(run: Run, value: Any) -> bool:
    """Tell whether a list, mapping or set has been changed, nobody knows how often."""
    of = value.of if isinstance(value, View) else value
    return id(of) in run.doubts.lost and isinstance(of, list | dict | frozenset)
