"""`Case`, an input that nobody wrote, and the error for a law that it breaks."""

from __future__ import annotations

import shlex
from dataclasses import dataclass


class BrokenError(AssertionError):
    """A law that an input breaks; `kind` is the same for what has the same cause."""

    def __init__(self, kind: str, said: str) -> None:
        super().__init__(f"{kind}: {said}" if said else kind)
        self.kind = kind


def held(condition: object, kind: str, said: object = "") -> None:
    """Raise `BrokenError` where a law is broken."""
    if not condition:
        raise BrokenError(kind, str(said)[:2000])


@dataclass(frozen=True)
class Case:
    """A command line, the files that it finds, and how long it may take."""

    args: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...] = ()
    words: tuple[str, ...] = ()
    """The words among the arguments, whose curves are looked at where they are drawn."""
    output: str = ""
    """The file that is asked for, if one is."""
    seconds: float = 5.0

    def typed(self) -> str:
        """Return what to type for this; Python's own call where it cannot be typed."""
        made = [f"{name}: {data!r}" for name, data in self.files]
        line = shlex.join(["lrplot", *self.args])
        if not line.isprintable():
            line = f"lrplot.cli.main({list(self.args)!r})"
        return "\n  ".join([line, *made])
