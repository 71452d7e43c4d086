"""Reads a configuration as far as it goes, so that all that is missing is known at once."""

from __future__ import annotations

from lrplot.errors import LrplotError
from lrplot.readers.common.format import Format, Training
from lrplot.readers.common.keys import Keys, MissingError

MOST = 5
"""The most missing values that are looked for."""


def tried(form: Format, keys: Keys) -> tuple[Training | None, list[MissingError]]:
    """Return what a file trains, or else all that neither it nor an option says.

    `keys` remembers what was looked up. Raises `LrplotError` for what is wrong where nothing is
    missing.
    """
    missing: list[MissingError] = []
    while len(missing) < MOST:
        try:
            training = form.read(keys)
        except MissingError as error:
            missing.append(error)
            keys.memory.supposed[error.key] = 1
        except LrplotError:
            if not missing:
                raise
            break
        else:
            return (None if missing else training), missing
    return None, missing
