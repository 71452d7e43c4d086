"""`Memory`: what a reader has looked up in a configuration, and what it worked out of that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Memory:
    """What has been looked up in a file, and what was worked out of it."""

    values: dict[str, str] = field(default_factory=dict)
    """What each key said, as text, with where it comes from if not from the file."""
    absent: set[str] = field(default_factory=set)
    looked: set[str] = field(default_factory=set)
    """Keys and sections that were looked for and are not there."""
    notes: list[str] = field(default_factory=list)
    """Sentences on what follows from the values."""
    stressed: list[str] = field(default_factory=list)
    """Those that matter most."""
    texts: Collection[str] = ()
    """How keys begin whose text is no number to the program."""
    bare: bool = False
    """Whether a number with an exponent is one to the program, though PyYAML takes it for text."""
    wholes: Collection[str] = ()
    """How keys begin whose whole number is written without a point or an exponent."""
    null: Collection[str] = ()
    """Keys whose null stands for their default."""
    units: dict[str, float] = field(default_factory=dict)
    """How many samples, and tokens, an update has, where that is worked out."""
    supposed: dict[str, Any] = field(default_factory=dict)
    """What stands for missing values, so that all that is missing can be asked for at once."""
