"""Entries for the functions and classes in a user's own Python file, which is run.

The file is run, because they named it. It may define a function of the step, scalar or
vectorised; a class with `__call__(step)`; an object that can be called, whoever made it; a function
of the epoch and the rate before, as Keras's LearningRateScheduler takes it; or a function under
`@lrplot.schedule`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, final

from lrplot.arithmetic import numbers
from lrplot.catalogue.entry import Entry
from lrplot.catalogue.param import REQUIRED, Param
from lrplot.catalogue.remembering import may_remember
from lrplot.catalogue.user_file import once, run
from lrplot.errors import LrplotError, one_of, shown, unknown
from lrplot.parameters import Json, OptimizerRate, Role
from lrplot.pieces import PythonFunction, Schedule, running

RATES = ("lr", "learning_rate")
"""What a parameter is called that is the rate itself."""

BASES = (
    "base_lr", "base_learning_rate", "init_lr", "initial_lr", "initial_learning_rate",
    "learning_rate_base", "lr0", "lr_base", "lr_init", "lr_max", "max_learning_rate", "max_lr",
    "peak_learning_rate", "peak_lr",
)  # fmt: skip
"""What a parameter is called from which the rate is made; where there is one only, it is meant."""


@final
@dataclass(frozen=True)
class Own(Role):
    """A parameter of the user's own class or function: a number if it reads as one."""

    @property
    def metavar(self) -> str:
        return "VALUE"

    @property
    def example(self) -> str:
        return "…"

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


POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)

OWN = Own("own", "a parameter of your own")
OWN_RATE = OptimizerRate("own", "a parameter of your own, the rate", OWN)


def entry(path: str, name: str, callback: bool = False) -> Entry[...]:
    """Return the schedule called `name` in the Python file at `path`, which is run.

    `callback`: a function of two arguments is told the rate before, whatever they are called.
    Raises `LrplotError` where there is no such file or name, and for any error of the file's.
    """
    return _entry(path, Path(path).resolve(), name, callback)


@cache
def _entry(path: str, file: Path, name: str, callback: bool) -> Entry[...]:
    usable = once(path, file)
    if not name:
        has = one_of([f"{path}:{key}" for key in usable]) if usable else "nothing of the kind"
        raise LrplotError(f"{path}: say which of its schedules you mean; it has {has}")
    if name not in usable:
        has = f"it defines {', '.join(usable)}" if usable else "it defines none"
        raise unknown(f"function or class in {path} called", name, usable, has)
    value = usable[name]
    if isinstance(value, Entry):
        return InFile(value.function, value.name, path)
    builder = _Builder(value, name, path, file, callback)
    return OwnEntry(builder, name, path)


@dataclass(frozen=True)
class InFile(Entry[...]):
    """An entry in the user's own file, whose path stands for the framework."""

    @cached_property
    def title(self) -> str:
        return f"{self.framework}:{self.name}"

    @property
    def path(self) -> str:
        return self.title

    call = path

    @property
    def source(self) -> str:
        return self.framework

    def check_rate(self) -> None:
        """Raise `LrplotError` where a rate that is given beside the word would have no use."""
        if any(isinstance(p.role, OptimizerRate) for p in self.params):
            return
        several = [p.key for p in self.params if p.key in BASES]
        if several:
            raise LrplotError(f"{self.title}: say in the word which is the rate: {one_of(several)}")
        takes = ", ".join(p.key for p in self.params) or "none"
        raise LrplotError(
            f"{self.title}: takes no --lr; its parameters are {takes}; a factor of the rate "
            f"goes into LambdaLR(torch.optim.SGD(params, lr=0.1), {self.title!r})"
        )


@dataclass(frozen=True)
class OwnParam(Param):
    """A parameter of the user's own, which keeps its name though it is the rate."""

    @property
    def key(self) -> str:
        return self.name


@dataclass(frozen=True)
class OwnEntry(InFile):
    """An entry read off a class or a function of the user's own."""

    function: _Builder

    @cached_property
    def params(self) -> tuple[Param, ...]:
        found = self.function.parameters
        rates = [name for name in RATES if name in (p.name for p in found)]
        bases = [p.name for p in found if p.name in BASES]
        meant = [self.function.told] if self.function.told else rates or bases
        rate = meant[0] if meant and (rates or len(meant) == 1) else ""
        return tuple(
            OwnParam(p.name, OWN_RATE if p.name == rate else OWN, p.default) for p in found
        )

    @property
    def _doc(self) -> str:
        value = self.function.value
        named = isinstance(value, type) or inspect.isroutine(value)
        return (inspect.getdoc(value) if named else "") or f"Your own, from {self.framework}."


@dataclass(frozen=True, eq=False)
class _Builder:
    """Builds the schedule of a class or a function, given its parameters beside the step."""

    value: Callable[..., Any]
    name: str
    path: str
    file: Path
    callback: bool

    @cached_property
    def parameters(self) -> list[inspect.Parameter]:
        """The parameters beside the step."""
        found = self._signature
        called = not isinstance(self.value, type) and found and found[0].kind in POSITIONAL
        found = found[1:] if called else found
        return [p for p in found if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]

    @cached_property
    def told(self) -> str:
        """The parameter by which a function is told the rate of the epoch before, if it is."""
        first = [p for p in self._signature if p.kind in POSITIONAL][:2]
        if isinstance(self.value, type) or len(first) < 2:
            return ""
        epoch, rate = first
        named = epoch.name.startswith("epoch") and rate.name in RATES and rate.default is REQUIRED
        return rate.name if named or self.callback else ""

    @cached_property
    def _signature(self) -> list[inspect.Parameter]:
        try:
            return [*inspect.signature(self.value).parameters.values()]
        except (TypeError, ValueError):
            # of some functions that are written in C it is not known
            return []

    def __call__(self, **values: Any) -> Schedule:
        rate = values.pop(self.told, None) if self.told else None
        if not isinstance(rate, int | float | None):
            raise LrplotError(f"{self.told}: {shown(rate)} is no number")
        with running(self.path):
            made = self._made(self.value, values)
        if isinstance(made, Schedule):
            return made
        if not callable(made):
            raise LrplotError(f"{self.path}:{self.name} has no __call__(step)")
        return PythonFunction(
            made,
            self.name,
            self.path,
            lambda: self._made(run(self.path, self.file)[self.name], values),
            may_remember(made, self.file.parent),
            None if rate is None else float(rate),
        )

    def _made(self, value: Callable[..., Any], values: dict[str, Any]) -> Any:
        """Return what is called with a step."""
        if isinstance(value, type):
            return value(**values)
        return partial(value, **values) if values else value
