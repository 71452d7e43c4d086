"""Where a word is cut: after its label, between its parameters, between the items of a list."""

from __future__ import annotations

import itertools
from collections.abc import Iterator


def split_label(word: str) -> tuple[str | None, str]:
    """Return the label in front of a word, if there is one, and the word without it."""
    for place, character in _outside(word, quotes=""):
        if character == ":":
            break
        if character == "=":
            # a label of bytes that are no UTF-8 could not be written anywhere
            label = word[:place].strip().encode("utf-8", "surrogatepass")
            return label.decode("utf-8", "replace") or None, word[place + 1 :].strip()
    return None, word.strip()


def split(text: str) -> list[str]:
    """Return the parts of `text` between the commas that are in no bracket and no quotes."""
    cuts = [-1, *(place for place, character in _outside(text) if character == ","), len(text)]
    return [text[a + 1 : b] for a, b in itertools.pairwise(cuts)]


def _outside(text: str, quotes: str = "'\"") -> Iterator[tuple[int, str]]:
    """Yield the places and characters of `text` that are in no bracket and no quotes."""
    depth, quote = 0, ""
    for place, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in quotes:
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif depth == 0:
            yield place, character
