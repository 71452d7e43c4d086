"""A schedule given as a formula of the step."""

from __future__ import annotations

from lrplot.catalogue import schedule
from lrplot.parameters import Expression
from lrplot.pieces import Computed, Formula, Schedule

WARMUP = Formula("0.001 * min(t / 4000, (4000 / max(t, 1)) ** 0.5)")


@schedule
def expr(formula: Expression = WARMUP) -> Schedule:
    """Any formula of the step t: expr:1e-3 * min(t / 4000, (4000 / t) ** 0.5).

    Keywords: lambda, custom.
    Differs: it is read, never run. It may have Python's arithmetic and comparisons, `a if c else
    b`, and, or, not, `t in (30, 60)`, lists, tables and comprehensions over what does not depend on
    t, sum, len, min, max, any, all, abs, round, int, float, pow, bisect, and what math and numpy
    have for single numbers; the step is t or step. The step is a whole number, as in a training
    loop: t // 2 is one too. Where Python would raise an error, as for 4000 / t at step 0, there is
    no rate (NaN). The functions of jnp, tf and keras.ops are worked out in float64. What would take
    longer than about a second to draw is refused.
    Formula: the formula itself.
    Source: Python's own arithmetic.
    """
    return Computed(1.0, formula)
