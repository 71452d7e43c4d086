"""What was meant by a word that is a value, or a parameter of the schedule before it."""

from __future__ import annotations

import re
from os import fspath

from lrplot.arithmetic import numbers
from lrplot.catalogue import find
from lrplot.errors import LrplotError, shown
from lrplot.parameters.split import split_label
from lrplot.specs.asking import shared
from lrplot.specs.given import Read
from lrplot.specs.spec import Spec


def misplaced(before: Read, word: Read) -> LrplotError | None:
    """Return the error for a word that is a value, or a parameter of the schedule before."""
    key, value = (None, "") if isinstance(word, Spec) else split_label(fspath(word))
    if key is None and re.fullmatch(numbers.NUMBER, value):
        said = "an option takes one value, and is given again for another"
        return LrplotError(f"{shown(value)} is a number, and no schedule; {said}")
    if key is None:
        return None
    if isinstance(before, Spec):
        entry, typed = before.entry, f"--{key.replace('_', '-')} {value}"
    else:
        name, _, rest = fspath(before).partition(":")
        typed = f"{name}:{rest}{',' * bool(rest)}{key}={value}"
        try:
            entry = find.entry(split_label(name)[1])
        except LrplotError:
            return None
    names = {*shared(entry), *(param.key for param in entry.params)}
    if key.replace("-", "_") not in names:
        return None
    return LrplotError(f"{shown(word)} is a parameter of {entry.title}: type {typed}")
