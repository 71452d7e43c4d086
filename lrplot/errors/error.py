"""The one exception for what a user can put right."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from lrplot.errors.quoting import one_line


class LrplotError(ValueError):
    """Something in the input is wrong: what, where, and the nearest right thing, in one line."""

    def __init__(self, message: str, asks: tuple[str, ...] = ()) -> None:
        super().__init__(one_line(message))
        self.asks = asks
        """What to type beside the words, where something is not known: option, value, option …"""


class LrplotWarning(UserWarning):
    """What is drawn may not be what was meant; the message says why."""


class RateWarning(LrplotWarning):
    """A schedule has rates that are not a number, infinite or negative."""


def warn(message: str, kind: type[LrplotWarning] = LrplotWarning) -> None:
    """Warn as Python does of what is drawn all the same; the command says it in one line."""
    warnings.warn(kind(one_line(message)), stacklevel=3)


@contextmanager
def where(place: str) -> Iterator[None]:
    """Say where it was, in front of whatever `LrplotError` the block raises; once is enough."""
    try:
        yield
    except LrplotError as error:
        said = str(error).startswith(f"{place}: ")
        message = f"{error}" if said else f"{place}: {error}"
        raise LrplotError(message, error.asks) from error.__cause__
