"""What is drawn as a learning-rate schedule of Keras's; Keras is imported when one is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lrplot.adapters.drawn import installed, one
from lrplot.readers.words import Word

if TYPE_CHECKING:
    from lrplot.adapters.keras_schedule import DrawnSchedule as DrawnSchedule
else:

    def __getattr__(name: str) -> Any:
        if name != "DrawnSchedule":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        with installed("keras"):
            from lrplot.adapters.keras_schedule import DrawnSchedule
        return DrawnSchedule


def schedule(word: Word, updates: int | None = None, **options: Any) -> DrawnSchedule:
    """Return the schedule that gives an optimizer of Keras's the rates that are drawn of a word.

    In a compiled training step it is a table of the rates, where the curve comes to rest within a
    million updates or `updates` says how many there are (behind them there is no rate: NaN). Any
    other curve is called back on the host, which TensorFlow's XLA refuses. `options` are those of
    `lrplot.plan`. A saved model has its word; `lrplot.keras.DrawnSchedule` is the class that
    loads it. Raises `LrplotError` for what cannot be read, and for several curves.
    """
    with installed("keras"):
        from lrplot.adapters.keras_schedule import DrawnSchedule
    return DrawnSchedule(one(word, updates, options))
