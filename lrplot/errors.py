"""The one exception for what a user can put right, and the nearest names to suggest."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class LrplotError(ValueError):
    """Something in the input is wrong: what, where, and the nearest right thing."""


@contextmanager
def where(place: str) -> Iterator[None]:
    """Say where it was, in front of whatever `LrplotError` the block raises."""
    try:
        yield
    except LrplotError as error:
        raise LrplotError(f"{place}: {error}") from error.__cause__


def one_of(names: Iterable[str]) -> str:
    """Return `names` as they stand in a sentence: "a, b or c"."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def unknown(
    kind: str, name: str, known: Iterable[str], otherwise: str = "", part: str = ""
) -> LrplotError:
    """Return the error for a `name` that is not among `known`, with the nearest that are.

    `otherwise` is what to say when nothing is near; `part` is the part of the name that counts.
    """
    near = nearest(part or name, known)
    said = f"did you mean {one_of(near)}?" if near else otherwise
    hint = f"; {said}" if said else ""
    return LrplotError(f"no {kind} {shown(name)}{hint}")


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """Return up to three of `known` that `name` may be a slip of, the nearest first."""
    from difflib import get_close_matches

    by_key: dict[str, str] = {}
    for key in known:
        by_key.setdefault(key.lower().replace("-", "_"), key)
    found = get_close_matches(name[:100].lower().replace("-", "_"), by_key, n=3)
    return [by_key[key] for key in found]


def shown(text: object, most: int = 60) -> str:
    """Return `text` quoted for a message, cut when it is long; a syntax tree as its source."""
    try:
        quoted = repr(_plain(text))
    except ValueError:
        # Python does not write out an int of thousands of digits
        quoted = "a huge number"
    return quoted if len(quoted) <= most else f"{quoted[: most - 1]}…"


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
