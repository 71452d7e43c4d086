"""A schedule that calls a Python function of the user's own."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from functools import cached_property
from io import StringIO
from typing import Any, final

from lrplot.arithmetic.arrays import Array, np
from lrplot.errors import LrplotError, one_line, shown
from lrplot.pieces.users_code import running
from lrplot.pieces.walk import Move, Opaque, Walk

PROBES = 40
"""Steps at which a function is tried out, to find out whether it takes arrays."""

AGAIN = (*range(8), 30, 100, 1000, 10_000)
"""Steps at which a function is called twice, to find out whether it remembers its calls."""

SPAN = 40_000
"""How many steps to show of a function about which nothing is known."""

Function = Callable[..., Any]


@final
@dataclass(frozen=True, eq=False)
class PythonFunction(Opaque):
    """A schedule of which only its values can be known: a function of the whole step.

    One that remembers its calls is called as training calls it: once a step, in order, from 0.
    """

    function: Function = field(repr=False)
    name: str
    path: str
    anew: Callable[[], Function] = field(repr=False)
    """Makes the function again, as if it had never been called."""
    suspect: bool = False
    """Whether its code shows that it may remember something."""
    rate: float | None = None
    """The rate before step 0, of a function that is told the step and the rate before."""

    def values(self, x: Array) -> Array:
        steps = np.floor(x)
        with running(self.path):
            if self.remembers:
                return self._walk.at(steps)
            # a picture asks for steps again; numpy's last digit may be another than Python's
            before, values = self._before
            alike = (steps.size > PROBES) is (before.size > PROBES)
            if (
                alike
                and steps.size
                and before.size
                and before[0] <= steps[0]
                and steps[-1] <= before[-1]
            ):
                place = np.searchsorted(before[:-1], steps)
                if (before[place] == steps).all():
                    return values[place]
            values = self._called(steps)
            if (np.diff(steps) > 0.0).all():
                self._before[:] = steps, values
            return values

    @cached_property
    def _before(self) -> list[Array]:
        """Steps that rise, and their values: those that were asked for last."""
        return [np.empty(0), np.empty(0)]

    def _called(self, steps: Array) -> Array:
        """Return what the function gives, called with all steps at once if it takes arrays."""
        probes = np.linspace(0, max(steps.size - 1, 0), PROBES).astype(int)
        with redirect_stdout(StringIO()):
            together = steps.size > PROBES and self._takes_arrays(steps[probes])
        if not together:
            return self._singly(steps)
        out = np.asarray(self.function(steps), dtype=np.float64)
        return np.broadcast_to(out, steps.shape)

    @property
    def span(self) -> float:
        return SPAN

    def __str__(self) -> str:
        return f"{self.path}:{self.name}"

    @cached_property
    def remembers(self) -> bool:
        """Whether its values depend on the calls before: its code says so, or trying it does."""
        if self.suspect or self.rate is not None:
            return True
        with running(self.path), redirect_stdout(StringIO()):
            once = [self._outcome(step) for step in AGAIN]
            return once != [self._outcome(step) for step in reversed(AGAIN)][::-1]

    def _outcome(self, step: int) -> str:
        """Return a value as text that is equal for equal ones, or the error in its place."""
        try:
            return repr(float(self.function(step)))
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return type(error).__name__

    @cached_property
    def _walk(self) -> Walk:
        start = math.nan if self.rate is None else self.rate
        return Walk(start, self._move, f"{self} remembers its calls")

    def _move(self) -> Move:
        function = self.anew()
        if self.rate is not None:
            return lambda step, rate: self._number(function(step, rate), step)
        return lambda step, rate: self._number(function(step), step)

    def _singly(self, steps: Array) -> Array:
        whole = steps.astype(np.int64).tolist()
        return np.array([self._number(self.function(step), step) for step in whole])

    def _number(self, value: Any, step: int) -> float:
        try:
            return float(value)
        except (TypeError, ValueError):
            message = f"{self}: step {step} gives {one_line(shown(value))}, which is no number"
            if callable(value) or np.ndim(value) == 1:
                what = "a function" if callable(value) else "a whole curve"
                message = (
                    f"{self}: gives {what}, not a rate; call it in the word, with all its "
                    f"arguments by name: {self}(NAME=…)"
                )
            raise LrplotError(message) from None

    def _takes_arrays(self, steps: Array) -> bool:
        """Find out whether an array of steps gives what the steps give one by one."""
        single = self._singly(steps)
        try:
            together = np.asarray(self.function(steps), dtype=np.float64)
        except KeyboardInterrupt:
            raise
        except BaseException:
            return False
        if together.shape not in ((), single.shape):
            return False
        return bool(np.allclose(together, single, rtol=1e-6, atol=0, equal_nan=True))
