"""`slips`: keys of a configuration that may be meant for others, which are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lrplot.readers.common.data import at
from lrplot.readers.common.keys import Keys

CLOSE = 0.9
"""How alike a key that is not read is to one that is missing, so that it may be a slip of it."""

DOUBLED = re.compile(r"(.)\1+", re.DOTALL)


def slips(keys: Keys) -> Iterator[tuple[str, str]]:
    """Yield keys that are not read, each with the missing one that it may be a slip of."""
    from difflib import get_close_matches

    wanted = {*keys.memory.absent}
    missing = {*keys.memory.looked, *wanted}
    for name in [*missing]:
        # a section that is not there is missing itself
        while (name := name.rpartition(".")[0]) and at(keys.data, name) is None:
            missing.add(name)
            wanted.add(name)
    found = {*missing, *keys.memory.values}
    for section in sorted({name.rpartition(".")[0] for name in missing}):
        inner = at(keys.data, section) if section else keys.data
        if not isinstance(inner, Mapping):
            continue
        absent, own = _inside(missing, section), _inside(wanted, section)
        read = _opened(found, section) - absent
        unread = {*map(str, inner)} - read - absent
        by_letters = _by_letters(absent) if unread else {}
        for key in sorted(unread):
            if _plain(key) in read:
                continue
            turned = by_letters.get(_turned(key))
            if near := [turned] if turned else get_close_matches(key, own, 1, CLOSE):
                yield f"{section}.{key}".lstrip("."), near[0]
    # a format may do without the sections, and read their keys as if they stood outside
    others = [
        (section, inner)
        for section, inner in keys.data.items()
        if isinstance(inner, Mapping) and not any(name.startswith(f"{section}.") for name in found)
    ]
    top = _by_letters(_inside(missing, "")) if others else {}
    for section, inner in others:
        for key in sorted({*map(str, inner)} - found):
            if (name := _plain(key)) not in found and (meant := top.get(_turned(name))):
                yield f"{section}.{key}", meant


def _inside(names: set[str] | Mapping[str, str], section: str) -> set[str]:
    """Return the last parts of the names that stand in a section."""
    return {name.rpartition(".")[2] for name in names if name.rpartition(".")[0] == section}


def _opened(names: set[str], section: str) -> set[str]:
    """Return the keys of a section that are read, or that something was looked for in."""
    start = f"{section}." if section else ""
    return {name[len(start) :].partition(".")[0] for name in names if name.startswith(start)}


def _plain(key: str) -> str:
    return key.strip("- ").replace("-", "_").lower()


@lru_cache(1000)
def _turned(key: str) -> str:
    """Return the letters of a key in no order, one that is doubled once."""
    return "".join(sorted(DOUBLED.sub(r"\1", _plain(key))))


def _by_letters(names: set[str]) -> dict[str, str]:
    """Return names by their letters in no order; of several, the first."""
    return {_turned(name): name for name in sorted(names, reverse=True)}
