"""Makes the schedule of a function or a class in a Python file of the user's own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from lrplot.arithmetic.arrays import Array, np
from lrplot.catalogue.param import REQUIRED
from lrplot.catalogue.remembering import may_remember
from lrplot.catalogue.user_file import run
from lrplot.errors import LrplotError, one_line, shown
from lrplot.pieces import PythonFunction, Recorded, Schedule, running

RATES = ("lr", "learning_rate")
"""What a parameter is called that is the rate itself."""

POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


@dataclass(frozen=True, eq=False)
class Builder:
    """Builds the schedule of a class or a function, given its parameters beside the step."""

    value: Callable[..., Any]
    name: str
    path: str
    file: Path
    callback: bool
    makes: bool
    """Whether it is called for what is called with a step, as a class is."""

    @cached_property
    def parameters(self) -> list[inspect.Parameter]:
        """The parameters beside the step."""
        found = self._signature
        if not self.makes and found and found[0].kind in POSITIONAL:
            found = found[1:]
        found = [p for p in found if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
        if not self.makes or self._rate is None:
            return found
        if self.told in (p.name for p in found):
            raise LrplotError(
                f"{self.path}:{self.name}: both its constructor and its __call__ take {self.told}; "
                "give one of them another name"
            )
        return [*found, self._rate.replace(kind=inspect.Parameter.KEYWORD_ONLY)]

    @property
    def told(self) -> str:
        """The parameter by which it is told the rate of the epoch before, if it is."""
        return self._rate.name if self._rate else ""

    @cached_property
    def _rate(self) -> inspect.Parameter | None:
        first = [p for p in self._called if p.kind in POSITIONAL][:2]
        if len(first) < 2:
            return None
        epoch, rate = first
        named = epoch.name.startswith("epoch") and rate.name in RATES and rate.default is REQUIRED
        return rate if named or self.callback else None

    @property
    def _called(self) -> Sequence[inspect.Parameter]:
        """The parameters of what is called with a step, as far as that is known."""
        if not self.makes:
            return self._signature
        if not isinstance(self.value, type):
            return ()
        own = (vars(kind)["__call__"] for kind in self.value.__mro__ if "__call__" in vars(kind))
        found = next(own, None)
        # a method's first is the object
        return _signature(found)[not isinstance(found, staticmethod) :] if found else ()

    @cached_property
    def _signature(self) -> Sequence[inspect.Parameter]:
        return _signature(self.value)

    def __call__(self, **values: Any) -> Schedule:
        rate = values.pop(self.told, None) if self.told else None
        if not isinstance(rate, int | float | None):
            raise LrplotError(f"{self.told}: {shown(rate)} is no number")
        with running(self.path):
            made = self._made(self.value, values)
        if isinstance(made, Schedule):
            return made
        if self.makes and (rates := _curve(made)) is not None:
            return Recorded(tuple(rates.tolist()))
        if not callable(made):
            if isinstance(self.value, type):
                raise LrplotError(f"{self.path}:{self.name} has no __call__(step)")
            what = f"gives {one_line(shown(made))} for these arguments, no function of the step"
            raise LrplotError(f"{what}; leave the step itself out")
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
        if self.makes:
            return value(**values)
        return partial(value, **values) if values else value


def _curve(made: Any) -> Array | None:
    """Return the rates of every step, where that is what was made."""
    if callable(made) or not (isinstance(made, list | tuple) or hasattr(made, "__array__")):
        return None
    try:
        found = np.asarray(made, dtype=np.float64)
    except (TypeError, ValueError):
        return None
    return found if found.ndim == 1 and found.size else None


def _signature(value: Any) -> Sequence[inspect.Parameter]:
    try:
        return [*inspect.signature(value).parameters.values()]
    except (TypeError, ValueError):
        # of some functions that are written in C it is not known
        return []
