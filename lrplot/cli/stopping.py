"""Ends the program at once when it is told to: Ctrl-C, TERM and HUP, at any moment."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

undo: list[Callable[[], object]] = []
"""What is to be done before the end, such as to remove files that are half written."""


def listen() -> None:
    """End on a signal from now on, but for those that whoever started the program has ignored."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """Undo, and exit without unwinding.

    An exception would come out wherever the program happens to be: in the import of a module in
    C, which can crash, or in a callback, which would print a traceback and go on.
    """
    for step in undo:
        with contextlib.suppress(Exception):
            step()
    if number == signal.SIGINT:
        with contextlib.suppress(OSError):
            os.write(2, b"lrplot: interrupted\n")
    os._exit(128 + number)
