"""A schedule that calls a Python function of the user's own."""

from __future__ import annotations

import math
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, final

from lrplot.arithmetic.arrays import Array, np
from lrplot.errors import LrplotError, shown
from lrplot.pieces.schedule import Schedule, within

PROBES = 40
"""Steps at which a function is tried out, to find out whether it takes arrays."""

SPAN = 40_000
"""How many steps to show of a function about which nothing is known."""


@final
@dataclass(frozen=True)
class PythonFunction(Schedule):
    """A schedule of which only its values can be known: a function of the whole step."""

    function: Callable[[Any], Any]
    name: str
    path: str

    def values(self, x: Array) -> Array:
        steps = np.floor(x)
        probes = np.linspace(0, max(x.size - 1, 0), PROBES).astype(int)
        if x.size <= PROBES or not self._takes_arrays(steps[probes]):
            return np.array([self._one(step) for step in steps.astype(np.int64).tolist()])
        out = np.asarray(self._run(self.function, steps), dtype=np.float64)
        return np.broadcast_to(out, x.shape)

    def breaks(self, edges: Array) -> Array:
        """Return the steps at which single jumps happen, found by halving cells that rise."""
        low, high = np.floor(edges[:-1]), np.floor(edges[1:])
        before, after = self.values(low), self.values(high)
        height = np.ptp(np.concatenate([before, after])) if low.size else 0.0
        steep = (np.abs(after - before) > 0.01 * height) & (high - low > 1)
        low, high, before, after = low[steep], high[steep], before[steep], after[steep]
        whole = np.abs(after - before)
        while low.size and (high - low > 1).any():
            middle = np.floor((low + high) / 2)
            value = self.values(middle)
            left = np.abs(value - before) >= np.abs(after - value)
            high, after = np.where(left, middle, high), np.where(left, value, after)
            low, before = np.where(left, low, middle), np.where(left, before, value)
        return within(edges, *high[np.abs(after - before) > 0.5 * whole])

    @property
    def end(self) -> float:
        return math.inf

    @property
    def span(self) -> float:
        return SPAN

    def __str__(self) -> str:
        return f"{self.path}:{self.name}"

    def _one(self, step: int) -> float:
        value = self._run(self.function, step)
        try:
            return float(value)
        except (TypeError, ValueError):
            message = f"{self}: step {step} gives {shown(value)}, which is no number"
            raise LrplotError(message) from None

    def _run(self, function: Callable[..., Any], *args: Any) -> Any:
        try:
            return function(*args)
        except (Exception, SystemExit) as error:
            raise theirs(error, self.path) from error

    def _takes_arrays(self, steps: Array) -> bool:
        """Find out whether an array of steps gives what the steps give one by one."""
        single = np.array([self._one(step) for step in steps.astype(np.int64).tolist()])
        try:
            together = np.asarray(self.function(steps), dtype=np.float64)
        except (Exception, SystemExit):
            return False
        if together.shape not in ((), single.shape):
            return False
        return bool(np.allclose(together, single, rtol=1e-6, atol=0, equal_nan=True))


def theirs(error: BaseException, path: str) -> LrplotError:
    """Return the error of a user's code as theirs: what it was, and where in their file."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename) == Path(path).resolve()]
    if isinstance(error, SyntaxError):
        place = f"{path}, line {error.lineno}: {(error.text or '').strip()}"
        what = f"SyntaxError: {error.msg}"
    else:
        line = f", line {own[-1].lineno}, in {own[-1].name}: {own[-1].line}" if own else ""
        place = f"{path}{line}"
        what = f"{type(error).__name__}: {error}"
    return LrplotError(f"an error in your code: {what} ({place})")
