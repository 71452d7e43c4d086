"""`AsWord`: what prints as the word that it is read from, and pickles without what it built."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

import lrplot.parameters as parameters
from lrplot.catalogue import Param
from lrplot.pieces.shown import Shown

Said = str | Mapping[str, Any] | None
"""A word, or an item of a file."""


class AsWord(Shown, ABC):
    """What has a word, and maybe the rate of an optimizer beside it."""

    lr: float | None

    @abstractmethod
    def word(self) -> str:
        """Return the word that reads back as this."""

    def __str__(self) -> str:
        return self.word()

    def __repr__(self) -> str:
        beside = "" if self.lr is None else f", lr={self.lr!r}"
        return f"lrplot.read({self.word()!r}{beside})"

    def __getstate__(self) -> dict[str, Any]:
        # a schedule may have code in it, which does not pickle
        return {name: value for name, value in vars(self).items() if name != "_schedule"}


def written(param: Param, value: Any) -> str:
    """Return a value as it stands in a word."""
    return "none" if value is None else param.role.text(value)


def literal(param: Param, value: Any) -> str:
    """Return a value as it stands in a constructor, where words are quoted."""
    word = isinstance(value, AsWord) and isinstance(param.role, parameters.Lambda)
    if word or (isinstance(value, parameters.MetricValues) and value.source):
        return param.role.literal(value)
    return repr(value) if isinstance(value, bool | str | None) else written(param, value)
