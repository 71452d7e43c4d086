"""The spec of a schedule that is there already, whoever made it."""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass
from os import PathLike
from typing import Any, final

from lrplot.catalogue import Entry, Param
from lrplot.pieces import Schedule
from lrplot.specs.spec import Spec

Read = str | PathLike[str] | Spec
"""What is read, or has been."""

Word = Read | Schedule
"""What `plan` takes for a word: its text, the path of a file, a spec, or a schedule."""

LONGEST = 60
"""The most characters of a schedule's text that name it."""


@final
@dataclass(frozen=True)
class Already:
    """A function that makes a schedule which is there."""

    schedule: Schedule

    def __call__(self) -> Schedule:
        return self.schedule


@final
@dataclass(frozen=True)
class Given(Entry[[]]):
    """An entry for it, without parameters; no word finds it."""

    function: Already

    def __reduce__(self) -> Any:
        return Given, (self.function, self.name, self.framework)

    @property
    def title(self) -> str:
        return self.name

    @property
    def params(self) -> tuple[Param, ...]:
        return ()

    @property
    def doc(self) -> str:
        return type(self.function.schedule).__doc__ or ""


def given(schedule: Schedule) -> Spec:
    """Return a spec of a schedule, called by its text where that is short, or by its class."""
    kind = type(schedule).__name__
    text = str(schedule) if is_dataclass(schedule) else kind
    return Spec(Given(Already(schedule), text if len(text) <= LONGEST else kind, ""))
