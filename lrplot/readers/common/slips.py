"""`slips`: keys of a configuration that may be meant for others, which are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from lrplot.readers.common.data import at
from lrplot.readers.common.keys import Keys

CLOSE = 0.9
"""How alike a key that is not read is to one that is missing, so that it may be a slip of it."""


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
        there = {*map(str, inner)} if isinstance(inner, Mapping) else set()
        absent, read = (
            _inside(missing, section),
            _opened(found, section) - _inside(missing, section),
        )
        for key in sorted(there - read - absent):
            if _plain(key) in read:
                continue
            turned = [name for name in sorted(absent) if _turned(name) == _turned(key)]
            if near := turned or get_close_matches(key, _inside(wanted, section), 1, CLOSE):
                yield f"{section}.{key}".lstrip("."), near[0]
    # a format may do without the sections, and read their keys as if they stood outside
    top = {str(_turned(name)): name for name in _inside(missing, "")}
    for section, inner in keys.data.items():
        if isinstance(inner, Mapping) and not any(name.startswith(f"{section}.") for name in found):
            for key in sorted({*map(str, inner)} - found):
                if (name := _plain(key)) not in found and str(_turned(key)) in top:
                    yield f"{section}.{key}", top[str(_turned(name))]


def _inside(names: set[str] | Mapping[str, str], section: str) -> set[str]:
    """Return the last parts of the names that stand in a section."""
    return {name.rpartition(".")[2] for name in names if name.rpartition(".")[0] == section}


def _opened(names: set[str], section: str) -> set[str]:
    """Return the keys of a section that are read, or that something was looked for in."""
    start = f"{section}." if section else ""
    return {name[len(start) :].partition(".")[0] for name in names if name.startswith(start)}


def _plain(key: str) -> str:
    return key.strip("- ").replace("-", "_").lower()


def _turned(key: str) -> list[str]:
    """Return the letters of a key in no order, one that is doubled once."""
    return sorted(letter for letter, _ in groupby(_plain(key)))
