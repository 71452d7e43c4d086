"""Writes out what a user gave, short enough for a message, and safe for a terminal."""

from __future__ import annotations

import ast

LONGEST = 400
"""The most characters of a message."""


def shown(text: object, most: int = 60) -> str:
    """Return `text` quoted for a message, cut when it is long; a syntax tree as its source."""
    try:
        quoted = repr(_plain(text))
    except ValueError:
        # Python does not write out an int of thousands of digits
        quoted = "a huge number"
    return quoted if len(quoted) <= most else f"{quoted[: most - 1]}…"


def printable(text: str) -> str:
    """Return `text` with its control characters written out: a terminal would obey them."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() or letter in "\n\t" else _escaped(letter) for letter in text
    )


def one_line(text: str, most: int = LONGEST) -> str:
    """Return `text` as one line of at most so many characters, cut in its middle."""
    if not text.isprintable():
        text = printable(" ".join(text.split()))
    if len(text) <= most:
        return text
    # the end says what is wrong, and what to type
    return f"{text[: most // 2]}…{text[1 - most // 2 :]}"


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode()


def written(value: object) -> str:
    """Return a value as text, a syntax tree as its source."""
    return str(_plain(value))


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return type(value)(map(_plain, value))
    if isinstance(value, dict):
        return {_plain(name): _plain(item) for name, item in value.items()}
    try:
        return ast.unparse(value) if isinstance(value, ast.AST) else value
    except RecursionError:
        return "…"
