"""What is drawn as a schedule of optax's, a function of the step; JAX is imported when called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, final

from lrplot.adapters.callbacks import from_jax
from lrplot.adapters.drawn import Drawn, installed, one
from lrplot.arithmetic.arrays import np
from lrplot.readers.words import Word


@final
@dataclass(frozen=True, eq=False)
class DrawnSchedule:
    """The rates of a drawn curve, as a function of the step that `jit` and `vmap` go over."""

    drawn: Drawn

    def __call__(self, count: Any) -> Any:
        """Return the rate at a step, or the rates at an array of them; of a number, a float."""
        if isinstance(count, int | float):
            return self.drawn.curve(count)
        import jax

        if not isinstance(count, jax.core.Tracer):
            return jax.numpy.asarray(self.drawn.curve(np.asarray(count)))
        table = self.drawn.table
        if table is None or not jax.numpy.issubdtype(count.dtype, jax.numpy.integer):
            return from_jax(self.drawn.curve, count)
        return jax.numpy.asarray(table)[jax.numpy.clip(count, 0, table.size - 1)]


def schedule(word: Word, updates: int | None = None, **options: Any) -> DrawnSchedule:
    """Return the schedule that gives an optimizer of optax's the rates that are drawn of a word.

    It is a function of the step: `optax.adamw(learning_rate=lrplot.optax.schedule(word))`. Under
    `jit` it is a table of the rates, where the curve comes to rest within a million updates or
    `updates` says how many there are (behind them there is no rate: NaN); any other curve is called
    back on the host. `options` are those of `lrplot.plan`. Raises `LrplotError` for what cannot be
    read, and for several curves.
    """
    with installed("optax"):
        import jax  # noqa: F401
    return DrawnSchedule(one(word, updates, options))
