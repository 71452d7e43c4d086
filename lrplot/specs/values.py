"""`ValueReader`: reads text, YAML's values or a syntax tree for the role of a parameter."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import lrplot.parameters as parameters
from lrplot.arithmetic import numbers
from lrplot.catalogue import Entry, find
from lrplot.catalogue.outline import SHORT
from lrplot.errors import LrplotError, shown, where
from lrplot.parameters import Role, plain
from lrplot.parameters.split import items, split, split_label
from lrplot.pieces import Schedule
from lrplot.specs import syntax
from lrplot.specs.asking import apart, counted
from lrplot.specs.clock import Clock, measured
from lrplot.specs.owners import chosen
from lrplot.specs.request import NOTHING, Request
from lrplot.specs.spec import MOST, SOME_RATE, Spec, inner

Owners = Iterable[Sequence[Entry[...]]]
"""What a name may stand for, framework by framework."""

OwnersOf = Callable[[str, bool], Owners]
"""Finds them; it is told whether the name is called with arguments."""

WORDS = ("", SHORT, "compose")
"""Inside lrplot's own schedules a name alone is a word; elsewhere a script's variable."""

INSIDE = 10
"""How many words a word may stand inside."""

PYTHON_FILE = re.compile(r"(?P<path>[^:()]+\.py)(?::(?P<rest>.*))?", re.DOTALL)


@dataclass(frozen=True)
class ValueReader:
    """Reads values where they stand: by their role, but for schedules inside a schedule."""

    python: bool = True
    """Whether what a word names in a Python file is run where it cannot be read."""
    depth: int = 0
    """How many words it stands inside."""
    near: str = ""
    """The framework of the schedule that it stands inside."""
    mapping: Callable[[Mapping[str, Any], str], Spec] | None = None
    """Reads a mapping that describes a schedule inside a framework's, where there may be one."""
    build: Callable[[Entry[...], dict[str, Any]], Schedule] | None = None
    """Makes the schedule of an entry and its values, to see whether these fit."""
    request: Request = NOTHING
    """What is asked of every schedule; its clock counts the steps."""

    def read(self, role: Role, value: Any) -> Any:
        """Return the value of what is given for a role."""
        if role.holds_schedule:
            return self._held(role, value)
        return role.read(value) if isinstance(value, ast.expr) else measured(role, value)

    def _held(self, role: Role, value: Any) -> Any:
        """Return the value of what is given for a role that may hold a schedule."""
        if isinstance(role, parameters.Lambda) and (file := _in_file(value)):
            entry_of = self._in_file(file["path"], role.rate)
            return self._made(*replace(self, near="")._word(file["rest"] or "", entry_of))
        if not isinstance(role, parameters.Nested):
            return measured(role, value)
        if not role.many:
            return self._schedule(role, value)
        if isinstance(value, str):
            value = items(value)
        elif isinstance(value, ast.List | ast.Tuple):
            value = value.elts
        if not isinstance(value, list | tuple):
            raise LrplotError(f"must be a list of schedules, not {shown(value)}")
        if not value:
            raise LrplotError("must be a list of at least one schedule")
        if len(value) > MOST:
            raise LrplotError(f"must be a list of at most {MOST} schedules, not of {len(value)}")
        return tuple(self._schedule(role, item) for item in value)

    def _schedule(self, role: parameters.Nested, value: Any) -> Spec:
        if isinstance(value, Spec):
            return value
        if role.level and (level := self._level(value)):
            return level
        if isinstance(value, str):
            # a label inside another word is of no use, and does no harm
            return self._made(*self.word(split_label(value)[1]))
        if isinstance(value, ast.Name | ast.Attribute) and self.near not in WORDS:
            raise LrplotError(
                f"{shown(value)} is a variable of your script; write the schedule in its place"
            )
        if isinstance(value, ast.Call | ast.Name | ast.Attribute):
            return self._made(*self.call(value, self._owners))
        if isinstance(value, Mapping) and self.mapping:
            return self.mapping(value, self.near)
        if isinstance(value, ast.Lambda) and role.function:
            return self._made(formula := find.entry("plain.expr"), formula.bind([value], {}))
        spec: Spec = role.convert(plain(value) if isinstance(value, ast.expr) else value)
        return spec

    def _level(self, value: Any) -> Spec | None:
        """Return the schedule that keeps a rate, if the value is a number."""
        with suppress(LrplotError):
            return inner(hold := find.entry("compose.hold"), hold.bind([value], {}))
        return None

    def word(self, body: str) -> tuple[Entry[...], dict[str, Any]]:
        """Return the entry and values of a word without a label.

        They may be too few, and may ask as a request does: what makes a spec of them sees to it.
        """
        if len(body) > numbers.LONGEST_SYNTAX:
            raise LrplotError(f"{shown(body)} is too long to be a word")
        if self.depth > INSIDE:
            raise LrplotError(f"{shown(body)} is nested too deep to be read")
        if not body:
            raise LrplotError("an empty word")
        entry_of: OwnersOf = self._owners
        if file := PYTHON_FILE.fullmatch(body):
            entry_of, body = self._in_file(file["path"]), file["rest"] or ""
        return self._word(body, entry_of)

    def _word(self, body: str, owners_of: OwnersOf) -> tuple[Entry[...], dict[str, Any]]:
        name, _, rest = body.partition(":")
        if "(" in name:
            return self.call(numbers.syntax(body), owners_of)

        def bind(entry: Entry[...]) -> dict[str, Any]:
            with where(entry.title):
                named = pairs(entry, rest)
            inside = replace(self.inside(entry), depth=self.depth + 1)
            return self._in_own_steps(entry, inside.bound(entry, (), named))

        name = name.strip()
        try:
            return chosen(name, owners_of(name, False), bind, self.build, None)
        except LrplotError as error:
            if rest:
                raise
            return self._optimizer(syntax.Call(name, [], {}), error)

    def call(self, node: ast.expr, owners_of: OwnersOf) -> tuple[Entry[...], dict[str, Any]]:
        """Return the entry and values of a tree that calls a schedule, or is the name of one."""
        called = syntax.call(node)

        def bind(entry: Entry[...]) -> dict[str, Any]:
            named = syntax.optimizer_options(entry, called) | called.keywords
            inside = self.inside(entry)
            if entry.framework == SHORT:
                bound = inside.bound(entry, called.args, named)
            else:
                bound = entry.bind(called.args, named, inside.read, partial=True)
            return self._in_own_steps(entry, bound)

        rate = syntax.optimizer_rate(called)
        owners = owners_of(called.name, bool(called.args or called.keywords))
        try:
            return chosen(called.name, owners, bind, self.build, rate)
        except LrplotError as error:
            return self._optimizer(called, error)

    def _optimizer(
        self, called: syntax.Call, error: LrplotError
    ) -> tuple[Entry[...], dict[str, Any]]:
        """Return what an optimizer's rate is, where it is all that is pasted; else raise."""
        from lrplot.specs.optimizers import alone

        def read(near: str, role: parameters.Nested, value: Any) -> Spec:
            return replace(self, near=near)._schedule(role, value)

        if (optimizer := alone(called, read)) is None:
            raise error
        return optimizer.entry, dict(optimizer.values)

    def bound(
        self, entry: Entry[...], args: Sequence[Any], named: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return the values of arguments, and what among them asks as a request does."""
        own, asked = apart(entry, named)
        return entry.bind(args, own, self.read, partial=True) | asked

    def _in_own_steps(self, entry: Entry[...], values: dict[str, Any]) -> dict[str, Any]:
        return counted(entry, values, self.request) if Clock.lengths(values.values()) else values

    def _made(self, entry: Entry[...], values: Mapping[str, Any]) -> Spec:
        """Return what stands inside another schedule; of what is asked it takes the clock alone."""
        return inner(entry, values, request=Request(clock=self.request.clock))

    def _built(self, entry: Entry[...], values: Mapping[str, Any]) -> Schedule:
        """Return the schedule of that, to look at; a rate that is open is some rate."""
        return self._made(entry, values).schedule(SOME_RATE)

    def inside(self, entry: Entry[...]) -> ValueReader:
        """Return what reads the values of a schedule of this entry."""
        return replace(self, near=entry.framework, build=self._built)

    def choice(
        self, name: str, bind: Callable[[Entry[...]], dict[str, Any]]
    ) -> tuple[Entry[...], dict[str, Any]]:
        """Return the entry of a name, or of `FILE.py:NAME`, that takes what is bound, and that."""
        file = PYTHON_FILE.fullmatch(name)
        of_name = self._in_file(file["path"]) if file else self._owners
        last = (file["rest"] or "") if file else name
        return chosen(last, of_name(last, False), bind, self.build, None)

    def _owners(self, name: str, called: bool) -> Owners:
        return find.owners(name, self.near, called)

    def _in_file(self, path: str, callback: bool = False) -> OwnersOf:
        # what reads and runs Python is loaded when there is a file
        from lrplot.specs.script import in_file

        return lambda name, called: [in_file.entries(path, name, callback, self.python)]


def _in_file(value: Any) -> re.Match[str] | None:
    """Return the parts of the text by which a function in a Python file stands for a lambda."""
    match value:
        case [one] | ast.List(elts=[one]) | ast.Tuple(elts=[one]):
            return _in_file(one)
        case str(text) | ast.Constant(value=str(text)):
            return PYTHON_FILE.fullmatch(text.strip())
    return None


def pairs(entry: Entry[...], rest: str) -> dict[str, str]:
    """Return the texts of the parameters behind the colon, by name."""
    if entry.whole and rest.strip():
        value = re.sub(rf"^\s*{entry.whole.key}\s*=(?!=)", "", rest)
        return {entry.whole.key: value.strip()}
    found: dict[str, str] = {}
    for item in split(rest) if rest.strip() else ():
        key, equals, value = item.partition("=")
        if not equals or not key.strip():
            said = f"{shown(item.strip())} is not PARAMETER=VALUE"
            several = found and item.strip()
            last = f"; several values of {[*found][-1]} are several words" if several else ""
            raise LrplotError(f"{said}{last}")
        if key.strip() in found:
            raise LrplotError(f"{key.strip()} is given twice")
        found[key.strip()] = value.strip()
    return found
