"""Members of a script's own `Enum`: equal to themselves alone, whatever their values are."""

from __future__ import annotations

from typing import Any

from lrplot.specs.script.values import MISSING, Class, Function

ENUMS = ("enum.Enum", "enum.Flag")


class Member:
    """One of a kind: no text or number is equal to it, and it is true."""

    called: str
    """What it is called: `Mode.TRAIN`."""
    of: Class
    line: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Member) and self.called == other.called

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.called)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return self.called

    __format__ = object.__format__

    def get(self, name: str) -> Any:
        """Return its name or its value; `MISSING` for another attribute."""
        if name in ("name", "_name_"):
            return self.called.rpartition(".")[2]
        return self.plain() if name in ("value", "_value_") else MISSING

    def plain(self) -> Any:
        """Return its value."""
        raise NotImplementedError


class _Text(Member, str):
    def plain(self) -> str:
        return str.__str__(self)


class _Whole(Member, int):
    def plain(self) -> int:
        return int.__int__(self)


class _Real(Member, float):
    def plain(self) -> float:
        return float.__float__(self)


KINDS: dict[type, type[_Text | _Whole | _Real]] = {str: _Text, int: _Whole, float: _Real}


def member(of: Class, name: str, value: Any) -> Any:
    """Return what a class has by a name: the one member of it, where it is a plain `Enum`."""
    kind, roots = KINDS.get(type(value)), {*of.roots()}
    if kind is None or name.startswith("_") or name not in of.scope.names:
        return value
    if not roots or not roots <= {*ENUMS}:
        return value
    found = kind(value)
    found.called, found.line = f"{of.node.name}.{name}", of.node.lineno
    found.of = of
    # it is the same one the next time
    of.scope.names[name] = found
    return found


MIXED = ("enum.IntEnum", "enum.StrEnum", "enum.IntFlag")

AUTO = "auto() at "
"""What stands for a value of `auto()` until its class is made, with a number behind it."""


def every(of: Class) -> dict[str, Any] | None:
    """Return the members of a class by their names; None for one that is no `Enum`."""
    if not {*of.roots()} & {*ENUMS, *MIXED}:
        return None
    names = [
        name
        for name, value in of.scope.names.items()
        if not name.startswith("_") and not isinstance(value, Function | Class)
    ]
    return {name: member(of, name, of.scope.names[name]) for name in names}


def by_value(of: Class, args: list[Any]) -> Any:
    """Return the member with a value; `MISSING` where there is none, or no `Enum`."""
    known = every(of)
    if known is None or len(args) != 1 or of.lookup("_missing_") is not MISSING:
        return MISSING
    for one in known.values():
        own = one.plain() if isinstance(one, Member) else one
        if one is args[0] or (type(own) is type(args[0]) and own == args[0]):
            return one
    return MISSING


def numbered(of: Class) -> None:
    """Give the members that are `auto()` their values."""
    if of.lookup("_generate_next_value_") is not MISSING:
        return
    roots, last = {*of.roots()}, 0
    for name, value in of.scope.names.items():
        if isinstance(value, str) and value.startswith(AUTO):
            flags = roots & {"enum.Flag", "enum.IntFlag"}
            number = 2 ** last.bit_length() if flags else last + 1
            of.scope.names[name] = value = name.lower() if "enum.StrEnum" in roots else number
        if type(value) is int:
            last = value
