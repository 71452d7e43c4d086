"""Suggests the nearest names for one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

from lrplot.errors.error import LrplotError
from lrplot.errors.quoting import shown


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


def nearest(name: str, known: Iterable[str], alike: float = 0.6) -> list[str]:
    """Return up to three of `known` that `name` may be a slip of, the nearest first.

    `alike` is difflib's ratio that they must reach.
    """
    from difflib import get_close_matches

    by_key: dict[str, str] = {}
    for key in known:
        by_key.setdefault(key.lower().replace("-", "_"), key)
    found = get_close_matches(name[:100].lower().replace("-", "_"), by_key, n=3, cutoff=alike)
    return [by_key[key] for key in found]
