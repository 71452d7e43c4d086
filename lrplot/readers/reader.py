"""`Reader`: what a module says of the files that it reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from lrplot.plots.plan import Plan
from lrplot.specs.request import Request


class Read(Protocol):
    """Returns the plan in the file at a path; `LrplotError` if it is none."""

    def __call__(self, path: str, allow_python: bool, request: Request) -> Plan:
        """`allow_python` lets the file name Python files, which are run; see `readers.read`."""
        ...


@dataclass(frozen=True)
class Reader:
    """`READER` in a module among the readers, which is found by being there."""

    what: str
    """What such a file is, as a message says it."""
    suffixes: tuple[str, ...]
    """A hint, for a file that no reader recognises: this one says what is wrong with it."""
    recognises: Callable[[str, bytes], bool]
    """Tells from a path and the first bytes of the file whether it is one of these."""
    read: Read
