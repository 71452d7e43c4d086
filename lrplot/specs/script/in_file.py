"""Reads a function or a class of a Python file, where that gives what running the file would."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from lrplot.arithmetic import formula
from lrplot.arithmetic.formula import Formula
from lrplot.catalogue import Entry, python_file
from lrplot.catalogue.python_file import OwnEntry
from lrplot.catalogue.users_function import Builder
from lrplot.errors import LrplotError, RunNotice, note
from lrplot.parameters.files import opened
from lrplot.pieces import ReadFunction, Schedule
from lrplot.specs.script.expressions import evaluate
from lrplot.specs.script.functions import pure
from lrplot.specs.script.inline import call, instance
from lrplot.specs.script.needed import is_entry, needed
from lrplot.specs.script.pasted import parsed
from lrplot.specs.script.run import Run
from lrplot.specs.script.statements import follow
from lrplot.specs.script.trees import STEP, leaves, tree
from lrplot.specs.script.values import MISSING, Class, Function, Instance, Open, Scope

LARGEST = 1_000_000
"""Bytes that a file may have which is read."""

Words = inspect.Parameter


def entries(path: str, name: str, callback: bool, runs: bool) -> Sequence[Entry[...]]:
    """Return what `name` may stand for in the Python file at `path`.

    It is read where that gives what running gives; else the file is run, if it `runs`.
    """
    found, why = _entries(path, Path(path).resolve(), name, callback, runs)
    if why:
        _say(path, name, why)
    return found


@cache
def _entries(
    path: str, file: Path, name: str, callback: bool, runs: bool
) -> tuple[Sequence[Entry[...]], str]:
    quiet = True
    try:
        with opened(path, LARGEST) as stream:
            module = parsed(stream.read())
        quiet = is_entry(module, name) or not _defines(module, name)
        run, scope = _followed(needed(module, name))
        value = scope.lookup(name)
        stand_in = _stand_in(run, value, name)
    except (LrplotError, RecursionError) as why:
        return _run(path, name, callback, runs, str(why)), "" if quiet else str(why)
    kinds = (True,) if isinstance(value, Class) else (False, True)
    module_ = module
    return [
        OwnEntry(Reading(stand_in, name, path, file, callback, makes, module_, runs), name, path)
        for makes in kinds
    ], ""


def _defines(module: ast.Module, name: str) -> bool:
    return any(
        getattr(node, "id", getattr(node, "name", None)) == name for node in ast.walk(module)
    )


def _run(path: str, name: str, callback: bool, runs: bool, why: str) -> Sequence[Entry[...]]:
    """Return what a name stands for in a file that is run, if it may be."""
    if not runs:
        raise LrplotError(
            f"{path}:{name}: cannot be read ({why}), and would run Python code: a plan may with "
            "--allow-python, a word without --no-run"
        )
    return python_file.entries(path, name, callback)


def _say(path: str, name: str, why: str) -> None:
    note(f"{path}:{name} is run, as it cannot be read: {why}", RunNotice)


def _followed(body: list[ast.stmt]) -> tuple[Run, Scope]:
    run, scope = Run(evaluate, follow, strict=True), Scope({"__name__": "lrplot"})
    follow(run, body, scope)
    return run, scope


def _stand_in(run: Run, value: Any, name: str) -> Callable[..., Any]:
    """Return a callable with the signature of what is read, and its docstring."""
    match value:
        case Class():
            init, called = value.lookup("__init__"), value.lookup("__call__")
            if not isinstance(called, Function):
                raise LrplotError(f"{name} has no __call__(step)")
            parts = {
                "__init__": _signed(init if isinstance(init, Function) else None, 0),
                "__call__": _signed(called, 0),
                "__doc__": ast.get_docstring(value.node),
            }
            return type(name, (), parts)
        case Instance() if value.of and isinstance(called := value.of.lookup("__call__"), Function):
            return _signed(replace(called, owner=value), 1)
        case Function():
            return _signed(value, value.owner is not None)
    raise LrplotError(f"{name} is no function that can be read")


def _signed(function: Function | None, drop: int) -> Callable[..., Any]:
    def stand_in(*args: Any, **words: Any) -> None: ...

    params = [Words("self", Words.POSITIONAL_ONLY)]
    if function is not None:
        takes, (before, more) = function.node.args, function.given
        if more or takes.kwonlyargs or takes.posonlyargs:
            raise LrplotError(f"line {function.node.lineno}: its parameters are not read")
        params = [
            Words(
                arg.arg,
                Words.POSITIONAL_OR_KEYWORD,
                default=function.defaults.get(arg.arg, Words.empty),
            )
            for arg in takes.args[len(before) + drop :]
        ]
        if any(isinstance(one.default, Open) for one in params):
            raise LrplotError(f"line {function.node.lineno}: a default is not known")
        stand_in.__doc__ = (
            None if isinstance(function.node, ast.Lambda) else ast.get_docstring(function.node)
        )
    stand_in.__signature__ = inspect.Signature(params)  # type: ignore[attr-defined]
    return stand_in


@dataclass(frozen=True, eq=False)
class Reading(Builder):
    """Builds the schedule of a function or class that is read, given its parameters."""

    module: ast.Module
    runs: bool

    def __call__(self, **values: Any) -> Schedule:
        try:
            if self.told:
                raise LrplotError(f"it is told its own last rate, {self.told}")
            found = self._formula(values)
        except (LrplotError, RecursionError) as why:
            return self._itself(str(why), values)
        fails = "it raises an error at one of the steps"
        return ReadFunction(found, self.name, self.path, lambda: self._itself(fails, values))

    def _itself(self, why: str, values: dict[str, Any]) -> Schedule:
        """Return the schedule of the function that is run."""
        every = _run(self.path, self.name, self.callback, self.runs, why)
        _say(self.path, self.name, why)
        return every[self.makes and len(every) > 1].function(**values)

    def _formula(self, values: dict[str, Any]) -> Formula:
        for value in values.values():
            if not isinstance(value, int | float | str | None):
                raise LrplotError("an argument is no number")
        run, scope = _followed(needed(self.module, self.name))
        value, node = scope.lookup(self.name), ast.Pass(lineno=0)
        if self.makes:
            if isinstance(value, Class):
                value = instance(run, value, [], values, node)
            else:
                value = call(run, _function(value), [], dict(values), node)
            values = {}
        target = _function(value)
        before, more = target.given
        target = replace(target, given=(before, {**more, **values}))
        found = tree(pure(run, target, [Open(ast.Name(STEP[0], ast.Load()))]))
        if lost := next(leaves(found), None):
            raise LrplotError(f"{lost.id} is not read")
        return formula.of(found)


def _function(value: Any) -> Function:
    """Return what is called with a step."""
    if isinstance(value, Instance) and value.of:
        own = value.of.lookup("__call__")
        value = replace(own, owner=value) if isinstance(own, Function) else MISSING
    if not isinstance(value, Function):
        raise LrplotError("it gives no function of the step that can be read")
    return value
