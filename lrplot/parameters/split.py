"""Cuts text: a word at its label and its commas, a list or mapping into its items."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator

from lrplot.errors import LrplotError, shown


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


def split_word(word: str) -> tuple[str | None, str]:
    """Return the label of a word, and the word; raise `LrplotError` for a label without one."""
    label, body = split_label(word)
    head, _, rest = body.partition("=")
    if label is None and rest and re.fullmatch(r"[^:(\n]+", head):
        loose = not _closed(head) and not _closed(body)
        if loose and not os.path.exists(body):
            said = f"the label {shown(head)} has a bracket without the other of its pair"
            raise LrplotError(f"{said}: leave it out, {shown('LABEL=' + rest)}")
    if word and not body:
        raise LrplotError(f"{shown(word)} names no schedule")
    return label, body


def _closed(text: str) -> bool:
    """Tell whether every bracket of `text` is closed, and was opened, in it."""
    return all(text.count(first) == text.count(last) for first, last in ("()", "[]", "{}"))


def split(text: str) -> list[str]:
    """Return the parts of `text` between the commas that are in no bracket and no quotes."""
    cuts = [-1, *(place for place, character in _outside(text) if character == ","), len(text)]
    return [text[a + 1 : b] for a, b in itertools.pairwise(cuts)]


def items(text: str) -> list[str]:
    """Return the texts of the items of a list: `[a, b]`, or `a, b` without its brackets."""
    inner = _inside(text, "[", "]")
    return [part.strip() for part in split(inner)] if inner else []


def pairs(text: str) -> list[list[str]]:
    """Return the texts of the items of a mapping, cut at their colons: `{a: b, c: d}`."""
    inner = _inside(text, "{", "}")
    return [part.split(":") for part in split(inner)] if inner else []


def unquoted(text: str) -> str:
    """Return a text without the quotes that it stands in, if it does."""
    text = text.strip()
    return text[1:-1] if re.fullmatch(r"(['\"])(?:(?!\1).)*\1", text, re.DOTALL) else text


def _inside(text: str, opening: str, closing: str) -> str:
    inner = text.strip()
    if inner.startswith(opening) != inner.endswith(closing):
        raise LrplotError(f"the brackets of {shown(inner)} do not match")
    if inner.startswith(opening):
        inner = inner[1:-1].strip()
    return inner.removesuffix(",")


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
