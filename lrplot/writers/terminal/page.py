"""A page of letters, each with its colour, and how many columns letters take."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

PLAIN_COLOR = "\033[39m"

Cell = tuple[str, str]
"""A letter, and what makes a terminal write in its colour."""


def cells(text: str) -> list[str]:
    """Return what stands in each column of a text: a wide letter has nothing in its second."""
    out: list[str] = []
    for letter in text:
        if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
            # it changes the letter before it
            out[-1:] = [(out or [" "])[-1] + letter]
        elif unicodedata.east_asian_width(letter) in "WF":
            out += [letter, ""]
        else:
            out.append(letter)
    return out


class Page:
    """Rows of letters, from the top, at most `width` columns wide; what is beyond is cut off."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows: list[list[Cell]] = []

    @property
    def widest(self) -> int:
        """How many columns the longest row has."""
        return max(map(len, self.rows), default=0)

    def put(self, row: int, column: int, text: str, code: str = "") -> None:
        """Put letters at a place, in a colour."""
        self._put(row, column, [(letter, code) for letter in cells(text)])

    def centered(self, row: int, column: int, text: str) -> None:
        """Put a text so that its middle is at a place, or as near as the page allows."""
        long = len(cells(text))
        self.put(row, max(0, min(column - long // 2, self.width - long)), text)

    def paste(self, row: int, column: int, other: Page) -> None:
        """Put another page at a place."""
        for number, letters in enumerate(other.rows):
            self._put(row + number, column, letters)

    def _put(self, row: int, column: int, letters: Sequence[Cell]) -> None:
        while len(self.rows) <= row:
            self.rows.append([])
        own = self.rows[row]
        letters = letters[: max(0, self.width - column)]
        own.extend([(" ", "")] * (column + len(letters) - len(own)))
        own[column : column + len(letters)] = letters

    def text(self) -> str:
        """Return the page, a row a line."""
        return "".join(f"{_line(row)}\n" for row in self.rows)


def _line(row: Sequence[Cell]) -> str:
    out, now = [], ""
    for letter, code in row:
        # a space has no colour
        if letter != " " and code != now:
            out.append(code or PLAIN_COLOR)
            now = code
        out.append(letter)
    return "".join(out).rstrip() + (PLAIN_COLOR if now else "")
