"""`slips`: keys of a configuration that may be meant for others, which are missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from lrplot.readers.common.data import at
from lrplot.readers.common.keys import DEFAULT, Keys

MOST_KEYS, LONGEST = 1000, 60
"""How far slips are looked for: keys of a section, letters of a key."""

WRONG = 2
"""How many words of a key may be misspelt."""

SHORT = 5
"""So many letters a word has at least that another letter does not make another word of."""

PLAIN = re.compile(r"[-_ .]")
WORDS = re.compile(r"[-_ .]|(?<=[a-z0-9])(?=[A-Z])")
"""What stands between the words of a key, without those that run together and with them."""


DIGITS = re.compile(r"\d")


class Asked(dict[str, Any]):
    """Values that remember which keys were looked for in vain."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.missing: set[str] = set()

    def __contains__(self, key: object) -> bool:
        found = super().__contains__(key)
        if not found:
            self.missing.add(str(key))
        return found

    def get(self, key: str, default: Any = None) -> Any:
        if key not in self:
            return default
        return self[key]


def slips(keys: Keys, known: Collection[str] = ()) -> Iterator[str]:
    """Yield what is to be said of keys that are not read, but may be slips of others.

    Those are missing, or a file below has them. `known` are keys that the format has, whether it
    needs them here or not.
    """
    read = {name for name, said in keys.memory.values.items() if not said.endswith(DEFAULT)}
    missing = (keys.memory.looked | keys.memory.absent) - read
    for name in [*missing]:
        # a section that is not there is missing itself
        while (name := name.rpartition(".")[0]) and _at(keys.data, name) is None:
            missing.add(name)
    found = {*missing, *read, *known}
    for section in sorted({*_sections(found)}):
        inner = _at(keys.data, section) if section else keys.data
        if not isinstance(inner, Mapping):
            continue
        names = _opened(found, section)
        absent = {key for key in _inside(missing, section) if key not in inner}
        there = _opened(missing | read, section) - absent
        for key in _keys(inner):
            if key in names or (_plain(key) in there and _plain(key) not in inner):
                continue
            name = f"{section}.{key}".lstrip(".")
            if near := nearly(key, absent):
                yield f"{name} is not read; {near} would be"
            elif near := nearly(key, {one for one in there if not _numbered(key, one)}):
                yield f"{name} is not read; {near} is"
    # a format may do without the sections, and read their keys as if they stood outside
    top = {key for key in _inside(missing, "") if key not in keys.data}
    for section, inner in keys.data.items():
        if isinstance(inner, Mapping) and not any(name.startswith(f"{section}.") for name in found):
            for key in _keys(inner):
                if key not in found and _plain(key) not in read and (near := nearly(key, top)):
                    yield f"{section}.{key} is not read; {near} would be"


def nearly(key: str, names: Iterable[str]) -> str:
    """Return the name that a key is a slip of, nothing if it is none."""
    key = key.strip("- ")
    if len(key) > LONGEST:
        return ""
    bare = len(_words(key)[0][0])
    near = (name for name in names if abs(len(_words(name)[0][0]) - bare) <= WRONG)
    return min((name for name in near if name != key and _slip(key, name)), default="")


def _slip(key: str, name: str) -> bool:
    """Tell whether each word of a key is one of the name, or nearly, or all are but run together.

    That goes word by word, because `local_batch_size` is not far from `global_batch_size`.
    """
    one, other = _words(key), _words(name)
    return one[0] == other[0] or any(map(_alike, one[1:], other[1:]))


@lru_cache(MOST_KEYS)
def _words(key: str) -> tuple[list[str], ...]:
    """Return a key without what stands between its words, and its words in two ways."""
    plain, words = PLAIN.split(key.lower()), WORDS.split(key)
    return ["".join(plain)], plain, [one.lower() for one in words]


def _alike(words: list[str], others: list[str]) -> bool:
    if len(words) != len(others):
        return False
    unlike = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(unlike) <= WRONG and all(_misspelt(*pair) for pair in unlike)


def _misspelt(word: str, other: str) -> bool:
    """Tell whether a letter of a word is too many, missing or another, or some are turned round."""
    start = _shared(word, other)
    end = _shared(word[start:][::-1], other[start:][::-1])
    one, two = word[start : len(word) - end], other[start : len(other) - end]
    if not one or not two:
        # another letter in front of few makes another word, as trl is none of rl
        more = one and start == 0 < len(other) < SHORT and word[:1] != word[1:2]
        return len(one + two) == 1 and not more
    if len(one) == len(two) == 1:
        return len(other) >= SHORT and (one + two).isalpha()
    return sorted(one) == sorted(two)


def _shared(word: str, other: str) -> int:
    """Return how many letters two words begin with that are the same."""
    pairs = enumerate(zip(word, other, strict=False))
    return next((place for place, (one, two) in pairs if one != two), min(len(word), len(other)))


def _numbered(key: str, name: str) -> bool:
    """Tell whether keys differ by a number alone, as the rates of several text encoders do."""
    return DIGITS.sub("", key) == DIGITS.sub("", name)


def _at(values: Mapping[str, Any], name: str) -> Any:
    """Return what stands under a name, whose parts may be places in lists."""
    found: Any = at(values, name)
    if found is not None:
        return found
    found = values
    for part in name.split("."):
        if isinstance(found, list | tuple) and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        else:
            found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _keys(section: Mapping[str, Any]) -> list[str]:
    return sorted(str(key) for key in islice(section, MOST_KEYS))


def _sections(names: Iterable[str]) -> Iterator[str]:
    """Yield the sections that names stand in, and those that these stand in."""
    for name in names:
        while name:
            yield (name := name.rpartition(".")[0])


def _inside(names: Iterable[str], section: str) -> set[str]:
    """Return the last parts of the names that stand in a section."""
    return {name.rpartition(".")[2] for name in names if name.rpartition(".")[0] == section}


def _opened(names: set[str], section: str) -> set[str]:
    """Return the keys of a section that are read, or that something was looked for in."""
    start = f"{section}." if section else ""
    return {name[len(start) :].partition(".")[0] for name in names if name.startswith(start)}


def _plain(key: str) -> str:
    """Return a key as the formats have it that let its words be joined by hyphens."""
    return key.strip("- ").replace("-", "_")
