"""`AsWord`: what prints as the word that it is read from, and pickles without what it built."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

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
