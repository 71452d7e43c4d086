"""The catalogue as a list."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from lrplot.catalogue import catalogue, entries
from lrplot.errors import LrplotError


def listing(only: str = "") -> str:
    """Return the catalogue's names and sentences, by framework; `only` those that contain it."""
    wanted = only.lower().replace("_", "-")
    blocks = []
    for framework, module in catalogue():
        lines = []
        for entry in entries(module).values():
            text = f"{framework} {entry.title} {entry.summary}"
            if wanted in text.lower().replace("_", "-"):
                lines.append((entry.title, entry.summary))
        if lines:
            title = (module.__doc__ or framework).partition("\n")[0].rstrip(".")
            blocks.append(f"{title}\n{columns(lines)}")
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
        if len(head) > 80:
            # no room beside it
            out.append(head.rstrip())
            head = " " * width
        lines = textwrap.wrap(right, 96, initial_indent=head, subsequent_indent=" " * width)
        out += lines or [head.rstrip()]
    return "\n".join(out)
