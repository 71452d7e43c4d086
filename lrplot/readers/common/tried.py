"""Reads a configuration as far as it goes, so that all that is missing is known at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lrplot.errors import LrplotError
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.keys import Keys, MissingError

MOST = 5
"""The most missing values that are looked for."""


@dataclass
class Attempt:
    """What became of reading a file with numbers in the place of what it leaves out."""

    keys: Keys
    training: Training | None = None
    missing: list[MissingError] = field(default_factory=list)
    error: LrplotError | None = None


def tried(
    form: Format, keys: Keys, supposed: int = 1, check: Callable[[Rate], object] | None = None
) -> Attempt:
    """Read a file with a number in the place of each missing value, as many as are asked for.

    `keys` remembers what was looked up. `check` raises `LrplotError` for a rate that cannot be
    drawn; it is of use where something is missing, and the rates are not read otherwise.
    """
    found = Attempt(keys)
    try:
        while len(found.missing) < MOST:
            try:
                found.training = form.read(keys)
                break
            except MissingError as error:
                if error.key in keys.memory.supposed:
                    break
                found.missing.append(error)
                keys.memory.supposed[error.key] = supposed
        if found.training and found.missing and check:
            for rate in found.training.rates:
                check(rate)
    except LrplotError as error:
        found.error = error
    return found
