"""`Keys`: a configuration's values, each checked as it is looked up, and remembered."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, nearest, one_of, shown
from lrplot.readers.common import texts
from lrplot.readers.common.data import at
from lrplot.readers.common.memory import Memory
from lrplot.specs.lets import Sizes

NEEDED = object()
"""The default of a key that must be there."""

DEFAULT = " (default)"
"""What stands behind a value that the file does not say."""


class MissingError(LrplotError):
    """A value that neither the file nor an option says."""

    def __init__(self, key: str, asks: tuple[str, ...], what: str = "") -> None:
        """`key` is the key in full, or the option, `what` how a message calls it."""
        super().__init__(what or key, asks)
        self.key = key


class Keys:
    """The keys of a configuration, or of a section of it; dots lead into sections."""

    def __init__(
        self,
        path: str,
        data: Mapping[str, Any],
        said: Sizes,
        origins: Mapping[str, str],
        prefix: str = "",
        memory: Memory | None = None,
    ) -> None:
        """`path` is the file's; `origins` says of keys not its own which option gave them."""
        self.path, self.data, self.said, self.origins = path, data, said, origins
        self.prefix, self.memory = prefix, memory or Memory()

    def __contains__(self, key: str) -> bool:
        return self._find(key) is not None

    def __iter__(self) -> Iterator[str]:
        for key in self.data:
            if not isinstance(key, str):
                raise LrplotError(f"{self.prefix or 'the file: '}{shown(key)} is no name of a key")
            yield key

    def over(self, data: Mapping[str, Any]) -> Keys:
        """Return the same keys with other values: references filled in, or defaults beneath."""
        return Keys(self.path, data, self.said, self.origins, self.prefix, self.memory)

    def section(self, key: str) -> Keys:
        """Return a section, an empty one if it is not there."""
        found = self._find(key)
        self._check_sections(key)
        if found is not None and not isinstance(found, Mapping):
            raise LrplotError(f"{self.prefix}{key} must be a section, not {shown(found)}")
        return Keys(
            self.path, found or {}, self.said, self.origins, f"{self.prefix}{key}.", self.memory
        )

    def sections(self, key: str) -> list[Keys]:
        """Return the sections of a list."""
        found = self.items(key)
        for place, one in enumerate(found):
            if not isinstance(one, Mapping):
                raise LrplotError(f"{self.prefix}{key}: item {place} must be a section")
        return [
            Keys(
                self.path, one, self.said, self.origins, f"{self.prefix}{key}.{place}.", self.memory
            )
            for place, one in enumerate(found)
        ]

    def any(self, key: str, default: Any = None) -> Any:
        """Return whatever a key has; `default`, remembered as that, where it has nothing.

        A null is nothing, but no number, and most programs take it for what it is.
        """
        found, name = self._find(key), self.prefix + key
        if found is None:
            self._check_sections(key)
            if default and default is not NEEDED and name not in self.memory.null:
                self.check_null(key, default)
            if name in self.memory.supposed:
                return self.memory.supposed[name]
            self.memory.absent.add(name)
            if default is NEEDED:
                raise MissingError(name, ("--set", f"{name}=…"))
            if default is not None:
                self.memory.values.setdefault(name, f"{_text(default)}{DEFAULT}")
            return default
        origin = self.origins.get(name)
        self.memory.values[name] = _text(found) + (f" ({origin})" if origin else "")
        return found

    def check_null(self, key: str, default: Any) -> None:
        """Raise `LrplotError` for a null where a program would take it in its default's place."""
        section, _, last = key.rpartition(".")
        inner = self._find(section) if section else self.data
        if isinstance(inner, Mapping) and last in inner and inner[last] is None:
            usual = f"leave it out for {_text(default)}, or type --set {self.prefix}{key}=…"
            raise LrplotError(f"{self.prefix}{key}: null is no value here; {usual}")

    def number(
        self, key: str, default: Any = NEEDED, low: float = -math.inf, high: float = math.inf
    ) -> Any:
        """Return a finite number; text is one where Python's `float` reads it."""
        found = self.any(key, default)
        return found if found is default else self._number(key, found, low, high)

    def whole(self, key: str, default: Any = NEEDED, low: int = 0) -> Any:
        """Return a whole number."""
        found = self.number(key, default, low)
        if found is default:
            return found
        texts.check_whole(self.prefix + key, self._find(key), self.memory)
        if found != int(found) or abs(found) > numbers.EXACT:
            raise LrplotError(f"{self.prefix}{key} must be a whole number, not {shown(found)}")
        return int(found)

    def text(self, key: str, default: Any = NEEDED) -> Any:
        """Return text."""
        found = self.any(key, default)
        if found is not default and not isinstance(found, str):
            raise LrplotError(f"{self.prefix}{key} must be text, not {shown(found)}")
        return found

    def choice(self, key: str, known: Iterable[str], default: Any = NEEDED) -> Any:
        """Return one of several texts."""
        found, known = self.text(key, default), tuple(known)
        if found is not default and found not in known:
            near = nearest(found, known) or known
            raise LrplotError(f"{self.prefix}{key}: no {shown(found)}; it is {one_of(near)}")
        return found

    def flag(self, key: str, default: bool = False) -> bool:
        """Return a truth."""
        found = self.any(key, default)
        if isinstance(found, str) and found.lower() in ("true", "false"):
            return found.lower() == "true"
        if not isinstance(found, bool):
            raise LrplotError(f"{self.prefix}{key} must be true or false, not {shown(found)}")
        return found

    def items(self, key: str, default: Any = None) -> list[Any]:
        """Return the items of a list."""
        found = self.any(key, default)
        if found is None:
            return []
        if not isinstance(found, list | tuple):
            raise LrplotError(f"{self.prefix}{key} must be a list, not {shown(found)}")
        return list(found)

    def numbers(self, key: str, default: Any = None, low: float = -math.inf) -> list[float]:
        """Return the numbers of a list."""
        return [self._number(key, one, low, math.inf) for one in self.items(key, default)]

    def dataset_size(self, what: str = "how many examples an epoch has") -> int:
        """Return how many examples an epoch has, which hardly a file says."""
        many = self.said.examples()
        if many is None:
            many = self.memory.supposed.get("--dataset-size")
        if many is None:
            raise MissingError("--dataset-size", ("--dataset-size", "N"), what)
        return int(many)

    def gpus(self) -> int:
        """Return how many processes train."""
        many = self.said.processes()
        if self.said.gpus is None and (said := "one GPU is assumed: --gpus N") not in self.notes:
            self.stress(said)
        return many

    def holds(self, **units: float) -> None:
        """Remember how many `samples`, or `tokens`, an update has."""
        self.memory.units.update(units)

    def say(self, note: str) -> None:
        """Remember a sentence on what follows from the values."""
        if note not in self.notes:
            self.notes.append(note)

    def stress(self, note: str) -> None:
        """Remember a sentence that stands beside the picture, too."""
        self.say(note)
        if note not in self.memory.stressed:
            self.memory.stressed.append(note)

    @property
    def notes(self) -> list[str]:
        """The sentences remembered so far."""
        return self.memory.notes

    def argument(self, key: str) -> Any:
        """Return what a key has, whatever that is; text of a number as the program has it."""
        found = self.any(key)
        if isinstance(found, list):
            return [texts.read(self.prefix + key, one, self.memory) for one in found]
        if texts.hint(found, False) and not texts.numeric(found):
            self._number(key, found, -math.inf, math.inf)
        return texts.read(self.prefix + key, found, self.memory)

    def _find(self, key: str) -> Any:
        found = at(self.data, key)
        if found is None:
            self.memory.looked.add(self.prefix + key)
        return found

    def _check_sections(self, key: str) -> None:
        """Raise `LrplotError` where a section that a key would stand in is something else."""
        section = key
        while section := section.rpartition(".")[0]:
            found = at(self.data, section)
            if found is not None and not isinstance(found, Mapping):
                raise LrplotError(f"{self.prefix}{section} must be a section, not {shown(found)}")

    def _number(self, key: str, found: Any, low: float, high: float) -> float:
        value = texts.read(self.prefix + key, found, self.memory)
        if isinstance(value, bool) or not isinstance(value, int | float):
            hint = texts.hint(found, self.prefix + key in self.origins)
            raise LrplotError(f"{self.prefix}{key} must be a number, not {shown(found)}{hint}")
        if not -sys.float_info.max <= value <= sys.float_info.max or not low <= value <= high:
            least = f" from {numbers.text(low)}" if low > -math.inf else ""
            most = f" to {numbers.text(high)}" if high < math.inf else ""
            said = f"must be a number{least}{most}, not {shown(found)}"
            raise LrplotError(f"{self.prefix}{key} {said}")
        return value


def _text(value: Any) -> str:
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) <= sys.float_info.max
    ):
        return numbers.text(value)
    return value if isinstance(value, str) and value else shown(value)
