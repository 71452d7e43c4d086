"""Which programs `spellings.py` records, and how each is run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE))

Run = Callable[[Path], tuple[float, int]]
PROGRAMS: dict[str, tuple[str, dict[str, Any], str, Run]] = {}
"""By name: the packages, the file's name and options, its text, and what trains with it."""


def program(packages: str, file: str, text: str, **options: Any) -> Callable[[Run], Run]:
    """Keep a run under the name of its format, with RATE for the rate and LENGTH for the length."""

    def keep(run: Run) -> Run:
        PROGRAMS[run.__name__] = packages, {"file": file, "options": options}, text, run
        return run

    return keep


def top(found: list[float]) -> tuple[float, int]:
    """Return the highest of the rates, and how many there are."""
    return max(found), len(found)
