"""`Origin`: the script that a schedule stands in, what it is there, and how long it trains."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Unsaid:
    """Why something is not known, and what would say it."""

    why: str
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Origin:
    """Where a schedule was found in a training script."""

    path: str = ""
    """The script's; none for lines that are pasted."""
    name: str = ""
    """What tells it from others of the script: a variable, or a class."""
    group: str = ""
    """The parameter group that it is the rate of, where that matters."""
    said: str = ""
    """What was said beside the script, where that is a sweep."""
    updates: float = math.inf
    """How many updates are made: the rates behind the last are none."""
    epoch: float | None = None
    """How many of them an epoch has."""
    units: tuple[tuple[str, float], ...] = ()
    """How many samples, or tokens, one has."""
    others: tuple[tuple[str, str | Unsaid], ...] = ()
    """Words for what else its optimizer has, by its name there: momentum, beta1, weight_decay."""
