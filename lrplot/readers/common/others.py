"""Says what else the optimizer of a configuration has, as far as that can be told."""

from __future__ import annotations

from collections.abc import Callable

from lrplot.errors import LrplotError
from lrplot.specs.origin import Unsaid


def others(**made: Callable[[], str | float]) -> dict[str, str | Unsaid]:
    """Return words, or values that stay, by the optimizer's names; or why they are not known.

    What cannot be told of them is no reason to refuse the rate.
    """
    found: dict[str, str | Unsaid] = {}
    for name, make in made.items():
        try:
            value = make()
            found[name] = value if isinstance(value, str) else f"constant({float(value)!r})"
        except LrplotError as error:
            found[name] = Unsaid(str(error), error.asks)
    return found
