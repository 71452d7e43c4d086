"""What is no longer known of lists and mappings, by whatever name they are looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

ALL: Any = object()
"""What is looked at where it matters how many keys there are, or which."""


@dataclass
class Doubts:
    """What a script has looked for and not found, and what may have changed since."""

    looked: list[tuple[Any, Any]] = field(default_factory=list)
    """Mappings, each with a key that it did not have when something looked for it in a loop."""
    vague: dict[tuple[int, Any], Any] = field(default_factory=dict)
    """The same, where a round of the loop puts it there: in the next it is found."""
    lost: dict[int, Any] = field(default_factory=dict)
    """Lists, mappings and sets that have been changed, nobody knows how often."""

    def lose(self, value: Any) -> None:
        """Know no longer what something has."""
        # it is kept, so that nothing else gets its place in memory
        self.lost[id(value)] = value

    def missing(self, within: Any, key: Any = ALL) -> bool:
        """Note that something is looked for that is not there; whether it may be there."""
        if (id(within), key) in self.vague:
            return True
        self.looked.append((within, key))
        return False

    def appeared(self, since: int, put: list[tuple[Any, Any]]) -> bool:
        """Tell whether something was looked for that a round then puts there, seen for once."""
        looked = {(id(within), key) for within, key in self.looked[since:]}
        found = {
            (id(within), each): within
            for within, key in put
            for each in (key, ALL)
            if (id(within), each) in looked
        }
        new = bool(found.keys() - self.vague.keys())
        self.vague |= found
        return new
