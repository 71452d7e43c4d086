"""Texts that are said beside a script, and are near those that it compares them with."""

from __future__ import annotations

from typing import Any

from lrplot.errors import nearest, shown, warn
from lrplot.specs.script.run import Run


def noted(run: Run, *sides: Any) -> None:
    """Note what a text that is said beside the script is compared with."""
    if not run.given:
        return
    for text, other in (sides, sides[::-1]):
        if isinstance(text, str) and text in run.given.values():
            every = other if isinstance(other, list | tuple) else [other]
            found = run.constants.setdefault(text, set())
            found.update(one for one in every if isinstance(one, str))


def check(run: Run) -> None:
    """Warn of a text that is none of those that it is compared with, and near one of them."""
    for name, text in run.given.items():
        every = run.constants.get(text, ()) if isinstance(text, str) else ()
        if text not in every and (near := nearest(str(text), every)):
            warn(f"--let {name}={text}: the script knows {shown(near[0])}, not {shown(text)}")
