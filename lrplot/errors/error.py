"""The one exception for what a user can put right."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from lrplot.errors.quoting import one_line

OWN = os.path.join(os.path.dirname(os.path.dirname(__file__)), "")
"""The folder of lrplot's own files."""


class LrplotError(ValueError):
    """Something in the input is wrong: what, where, and the nearest right thing, in one line."""

    def __init__(
        self, message: str, asks: tuple[str, ...] = (), instead: tuple[str, str] | None = None
    ) -> None:
        super().__init__(one_line(message))
        self.asks = asks
        """What to type beside the words, where something is not known: option, value, option …"""
        self.instead = instead
        """How what was typed begins where it is a slip, and how to begin it."""
        if asks:
            self.add_note(f"in Python: {_in_python(asks)}")

    def at(self, place: str) -> LrplotError:
        """Return the same error with the place in front of it; once is enough."""
        said = str(self).startswith(f"{place}: ")
        return LrplotError(f"{self}" if said else f"{place}: {self}", self.asks, self.instead)


def _in_python(asks: tuple[str, ...]) -> str:
    """Return options and their values as arguments of a function: `let=["n=…"], lr=RATE`."""
    pairs = [*zip(asks[::2], asks[1::2], strict=False)]
    lists = {flag: [value for one, value in pairs if one == flag] for flag in ("--let", "--set")}
    said = [f"{flag[2:]}=[{', '.join(map(repr, its))}]" for flag, its in lists.items() if its]
    plain = [f"{flag[2:].replace('-', '_')}={value}" for flag, value in pairs if flag not in lists]
    return ", ".join([*said, *plain])


class LrplotWarning(UserWarning):
    """What is drawn may not be what was meant; the message says why."""


class RateWarning(LrplotWarning):
    """A schedule has rates that are not a number, infinite or negative."""


def warn(message: str, kind: type[LrplotWarning] = LrplotWarning) -> None:
    """Warn as Python does of what is drawn all the same; the command says it in one line."""
    warnings.warn(kind(one_line(message)), stacklevel=_level())


class RunNotice(UserWarning):
    """A Python file of the user's own is run, because it cannot be read."""


def note(message: str, kind: type[RunNotice] = RunNotice) -> None:
    """Say what was done to draw what was asked for."""
    warnings.warn(kind(one_line(message)), stacklevel=_level())


def _level() -> int:
    """Return how many frames up the line is that called lrplot, which a warning is about."""
    frame: FrameType | None = sys._getframe(1)
    level = last = 1
    while frame:
        if frame.f_code.co_filename.startswith(OWN):
            last = level
        frame, level = frame.f_back, level + 1
    return last + 1


@contextmanager
def where(place: str) -> Iterator[None]:
    """Say where it was, in front of whatever `LrplotError` the block raises."""
    try:
        yield
    except LrplotError as error:
        raise error.at(place) from error.__cause__
