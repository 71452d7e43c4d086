"""`Format`: what a module says of the files that it writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from lrplot.plot.plan import Plot

Progress = Callable[[int], object]
"""Hears how many rows each step of the work has done."""

Write = Callable[[Plot, BinaryIO, Progress, int], None]
"""Writes a plot to a stream; the int is how many processes may work at it."""


@dataclass(frozen=True)
class Format:
    """One of `FORMATS` in a module among the writers, which is found by being there."""

    suffix: str
    write: Write
    text: bool = False
    """Whether it can be shown on a terminal."""
    table: bool = False
    """Whether it has every step of the range, so that a long one takes its time."""
