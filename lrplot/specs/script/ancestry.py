"""In which order Python looks through a class and those that it derives from."""

from __future__ import annotations

from typing import Any


def ancestry(of: Any) -> list[Any]:
    """Return a class, then its ancestors, each before what it derives from itself.

    Where Python would refuse the class, the rest is in the order in which it stands.
    """
    bases = list(getattr(of, "bases", ()))
    rows = [*(ancestry(base) for base in bases), bases]
    found = [of]
    while rows := [row for row in rows if row]:
        behind = [one for row in rows for one in row[1:]]
        heads = [row[0] for row in rows]
        first = next((head for head in heads if head not in behind), heads[0])
        found.append(first)
        rows = [[one for one in row if one != first] for row in rows]
    return found
