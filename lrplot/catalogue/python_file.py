"""Entries for the functions and classes in a user's own Python file, which is run.

The file is run, because they named it. It may define a function of the step, scalar or
vectorised; a class with `__call__(step)`; or a function under `@lrplot.schedule`. A class
that only derives from TensorFlow's LearningRateSchedule needs no TensorFlow.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any, final

from lrplot.arithmetic import numbers
from lrplot.catalogue.entry import Entry, Param
from lrplot.errors import LrplotError, one_of, unknown
from lrplot.parameters import Json, Role
from lrplot.pieces import PythonFunction, Schedule, theirs


@final
@dataclass(frozen=True)
class Own(Role):
    """A parameter of the user's own class or function: a number if it reads as one."""

    @property
    def metavar(self) -> str:
        return "VALUE"

    def convert(self, given: object) -> Any:
        if not isinstance(given, str):
            return given
        try:
            value = numbers.number(given)
        except LrplotError:
            return {"true": True, "false": False}.get(given.lower(), given)
        return int(value) if value == int(value) else value

    def schema(self) -> Json:
        return {}


def entry(path: str, name: str) -> Entry[...]:
    """Return the schedule called `name` in the Python file at `path`, which is run.

    Raises `LrplotError` where there is no such file or name, and for any error of the file's.
    """
    return _entry(path, Path(path).resolve(), name)


@cache
def _entry(path: str, file: Path, name: str) -> Entry[...]:
    found = vars(run(path, file))
    usable = {
        key: value
        for key, value in found.items()
        if callable(value)
        and getattr(getattr(value, "function", value), "__module__", None) == found["__name__"]
    }
    if not name:
        has = one_of([f"{path}:{key}" for key in usable]) if usable else "nothing of the kind"
        raise LrplotError(f"{path}: say which of its schedules you mean; it has {has}")
    if name not in usable:
        has = f"it defines {', '.join(usable)}" if usable else "it defines none"
        raise unknown(f"function or class in {path} called", name, usable, has)
    value = usable[name]
    if isinstance(value, Entry):
        return InFile(value.function, value.name, path)
    return OwnEntry(_builder(value, name, path), name, path)


@dataclass(frozen=True)
class InFile(Entry[...]):
    """An entry in the user's own file, whose path stands for the framework."""

    @property
    def title(self) -> str:
        return f"{self.framework}:{self.name}"


@dataclass(frozen=True)
class OwnEntry(InFile):
    """An entry read off a class or a function of the user's own."""

    @property
    def params(self) -> tuple[Param, ...]:
        signature: inspect.Signature = self.function.signature  # type: ignore[attr-defined]
        role = Own("own", "a parameter of your own")
        return tuple(
            Param(p.name, role, p.default)
            for p in signature.parameters.values()
            if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
        )


def _builder(value: Callable[..., Any], name: str, path: str) -> Callable[..., Schedule]:
    """Return a function of the parameters that `value` takes beside the step."""
    signature = inspect.signature(value)
    parameters = list(signature.parameters.values())
    if not isinstance(value, type):
        parameters = parameters[1:]

    def build(**values: Any) -> Schedule:
        if not isinstance(value, type):
            return PythonFunction(lambda step: value(step, **values), name, path)
        try:
            made = value(**values)
        except (Exception, SystemExit) as error:
            raise theirs(error, path) from error
        if isinstance(made, Schedule):
            return made
        if not callable(made):
            raise LrplotError(f"{path}:{name} has no __call__(step)")
        return PythonFunction(made, name, path)

    build.signature = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    build.__doc__ = inspect.getdoc(value) or f"Your own, from {path}."
    return build


def run(path: str, file: Path) -> ModuleType:
    """Run a Python file as a module, once, and return it; `path` is what the user calls it."""
    name = f"lrplot_given_{abs(hash(file))}"
    if name in sys.modules:
        return sys.modules[name]
    if not file.is_file():
        raise LrplotError(f"{path}: there is no such file")
    spec = util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise LrplotError(f"{path} is not a Python file")
    module = util.module_from_spec(spec)
    sys.modules[name] = module
    sys.path.insert(0, str(file.parent))
    stand_in = _tensorflow()
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise theirs(error, path) from error
    finally:
        for key in stand_in:
            sys.modules.pop(key, None)
        with suppress(ValueError):
            sys.path.remove(str(file.parent))
    return module


def _tensorflow() -> list[str]:
    """Put in place of TensorFlow, where it is missing, only the base class of schedules."""
    if util.find_spec("tensorflow"):
        return []
    names = ["tensorflow"]
    for part in ("keras", "optimizers", "schedules"):
        names.append(f"{names[-1]}.{part}")
    for above, full in zip([None, *names], names, strict=False):
        module = ModuleType(full)
        module.__path__ = []
        module.__getattr__ = _missing(full)  # type: ignore[method-assign]
        sys.modules[full] = module
        if above:
            setattr(sys.modules[above], full.rpartition(".")[2], module)
    sys.modules[full].LearningRateSchedule = type("LearningRateSchedule", (), {})  # type: ignore[attr-defined]
    return names


def _missing(module: str) -> Callable[[str], Any]:
    def getattribute(name: str) -> Any:
        raise AttributeError(f"{module}.{name} needs TensorFlow, which is not installed")

    return getattribute
