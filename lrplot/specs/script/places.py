"""Lines of the files that are read beside a script: each says of which file it is."""

from __future__ import annotations

import ast

APART = 10_000_000
"""How far the lines of a file are from those of the file that is read before it."""


class Line(int):
    """The number of a line in another file than the script: no other line has it."""

    own: int
    file: str

    def __str__(self) -> str:
        return f"{self.own} of {self.file}"

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


def line(number: int, file: str, place: int) -> Line:
    """Return a line of a file, the first read beside the script, or the second, and so on."""
    found = Line(number + place * APART)
    found.own, found.file = number, file
    return found


def numbered(tree: ast.Module, file: str, place: int) -> None:
    """Have each line say of which file it is."""
    lines: dict[int, Line] = {}
    for part in ast.walk(tree):
        if (own := getattr(part, "lineno", None)) is not None:
            if own not in lines:
                lines[own] = line(own, file, place)
            part.lineno = lines[own]  # type: ignore[attr-defined]
