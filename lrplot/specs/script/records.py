"""Named tuples of a script: tuples whose items have names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lrplot.specs.script.values import Class


class Record(tuple[Any, ...]):
    """An object of a class that derives from `NamedTuple`."""

    of: Class
    fields: tuple[str, ...]

    def get(self, name: str, other: Any) -> Any:
        """Return the item of a name; something else where it has none."""
        return self[self.fields.index(name)] if name in self.fields else other


def record(of: Class, fields: Iterable[str], values: Iterable[Any]) -> Record:
    """Return a tuple of a class with these fields."""
    found = Record(values)
    found.of, found.fields = of, tuple(fields)
    return found
