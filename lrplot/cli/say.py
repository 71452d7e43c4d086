"""Says things on standard output and standard error, whatever these are."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
from typing import TextIO

import click

from lrplot.errors import one_line, printable

PLAIN = {"…": "...", "–": "-", "—": "-", "×": "x"} | {
    block: height for block, height in zip("▁▂▃▄▅▆▇█", "_.-=+*%#", strict=True)
}
"""What stands for letters that an encoding does not have."""


def prepare() -> None:
    """Make standard output and error fit to be written to: open, and with a letter for each."""
    codecs.register_error("lrplot", _plain)
    for number, name in ((0, "stdin"), (1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            # closed before the start, as by >&-; a file of ours must not come in its place
            to_nowhere(number)
            mode = "w" if number else "r"
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
        elif number and hasattr(getattr(sys, name), "reconfigure"):
            getattr(sys, name).reconfigure(errors="lrplot")


def out(text: str) -> None:
    """Say on standard output what was asked for; what a terminal would obey is written out."""
    click.echo(_fit(printable(text), sys.stdout))


def note(text: str) -> None:
    """Say a line on standard error, if it takes it."""
    try:
        click.echo(_fit(one_line(text), sys.stderr), err=True)
    except (OSError, ValueError):
        # full, or closed: Python must not complain when it flushes at its end
        to_nowhere(2)


held: list[str] = []
"""The warnings that wait until it is known that there is no error: that alone would be needed."""


def release() -> None:
    """Say the warnings that wait."""
    while held:
        note(held.pop(0))


def width() -> int | None:
    """Return how many columns the terminal has that standard output is; None, if it is none."""
    if not sys.stdout.isatty():
        return None
    # shutil imports what packs files, and nothing of it is wanted in a pipe
    import shutil

    return shutil.get_terminal_size().columns


def to_nowhere(number: int) -> None:
    """Let what is written to a standard stream from now on, or waits to be written, be lost."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        if nowhere != number:
            os.dup2(nowhere, number)
            os.close(nowhere)


def _fit(text: str, stream: TextIO) -> str:
    """Return a text with letters that the stream has; click itself would send UTF-8 to ASCII."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "lrplot").decode(encoding)


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(PLAIN.get(letter, "?") for letter in letters), error.end
