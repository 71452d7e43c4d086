"""Writes out what a user gave, short enough for a message."""

from __future__ import annotations

import ast


def shown(text: object, most: int = 60) -> str:
    """Return `text` quoted for a message, cut when it is long; a syntax tree as its source."""
    try:
        quoted = repr(_plain(text))
    except ValueError:
        # Python does not write out an int of thousands of digits
        quoted = "a huge number"
    return quoted if len(quoted) <= most else f"{quoted[: most - 1]}…"


def one_line(text: str, most: int = 200) -> str:
    """Return `text` on one line, control characters written out, cut when it is long."""
    out = "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode()
        for c in " ".join(text[: 10 * most].split())
    )
    return out if len(out) <= most else f"{out[: most - 1]}…"


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
