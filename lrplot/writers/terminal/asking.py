"""Asks the terminal what images it shows; nothing of the answers is left in its input."""

from __future__ import annotations

import os
import re
import select
import time
from dataclasses import dataclass
from typing import Any

from lrplot.errors import LrplotError

try:
    import termios
except ImportError:
    # no such terminals on this system
    termios = None  # type: ignore[assignment]

SECONDS = 1.0
"""How long the terminal may be silent, which may be far away."""

QUESTION = (
    # would kitty's protocol show this pixel? how large are cells, to iTerm2 and to others?
    b"\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\033\\"
    b"\033]1337;ReportCellSize\033\\"
    b"\033[16t"
    # what every terminal answers, after the rest: what it is
    b"\033[c"
)

KITTY = re.compile(rb"\033_Gi=31;OK\033\\")
ITERM = re.compile(rb"\033\]1337;ReportCellSize=([\d.]+);([\d.]+)(?:;([\d.]+))?(?:\033\\|\a)")
CELL = re.compile(rb"\033\[6;(\d+);(\d+)t")
LAST = re.compile(rb"\033\[\?([\d;]*)c")
SIXEL = b"4"

USUAL = (10.0, 20.0)
"""Pixels of a cell where the terminal does not say how many they are."""

INSTEAD = "--format text draws it in letters"


@dataclass(frozen=True)
class Terminal:
    """What a terminal says of itself."""

    protocol: str
    """How it shows images: `kitty`, `iterm` or `sixel`."""
    cell: tuple[float, float]
    """How many pixels its cells are wide and high."""


_changed: list[tuple[int, list[Any]]] = []
"""The terminal while it is asked, and how it was before."""


def restore(answered: bool = False) -> None:
    """Make the terminal what it was before it was asked, if it is being asked.

    Answers that may still come are lost, unless it has `answered`: the rest has been typed.
    """
    while _changed:
        terminal, before = _changed[-1]
        termios.tcsetattr(terminal, termios.TCSANOW if answered else termios.TCSAFLUSH, before)
        _changed.pop()


def asked() -> Terminal:
    """Return how the terminal shows images; `LrplotError` if it does not."""
    said = _answer()
    if not (last := LAST.search(said)):
        raise LrplotError(f"the terminal does not answer what images it shows; {INSTEAD}")
    size = USUAL
    if found := CELL.search(said):
        size = float(found[2]), float(found[1])
    elif found := ITERM.search(said):
        high, wide, scale = (float(part or 1) for part in found.groups())
        size = wide * scale, high * scale
    if min(size) < 1:
        size = USUAL
    if KITTY.search(said):
        return Terminal("kitty", size)
    if ITERM.search(said):
        return Terminal("iterm", size)
    if SIXEL in last[1].split(b";")[1:]:
        return Terminal("sixel", size)
    raise LrplotError(f"the terminal says that it shows no images; {INSTEAD}")


def _answer() -> bytes:
    """Return what the terminal answers; nothing if there is none, or it does not answer."""
    # these would print what they do not know
    if termios is None or os.environ.get("TERM") in ("dumb", "linux"):
        return b""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return b""
    try:
        # what runs behind the shell would be stopped
        return _listened(terminal) if os.tcgetpgrp(terminal) == os.getpgrp() else b""
    except (OSError, termios.error):
        return b""
    finally:
        os.close(terminal)


def _listened(terminal: int) -> bytes:
    before = termios.tcgetattr(terminal)
    quiet = [*before]
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    _changed.append((terminal, before))
    said, deadline = b"", time.monotonic() + SECONDS
    try:
        termios.tcsetattr(terminal, termios.TCSANOW, quiet)
        os.write(terminal, QUESTION)
        while not LAST.search(said):
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([terminal], [], [], left)[0]:
                break
            said += os.read(terminal, 1 << 12)
        return said
    finally:
        restore(LAST.search(said) is not None)
