"""A formula of one's own."""

from __future__ import annotations

from lrplot.computed import Computed
from lrplot.pieces import Schedule
from lrplot.registry import schedule
from lrplot.roles import Expression


@schedule
def expr(formula: Expression) -> Schedule:
    """Any formula of the step t: expr:1e-3 * min(t / 4000, (4000 / t) ** 0.5).

    It may have Python's arithmetic, comparisons, `a if c else b`, and, or, not, `in` a list of
    numbers, min, max, abs, round, int, float, pow, and the functions of math and numpy for
    single numbers; the step is t or step. It is read, never run.
    Differs: t is a whole number, as in a training loop, so that t // 2 is one too. Where Python
    would raise an error, as for 4000 / t at step 0, there is no rate (NaN).
    Formula: the formula itself.
    Source: the arithmetic is Python's own; the values, those of torch's LambdaLR.
    """
    return Computed(1.0, formula)
