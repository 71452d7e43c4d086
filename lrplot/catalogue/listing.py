"""Writes the text of `lrplot list`: frameworks, or names and sentences of schedules."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from lrplot.catalogue import find
from lrplot.catalogue.outline import SHORT
from lrplot.catalogue.search import Group, groups, search
from lrplot.errors import LrplotError, nearest, one_of, shown

PAGE = 96
"""The width of a page, in which text is wrapped."""

WIDE = 24
"""A first column that leaves less than this has its line to itself."""

OWN = (SHORT, "compose")
"""The modules that are no framework."""


def index(width: int | None = None) -> str:
    """Return the short names, the pieces, and the frameworks with how many schedules each has.

    Lines end at the width, if there is one.
    """
    known = groups(find.contents())
    theirs = [group for group in known if group.framework not in OWN]
    long = max(len(group.framework) for group in theirs)
    rows = [(f"{g.framework:<{long}}  {len(g.schedules):>3}", g.heading) for g in theirs]
    total = sum(len(group.schedules) for group in theirs)
    return "\n\n".join(
        [
            *(_names(group, width or PAGE) for group in known if group.framework in OWN),
            "\n".join([f"{total} schedules of {len(theirs)} frameworks", *lines(rows, width)]),
            _hints(width),
        ]
    )


def _names(group: Group, width: int) -> str:
    """Return the names of a group's schedules, in lines."""
    names = textwrap.fill(
        "  ".join(listed.title for listed in group.schedules), width,
        initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False,
    )  # fmt: skip
    return f"{group.heading.partition(':')[0]}\n{names}"


def _hints(width: int | None) -> str:
    rows = [
        ("lrplot list plain", "what the short names are; compose: the pieces"),
        ("lrplot list torch", "the schedules of a framework"),
        ("lrplot list warm restarts", "every schedule that has these words"),
        ("lrplot info torch.OneCycleLR", "what one of them is"),
    ]
    return "\n".join(lines(rows, width))


def listing(words: Sequence[str] = (), width: int | None = None) -> str:
    """Return the names and sentences of the schedules that have all of the words.

    What is all of a framework's has its heading. Lines end at the width, if there is one.
    """
    groups = found(words)
    rows = [[(each.title, each.sentence) for each in group.schedules] for group in groups]
    if not groups[0].heading:
        return "\n".join(lines([row for part in rows for row in part], width))
    blocks = zip((cut(group.heading, width) for group in groups), rows, strict=True)
    return "\n\n".join("\n".join([heading, *lines(part, width)]) for heading, part in blocks)


def found(words: Sequence[str]) -> Sequence[Group]:
    """Return what has all of the words; `LrplotError`, with the nearest names, if nothing has."""
    known = groups(find.contents())
    if have := search(known, words):
        return have
    names = [name for group in known for name in group.names]
    schedules = [each for group in known for each in group.schedules]
    names += [name for s in schedules for name in (s.title.rpartition(".")[2], *s.keywords)]
    said = " ".join(words)
    near = nearest(said, names)
    hint = f"did you mean {one_of(near)}?" if near else "lrplot list shows the frameworks"
    raise LrplotError(f"no schedule has {shown(said)} in its name, sentence or keywords; {hint}")


def lines(rows: Iterable[tuple[str, str]], width: int | None) -> list[str]:
    """Return rows of two columns, one a line, cut at the width, if there is one."""
    rows = list(rows)
    first = min(40, max(len(left) for left, _ in rows))
    return [cut(f"  {left:<{first}}  {right}", width) for left, right in rows]


def cut(line: str, width: int | None) -> str:
    """Return a line of at most so many characters."""
    return line if width is None or len(line) <= width else f"{line[: width - 1]}…"


def columns(rows: Iterable[tuple[str, str]], page: int = PAGE) -> str:
    """Return rows of two columns, the second wrapped to the width of a page."""
    rows = list(rows)
    width = min(34, page // 3, max(len(left) for left, _ in rows)) + 4
    out = []
    for left, right in rows:
        head = f"  {left:<{width - 4}}  "
        if len(head) > page - WIDE:
            out.append(head.rstrip())
            head = " " * width
        wrapped = textwrap.wrap(right, page, initial_indent=head, subsequent_indent=" " * width)
        out += wrapped or [head.rstrip()]
    return "\n".join(out)
