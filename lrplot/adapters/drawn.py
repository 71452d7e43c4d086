"""`Drawn`: a curve to train with, as plain values that it can be built from again."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.arithmetic.arrays import Array, np
from lrplot.errors import LrplotError, RateWarning, shown, warn
from lrplot.pieces import KnownUntil, Schedule
from lrplot.plots.tally import LARGEST, ROUNDING
from lrplot.readers.words import Word, plan
from lrplot.specs import grammar
from lrplot.specs.clock import Beats, Pace
from lrplot.specs.spec import Spec

MOST = 1 << 20
"""Of more updates a table is made only where it is said how many there are."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """The curve of a spec, in updates."""

    spec: Spec
    updates: int | None = None
    """How many there are, if that is said: behind them there is no rate (NaN)."""

    @cached_property
    def curve(self) -> Schedule:
        """The schedule that is drawn."""
        curve = self.spec.curve()
        return curve if self.updates is None else KnownUntil(curve, self.updates)

    def rate(self, update: int) -> float:
        """Return the rate of an update; of the first that no training can use it warns."""
        rate = self.curve(update)
        if not -ROUNDING <= rate <= LARGEST and not self._warned:
            self._warned.append(update)
            word = self.state()["word"]
            warn(f"{word}: the rate of update {update} is {rate}", RateWarning)
        return rate

    @cached_property
    def table(self) -> Array | None:
        """The rates of all updates, of which the last goes on without end.

        There is none (None) for a curve that changes without end, or for too long.
        """
        # the step where it ends may still belong to what ends there
        last = self.curve.end + 1
        if last > MOST and self.updates is None:
            return None
        return self.curve(np.arange(math.floor(max(last, 0.0)) + 1))

    @cached_property
    def _warned(self) -> list[int]:
        return []

    def state(self) -> dict[str, Any]:
        """Return what it is in plain values: its word, and what the word does not say."""
        pace = vars(self.spec.pace) if self.spec.pace else {}
        plain = {key: [*x] if isinstance(x, tuple) else x for key, x in pace.items()}
        return {
            "word": replace(self.spec, label=None).word(),
            "lr": self.spec.lr,
            "pace": {key: x for key, x in plain.items() if x != math.inf},
            "updates": self.updates,
        }

    @classmethod
    def of(cls, state: Mapping[str, Any], python: bool = True) -> Drawn:
        """Return the curve of such values; without `python`, no file is run for it."""
        spec = grammar.read(state["word"], python, state["lr"])
        pace: dict[str, Any] = {
            key: tuple(x) if isinstance(x, list) else x for key, x in state["pace"].items()
        }
        if pace:
            spec = replace(spec, pace=(Beats if "starts" in pace else Pace)(**pace))
        return cls(spec, state["updates"])

    def __reduce__(self) -> tuple[Any, ...]:
        return Drawn.of, (self.state(),)


def one(word: Word, updates: int | None, options: Mapping[str, Any]) -> Drawn:
    """Return the one curve of a word; raises `LrplotError` where it has several, or no length."""
    if updates is not None and not (isinstance(updates, int) and updates > 0):
        raise LrplotError(f"updates: they are counted, 1 or more, not {shown(updates)}")
    specs = plan(word, **options).specs
    if len(specs) != 1:
        raise LrplotError(f"{len(specs)} curves, and a schedule is one: give one word")
    return Drawn(specs[0], updates)


def groups(
    word: Word | Iterable[Word], rates: Sequence[float], options: Mapping[str, Any]
) -> list[Drawn]:
    """Return a curve for every parameter group of an optimizer, whose own rates are `rates`.

    One word is for all of them. Where words leave the rate of the optimizer open, it is the
    group's.
    """
    words = [*word] if isinstance(word, Iterable) and not isinstance(word, str) else [word]
    if any(isinstance(one, Schedule) for one in words):
        raise LrplotError("a checkpoint has no word for a schedule; give its word, or its spec")
    read = {rate: _read(words, rate, options) for rate in dict.fromkeys(rates)}
    out: list[Drawn] = []
    for number, rate in enumerate(rates):
        found, left_open = read[rate]
        if len(found) not in (1, len(rates)):
            said = f"{len(found)} curves for {_counted(rates)}"
            raise LrplotError(f"{said}: one word is for all of them, or each has its own")
        if len(found) == 1 and len(read) > 1 and not left_open:
            own = ", ".join(map(numbers.text, read))
            raise LrplotError(
                f"{_counted(rates)} have rates of their own ({own}), and one curve is drawn: "
                f"give a list of {len(rates)} words, or leave the rate to the optimizer"
            )
        out.append(found[number if len(found) > 1 else 0])
    return out


def _counted(rates: Sequence[float]) -> str:
    return f"{len(rates)} parameter group{'s' * (len(rates) != 1)}"


def _read(words: list[Word], rate: float, options: Mapping[str, Any]) -> tuple[list[Drawn], bool]:
    """Return the curves of words, and whether they take the optimizer's rate."""
    try:
        return [Drawn(spec) for spec in plan(words, **options).specs], False
    except LrplotError:
        if "lr" in options:
            raise
    return [Drawn(spec) for spec in plan(words, **{**options, "lr": rate}).specs], True


@contextmanager
def installed(name: str) -> Iterator[None]:
    """Let the block import a framework; say in one line what is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or name).partition(".")[0]
        said = f"lrplot.{name} needs {package}, which is not installed"
        raise LrplotError(f"{said}: pip install {package}") from error
