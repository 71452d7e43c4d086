"""`Named`: what pickles by its name, as functions do, and is the same when it is copied."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Named:
    """What stands in its module under the name of its `function`, in whose place it is."""

    def __reduce__(self) -> Any:
        function = vars(self)["function"]
        place = function.__module__, function.__name__
        if (found := vars(import_module(place[0])).get(place[1])) != self:
            was = "nothing" if found is None else "another"
            raise TypeError(f"cannot pickle {place[1]}: in {place[0]}, {was} has this name")
        return named, place

    def __deepcopy__(self, memo: object) -> Any:
        return self


def named(module: str, name: str) -> Any:
    """Return what a module has under a name."""
    return vars(import_module(module))[name]
