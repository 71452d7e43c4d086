"""`Lets` and `Sizes`: what is said beside a script or a word."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, shown, where


@dataclass(frozen=True)
class Lets:
    """The values of expressions, both as text: `len(loader)` is `1250`."""

    values: tuple[tuple[str, str], ...] = ()
    used: set[str] = field(default_factory=set, compare=False)
    """The expressions that something has read."""

    def __bool__(self) -> bool:
        return bool(self.values)

    def check(self) -> None:
        """Raise `LrplotError` for what nothing has read."""
        for name, value in self.values:
            if name not in self.used:
                raise LrplotError(f"--let {shown(f'{name}={value}')}: nothing reads {name}")


@dataclass(frozen=True)
class Sizes:
    """What is said of the data and the machines of a training; None is "not said"."""

    dataset: int | None = None
    """How many examples an epoch has."""
    gpus: int | None = None
    """How many processes train, each with batches of its own."""
    epoch: float | None = None
    """How many updates an epoch has."""
    used: set[str] = field(default_factory=set, compare=False)

    def examples(self) -> int | None:
        """Return how many examples an epoch has, as something reads it."""
        self.used.add("--dataset-size")
        return self.dataset

    def processes(self) -> int:
        """Return how many processes train, as something reads it."""
        self.used.add("--gpus")
        return self.gpus or 1

    def check(self) -> None:
        """Raise `LrplotError` for what nothing has read."""
        for flag, value in (("--dataset-size", self.dataset), ("--gpus", self.gpus)):
            if value is not None and flag not in self.used:
                raise LrplotError(f"{flag} {value}: nothing here depends on it")


def lets(items: Iterable[str]) -> Lets:
    """Return what `NAME=VALUE` says, each NAME an expression as it stands in the text."""
    found: dict[str, str] = {}
    for item in items:
        name, value = _split(item)
        with where(f"--let {shown(item)}"):
            spelled = ast.unparse(numbers.syntax(name))
        if spelled in found:
            raise LrplotError(f"--let {name} is given twice")
        found[spelled] = value
    return Lets(tuple(found.items()))


def several(items: Iterable[str]) -> list[list[str]]:
    """Return `NAME=VALUE` items name by name: one that comes again is a sweep."""
    found: dict[str, list[str]] = {}
    for item in items:
        found.setdefault(_split(item)[0], []).append(item)
    return list(found.values())


def _split(item: str) -> tuple[str, str]:
    """Return what stands before and behind the `=`, which is none of a comparison or a call."""
    depth = 0
    for place, letter in enumerate(item):
        depth += (letter in "([{") - (letter in ")]}")
        alone = item[place - 1 : place] not in ("=", "!", "<", ">") and item[place + 1 :][:1] != "="
        if letter == "=" and not depth and alone and place:
            return item[:place].strip(), item[place + 1 :].strip()
    raise LrplotError(f"--let {shown(item)}: it is NAME=VALUE, as in --let 'len(loader)=1250'")
