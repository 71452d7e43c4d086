"""Writes the text of `lrplot list`: every schedule's name and sentence, by framework."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from lrplot.catalogue import find
from lrplot.errors import LrplotError

WIDE = 72
"""A first column wider than this has its line to itself."""


def listing(only: str = "") -> str:
    """Return the catalogue's names and sentences, by framework; `only` those that contain it."""
    wanted = only.lower().replace("_", "-")
    blocks = []
    for framework, heading, sentences in find.contents():
        lines = [
            (title, said)
            for title, said in sentences.items()
            if wanted in f"{framework} {title} {said}".lower().replace("_", "-")
        ]
        if lines:
            blocks.append(f"{heading.rstrip('.')}\n{columns(lines)}")
    if not blocks:
        raise LrplotError(f"no schedule has {only!r} in its name or sentence")
    return "\n\n".join(blocks)


def columns(rows: Iterable[tuple[str, str]]) -> str:
    """Return rows of two columns, the second wrapped to the width of a page."""
    rows = list(rows)
    width = min(34, max(len(left) for left, _ in rows)) + 4
    out = []
    for left, right in rows:
        head = f"  {left:<{width - 4}}  "
        if len(head) > WIDE:
            out.append(head.rstrip())
            head = " " * width
        lines = textwrap.wrap(right, 96, initial_indent=head, subsequent_indent=" " * width)
        out += lines or [head.rstrip()]
    return "\n".join(out)
