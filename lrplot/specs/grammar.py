"""Words to specs: names with parameters, pasted constructors, files. Nothing is executed.

A word is one of

    cosine                              a name, every parameter at its default
    cosine:decay_steps=8k,alpha=0.1     a name with parameters
    'CosineDecay(0.001, 4000)'          a constructor, as it stands in a training script
    'expr: 1e-3 * min(t / 4000, 1)'     a formula of the step
    my_schedules.py:MySchedule(0.001)   a class or function of the user's own

and LABEL=WORD gives its curve a label.
"""

from __future__ import annotations

import ast
import functools
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.catalogue import Entry, find, kept, python_file
from lrplot.errors import LrplotError, shown, where
from lrplot.parameters import Keywords, Nested, OptimizerOption, Role
from lrplot.parameters.split import split, split_label
from lrplot.specs import syntax
from lrplot.specs.request import NOTHING, Request
from lrplot.specs.spec import MOST, Spec, inner, make

INSIDE = 10
"""How many words a word may stand inside."""

_python = re.compile(r"(?P<path>[^:()]+\.py)(?::(?P<rest>.*))?", re.DOTALL)


def read(
    word: str, python: bool = True, lr: float | None = None, request: Request = NOTHING
) -> Spec:
    """Return the schedule that a word asks for.

    `lr` is the rate of an optimizer that the word leaves open, `request` what else it leaves
    open. Raises `LrplotError` for what cannot be read, and, without `python`, for a word that
    names a Python file, which would be run.
    """
    entry, values, label = read_open(word, partial=True, python=python)
    if request and not values:
        entry = _able(word, entry, request)
    spec = make(entry, entry.bind((), request.filled(entry, values), kept), label, lr)
    return replace(spec, called=_called(word, entry))


def _called(word: str, entry: Entry[...]) -> str:
    """Return the name in a word that is another than the schedule's own, else nothing."""
    name = split_label(word)[1].partition(":")[0].strip()
    last = name.rpartition(".")[2].replace("_", "-")
    known = re.fullmatch(r"[\w.-]+", name) and last != entry.name.replace("_", "-")
    return name if known and not name.endswith(".py") else ""


def _able(word: str, entry: Entry[...], request: Request) -> Entry[...]:
    """Return the first of the schedules that a bare name may stand for that can do as asked."""
    name = split_label(word)[1]
    for other in find.candidates(name) if re.fullmatch(r"[\w.-]+", name) else ():
        with suppress(LrplotError):
            request.filled(other, {})
            return other
    return entry


def read_open(
    word: str, partial: bool = True, python: bool = True, depth: int = 0, near: str = ""
) -> tuple[Entry[...], dict[str, Any], str | None]:
    """Return a word's entry, values and label; with `partial`, some values may be missing.

    `near` is the framework of the schedule that it stands inside.
    """
    if len(word) > numbers.LONGEST_SYNTAX:
        raise LrplotError(f"{shown(word)} is too long to be a word")
    if depth > INSIDE:
        raise LrplotError(f"{shown(word)} is nested too deep to be read")
    label, body = split_label(word)
    if not body:
        raise LrplotError(f"{shown(word)} names no schedule" if word else "an empty word")
    entry_of: Callable[[str], Entry[...]] = functools.partial(find.entry, near=near)
    if file := _python.fullmatch(body):
        if not python:
            raise LrplotError(f"{shown(body)} would run Python code; --allow-python lets it")
        entry_of, body = functools.partial(python_file.entry, file["path"]), file["rest"] or ""
    name, _, rest = body.partition(":")
    if "(" in name:
        return *_call(numbers.syntax(body), entry_of, partial), label
    entry = entry_of(name.strip())
    with where(entry.title):
        pairs = _pairs(entry, rest)
    near = entry.framework
    reader = functools.partial(read_value, python=python, depth=depth + 1, near=near)
    return entry, entry.bind((), pairs, reader, partial), label


def _pairs(entry: Entry[...], rest: str) -> dict[str, str]:
    """Return the texts of the parameters behind the colon, by name."""
    if entry.whole and rest.strip():
        value = re.sub(rf"^\s*{entry.whole.key}\s*=(?!=)", "", rest)
        return {entry.whole.key: value.strip()}
    pairs: dict[str, str] = {}
    for item in split(rest) if rest.strip() else ():
        key, equals, value = item.partition("=")
        if not equals or not key.strip():
            raise LrplotError(f"{shown(item.strip())} is not PARAMETER=VALUE")
        if key.strip() in pairs:
            raise LrplotError(f"{key.strip()} is given twice")
        pairs[key.strip()] = value.strip()
    return pairs


def find_entry(name: str, python: bool = True) -> Entry[...]:
    """Return the entry of a name, or of `FILE.py:NAME`, where `python` lets the file be run."""
    file = _python.fullmatch(name)
    if file and not python:
        raise LrplotError(f"{shown(name)} would run Python code; --allow-python lets it")
    return python_file.entry(file["path"], file["rest"] or "") if file else find.entry(name)


