"""Entries for the functions and classes in a user's own Python file, which is run.

The file is run, because they named it. It may define a function of the step, scalar or
vectorised; a class with `__call__(step)`; an object that can be called, whoever made it; either of
the epoch and the rate before, as Keras's LearningRateScheduler calls it; a function that makes one
of these; or a function under `@lrplot.schedule`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, final

from lrplot.arithmetic import numbers
from lrplot.catalogue.entry import Entry
from lrplot.catalogue.param import Param
from lrplot.catalogue.user_file import defined, may_bind, once
from lrplot.catalogue.users_function import RATES, Builder
from lrplot.errors import LrplotError, one_of, unknown
from lrplot.parameters import Json, OptimizerRate, Role

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


OWN = Own("own", "a parameter of your own")
OWN_RATE = OptimizerRate("own", "a parameter of your own, the rate", OWN)


def entries(path: str, name: str, callback: bool = False) -> Sequence[Entry[...]]:
    """Return what `name` may stand for in the Python file at `path`, which is run.

    A function is called with the step, or, where all its arguments are given, makes what is.
    `callback`: a function of two arguments is told the rate before, whatever they are called.
    Raises `LrplotError` where there is no such file or name, and for any error of the file's.
    """
    return _entries(path, Path(path).resolve(), name, callback)


@cache
def _entries(path: str, file: Path, name: str, callback: bool) -> Sequence[Entry[...]]:
    if not name:
        each = defined(path, file)
        has = one_of([f"{path}:{key}" for key in each]) if each else "nothing of the kind"
        raise LrplotError(f"{path}: say which of its schedules you mean; it has {has}")
    if file.is_file() and not may_bind(path, file, name):
        # a slip is no reason to run what may be a training
        raise unknown(f"function or class in {path} called", name, defined(path, file))
    usable = once(path, file)
    if name not in usable:
        has = f"it defines {', '.join(usable)}" if usable else "it defines none"
        raise unknown(f"function or class in {path} called", name, usable, has)
    value = usable[name]
    if isinstance(value, Entry):
        return [InFile(value.function, value.name, path)]
    kinds = (True,) if isinstance(value, type) else (False, True)
    builders = (Builder(value, name, path, file, callback, makes) for makes in kinds)
    return [OwnEntry(builder, name, path) for builder in builders]


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

    def __reduce__(self) -> Any:
        # whoever loads a pickle may have another file there, and would run it
        raise TypeError(f"cannot pickle {self.title}, which is in a file: pickle its word")

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

    def __post_init__(self) -> None:
        super().__post_init__()
        vars(self)["key"] = self.name


@dataclass(frozen=True)
class OwnEntry(InFile):
    """An entry read off a class or a function of the user's own."""

    function: Builder

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

    def bind(
        self,
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
        read: Callable[[Role, Any], Any] = Role.read,
        partial: bool = False,
    ) -> dict[str, Any]:
        if not self.function.makes and len(args) > len(self.params):
            beside = ", ".join(p.key for p in self.params)
            raise LrplotError(
                f"{self.title}: is called with each step, and takes {beside or 'nothing'} beside "
                f"it; write {self.title}{f'({beside}=…)' * (len(self.params) == 1)}"
            )
        return super().bind(args, kwargs, read, partial)

    @property
    def doc(self) -> str:
        value = self.function.value
        named = isinstance(value, type) or inspect.isroutine(value)
        return (inspect.getdoc(value) if named else "") or f"Your own, from {self.framework}."
