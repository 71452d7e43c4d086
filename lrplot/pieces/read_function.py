"""A schedule that a function of the user's own says, read as a formula and not run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import final

from lrplot.arithmetic.arrays import Array, np
from lrplot.arithmetic.formula import Formula
from lrplot.pieces.computed import Computed
from lrplot.pieces.schedule import Schedule


@final
@dataclass(frozen=True)
class ReadFunction(Schedule):
    """The formula of a function of the whole step; where that has no value, the function itself.

    A formula has none where Python raises an error: what the error is, and where, is seen only
    when the function is called.
    """

    formula: Formula
    name: str
    path: str
    itself: Callable[[], Schedule] = field(repr=False, compare=False)
    """Runs the file, and returns the function as a schedule."""

    def values(self, x: Array) -> Array:
        # between steps as any formula, where it can be: a bend is no jump then
        found = self._computed.values(x)
        if np.isnan(found).any():
            found = self._computed.values(np.floor(x))
        return self._run.values(x) if np.isnan(found).any() else found

    def breaks(self, edges: Array) -> Array:
        return self._computed.breaks(edges)

    @property
    def end(self) -> float:
        return self._computed.end

    @property
    def span(self) -> float:
        return self._computed.span

    def __str__(self) -> str:
        return f"{self.path}:{self.name}"

    @cached_property
    def _computed(self) -> Computed:
        return Computed(1.0, self.formula)

    @cached_property
    def _run(self) -> Schedule:
        return self.itself()