def example(entry: Entry[...]) -> Spec:
    """Return a schedule of an entry with what it must be given, and no more."""
    return make(entry, entry.bind((), entry.example(), read_value))


def runs_python(word: str) -> bool:
    """Tell whether reading this word would run a Python file."""
    return bool(_python.fullmatch(split_label(word)[1]))


def read_value(role: Role, value: Any, python: bool = True, depth: int = 0, near: str = "") -> Any:
    """Return the value that text, YAML or a syntax tree gives for a role.

    `depth` is how many words the text stands inside, `near` the framework of the innermost.
    """
    if isinstance(value, ast.expr):
        return _node(role, value, near)
    if isinstance(role, Keywords) and isinstance(value, str):
        return _node(role, numbers.syntax(value), near)
    if not isinstance(role, Nested):
        return role.read(value)
    if not role.many:
        return _inner(role, value, python, depth, near)
    if isinstance(value, str):
        text = value.strip().removeprefix("[").removesuffix("]")
        value = split(text) if text.strip() else []
    if not isinstance(value, list | tuple):
        raise LrplotError(f"must be a list of schedules, not {shown(value)}")
    if not value:
        raise LrplotError("must be a list of at least one schedule")
    if len(value) > MOST:
        raise LrplotError(f"must be a list of at most {MOST} schedules, not of {len(value)}")
    return tuple(_inner(role, item, python, depth, near) for item in value)


def _inner(role: Role, value: Any, python: bool, depth: int, near: str) -> Spec:
    if isinstance(value, Spec):
        return value
    if isinstance(role, Nested) and role.level and (level := _level(value)):
        return level
    if isinstance(value, ast.expr):
        return _constructor(value, near)
    if isinstance(value, str):
        entry, values, _ = read_open(value, False, python, depth, near)
        return inner(entry, values)
    spec: Spec = role.read(value)
    return spec


def _level(value: str | ast.expr) -> Spec | None:
    """Return the schedule that keeps a rate, if the value is a number."""
    hold = find.entry("compose.hold")
    with suppress(LrplotError):
        node = numbers.syntax(value) if isinstance(value, str) else value
        return inner(hold, hold.bind([syntax.value(hold.params[0].role, node)], {}))
    return None


def _constructor(node: ast.expr, near: str) -> Spec:
    return inner(*_call(node, functools.partial(find.entry, near=near)))


def _call(
    node: ast.expr, entry_of: Callable[[str], Entry[...]], partial: bool = False
) -> tuple[Entry[...], dict[str, Any]]:
    """Return the entry and values of a tree that calls a schedule, or is the name of one.

    `dict(type="NAME", …)` calls it too, in the configs of some frameworks.
    """
    args: list[ast.expr] = []
    keywords: list[ast.keyword] = []
    if isinstance(node, ast.Call):
        args, keywords, node = node.args, node.keywords, node.func
        if isinstance(node, ast.Name) and node.id == "dict" and not args:
            for keyword in (word for word in keywords if word.arg == "type"):
                kind, keywords = keyword.value, [word for word in keywords if word is not keyword]
                node = ast.Name(str(kind.value)) if isinstance(kind, ast.Constant) else kind
                break
    name = syntax.source(node)
    if not isinstance(node, ast.Name | ast.Attribute) or not re.fullmatch(r"[\w.]+", name):
        raise LrplotError(f"{shown(name)} is not the name of a schedule")
    entry = entry_of(name)
    with where(entry.title):
        for keyword in keywords:
            if keyword.arg is None:
                raise LrplotError(f"**{syntax.source(keyword.value)} cannot be read, only values")
        repeated = Counter(keyword.arg for keyword in keywords).most_common(1)
        if repeated and repeated[0][1] > 1:
            raise LrplotError(f"{repeated[0][0]} is given twice")
    given = [syntax.given(arg) for arg in args]
    named = {str(keyword.arg): syntax.given(keyword.value) for keyword in keywords}
    said = dict(zip([param.name for param in entry.params], given, strict=False)) | named
    reader = functools.partial(read_value, near=entry.framework)
    return entry, entry.bind(given, syntax.traits(entry, said) | named, reader, partial)


def _node(role: Role, node: ast.expr, near: str) -> Any:
    """Return the value of a syntax tree in the place of a parameter."""
    match role, node:
        case OptimizerOption(value=inner_role), _:
            return _node(inner_role, node, near)
        case Nested(many=True), ast.List(elts=items) | ast.Tuple(elts=items):
            return read_value(role, items, near=near)
        case Nested(many=False), ast.Call() | ast.Name() | ast.Attribute():
            return _constructor(node, near)
        case Nested(level=True), _ if level := _level(node):
            return level
    return syntax.value(role, node)
