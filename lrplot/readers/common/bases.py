"""`based`: a configuration over the one that its `_BASE_` names, over that one's own, and so on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lrplot.errors import LrplotError, shown
from lrplot.readers.common.composition import merged
from lrplot.readers.common.data import Data, beside

BASE = "_BASE_"
MOST = 50
"""The most files that may be put together."""


def based(data: Data, outside: bool, left: int = MOST) -> Mapping[str, Any]:
    """Return the values of a file over those of its base, or of its bases, the last on top.

    Raises `LrplotError` for too many of them, as where they name each other.
    """
    bases = data.values.get(BASE, [])
    below: Mapping[str, Any] = {}
    for name in bases if isinstance(bases, list) else [bases]:
        if not isinstance(name, str):
            raise LrplotError(f"{BASE} must be the name of a file, not {shown(name)}")
        if left <= 0:
            raise LrplotError(f"{BASE}: more than {MOST} files, or files that name each other")
        left -= 1
        below = merged(below, based(beside(data.path, name, outside), outside, left))
    return merged(below, {key: value for key, value in data.values.items() if key != BASE})
