"""Formulas of the step t, read from text or a lambda and never run."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, final

from lrplot.arithmetic import numbers
from lrplot.arithmetic.arrays import Array

if TYPE_CHECKING:
    from lrplot.arithmetic.breakpoints import Level
    from lrplot.arithmetic.evaluate import Program
    from lrplot.arithmetic.graph import Graph, Node


@final
@dataclass(frozen=True)
class Formula:
    """An expression in `t`, the step, as Python writes it; those of one text are equal.

    Of a lambda that has the rate as an argument too: `times` says that it is what the rate is
    multiplied by, `told` that it has the rate in it, as `lr`.
    """

    text: str
    times: bool = False
    told: bool = False

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[Any, ...]:
        # its graph is read anew: in a copy, no value is the one that stands for a step
        return Formula, (self.text, self.times, self.told)

    @cached_property
    def _graph(self) -> tuple[Graph, Node]:
        # what reads and evaluates is loaded when there is a formula
        from lrplot.arithmetic.reading import Reader

        reader = Reader()
        names = {"t": reader.graph.step} | ({"lr": reader.graph.rate} if self.told else {})
        root = reader.number(numbers.syntax(self.text), names)
        return reader.graph, root

    @cached_property
    def _program(self) -> Program:
        from lrplot.arithmetic.evaluate import Program

        return Program([self._graph[1]])

    @property
    def worked(self) -> float:
        """How much of a second's work it has taken one by one, where numpy would round."""
        from lrplot.arithmetic import evaluate

        return self._program.worked / evaluate.ONE_BY_ONE

    @cached_property
    def _levels(self) -> list[Level]:
        from lrplot.arithmetic import breakpoints

        return breakpoints.levels(self._graph[0], self._program.nodes)

    def __call__(self, x: Array) -> Array:
        """Return the value at steps `x`, in one dimension; NaN where Python raises an error."""
        from lrplot.arithmetic import evaluate

        return evaluate.evaluate(self._program, x)

    def follow(self) -> Callable[[int, float], float]:
        """Return the function of a step and the rate before that a formula with `lr` in it is."""
        from lrplot.arithmetic import evaluate

        program = self._program
        return lambda step, before: float(evaluate.one(program, step, before))

    def whole(self, step: int) -> bool:
        """Tell whether Python has an int at a step."""
        from lrplot.arithmetic import evaluate

        return isinstance(evaluate.one(self._program, step), int)

    @cached_property
    def end(self) -> float:
        """The step from which the value is seen to stay the same; 0 for a constant."""
        from lrplot.arithmetic import ends

        return ends.end(self._graph[1])

    def breakpoints(self, edges: Array) -> Array:
        """Return where the formula changes, in a jump or a bend, in the cells between `edges`.

        Of each cause of changes the first two in a cell that halving it finds are named.
        """
        from lrplot.arithmetic import breakpoints

        return breakpoints.between(self._levels, edges)


def parse(text: str) -> Formula:
    """Return the formula that a text says: an expression in t or step, or a lambda."""
    return of(numbers.syntax(text))


def of(node: ast.expr, rate: bool = False) -> Formula:
    """Return the formula that a syntax tree says; `LrplotError` for what is no arithmetic.

    `rate`: a lambda may have a second argument, the rate.
    """
    from lrplot.arithmetic import lambdas

    plain, times, told = lambdas.plain(node, rate)
    formula = Formula(ast.unparse(plain), times, told)
    # what cannot be read is refused now
    _ = formula._graph
    return formula
