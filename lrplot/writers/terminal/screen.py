"""Tells what a stream can show: how many letters, which of them, and in which colours."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from itertools import product
from typing import BinaryIO

Color = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""

LEVELS = (0, 95, 135, 175, 215, 255)
"""The levels of red, green and blue among the 256 colours of most terminals."""

LIGHTEST, DARKEST = 0.3, 0.1
"""Luminances between which a colour can be told from a white ground and from a black one."""


@dataclass(frozen=True)
class Screen:
    """What a stream can show."""

    width: int
    height: int
    colors: int
    """How many: none, 256, or 2 ** 24."""
    encoding: str
    dots: bool
    """Whether it has the letters of braille, and those that lines are drawn with."""

    def letters(self, text: str) -> str:
        """Return a text in letters that can be shown, one for each."""
        # what turns the direction of a line, or has no width, would move the rest of it
        text = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
        return text.encode(self.encoding, "replace").decode(self.encoding)

    def code(self, color: Color) -> str:
        """Return what makes a terminal write in a colour."""
        wanted = [round(255 * part) for part in color]
        if self.colors > 256:
            return f"\033[38;2;{';'.join(map(str, wanted))}m"
        known = {16 + n: rgb for n, rgb in enumerate(product(LEVELS, repeat=3))}
        known |= {232 + n: (8 + 10 * n,) * 3 for n in range(24)}

        def far(number: int) -> int:
            return sum((a - b) ** 2 for a, b in zip(wanted, known[number], strict=True))

        return f"\033[38;5;{min(known, key=far)}m"


def screen(stream: BinaryIO) -> Screen:
    """Return what a stream can show, as it and the environment say."""
    size = shutil.get_terminal_size()
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        # the letters of Linux's own console are too few
        dots = os.environ.get("TERM") != "linux" and bool("⣿└".encode(encoding))
    except UnicodeEncodeError:
        dots = False
    return Screen(size.columns, size.lines, _colors(stream.isatty()), encoding, dots)


def _colors(terminal: bool) -> int:
    """Return how many colours there are, by https://no-color.org and what is like it."""
    said = os.environ.get
    forced = any(said(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE"))
    plain = not terminal or said("TERM", "dumb") == "dumb" or said("CLICOLOR") == "0"
    if said("NO_COLOR") or (plain and not forced):
        return 0
    return 1 << 24 if said("COLORTERM") in ("truecolor", "24bit") else 256


def readable(color: Color) -> Color:
    """Return a colour that can be read whether the ground is white or black."""
    now = _luminance(color)
    if DARKEST <= now <= LIGHTEST:
        return color
    wanted, end = (LIGHTEST, 0.0) if now > LIGHTEST else (DARKEST, 1.0)
    low, high = 0.0, 1.0
    for _ in range(12):
        part = (low + high) / 2
        mixed = tuple(c + (end - c) * part for c in color)
        if (_luminance(mixed) > wanted) == (now > wanted):
            low = part
        else:
            high = part
    return mixed[0], mixed[1], mixed[2]


def _luminance(color: tuple[float, ...]) -> float:
    """Return the relative luminance of WCAG 2.1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
