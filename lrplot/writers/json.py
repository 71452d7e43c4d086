"""Writes JSON: the steps, and the rates of every curve by its label."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, BinaryIO

import orjson

from lrplot.arithmetic.arrays import Array, np
from lrplot.plots.plot import Plot
from lrplot.writers import Format, Progress
from lrplot.writers.table import ROWS, ahead

if TYPE_CHECKING:
    from numpy.typing import NDArray


def write(plot: Plot, stream: BinaryIO, progress: Progress, processes: int) -> None:
    """Write an object with the list of steps, and a list of rates by each label."""
    stream.write(b'{"steps":[')
    for first in range(0, len(plot.steps), ROWS):
        stream.write(b"," * bool(first) + _list(plot.steps.block(first, ROWS)))
    stream.write(b'],"rates":{')
    for number, (name, _) in enumerate(plot.curves):
        stream.write(b"," * bool(number) + orjson.dumps(name) + b":[")
        rates_of = partial(_rates, plot, number)
        for place, rates in enumerate(ahead(rates_of, range(0, len(plot.steps), ROWS))):
            stream.write(b"," * bool(place) + _list(rates))
            progress(rates.size // len(plot.curves))
        stream.write(b"]")
    stream.write(b"}}\n")


def _rates(plot: Plot, curve: int, first: int) -> Array:
    return plot.rates(curve, plot.steps.block(first, ROWS))


def _list(values: NDArray[np.generic]) -> bytes:
    return orjson.dumps(values, option=orjson.OPT_SERIALIZE_NUMPY)[1:-1]


FORMATS = (Format("json", write, text=True, table=True),)
