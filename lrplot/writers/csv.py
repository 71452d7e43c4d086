"""Writes CSV: a line for every step, in the shortest digits that read back the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, BinaryIO

import orjson

from lrplot.arithmetic.arrays import Array, np
from lrplot.pieces import Schedule
from lrplot.plots.plot import Plot
from lrplot.writers import Format, Progress
from lrplot.writers.parallel import able, in_turn
from lrplot.writers.table import ROWS, ahead

if TYPE_CHECKING:
    from numpy.typing import NDArray

LINES = 1 << 10
"""Rows made text at a time: the memory of larger texts goes back to the system each time."""


def write(plot: Plot, stream: BinaryIO, progress: Progress, processes: int) -> None:
    """Write a line of names, and one for each step of the range."""
    header = io.StringIO()
    csv.writer(header, lineterminator="\n").writerow(plot.columns)
    stream.write(header.getvalue().encode())
    schedules = [schedule for _, schedule in plot.curves]
    ends = np.array([plot.end(column) for column in range(len(schedules))])

    def block(first: int) -> bytes:
        steps = plot.steps.block(first, ROWS)
        table = np.empty((steps.size, len(schedules)))
        for column in range(len(schedules)):
            table[:, column] = plot.rates(column, steps)
        cuts = (slice(at, at + LINES) for at in range(0, steps.size, LINES))
        return b"".join([_lines(steps[cut], table[cut], ends) for cut in cuts])

    places = range(0, len(plot.steps), ROWS)
    texts: Iterator[bytes | memoryview] = ahead(block, places)
    if processes > 1 and able() and not any(map(_runs_code, schedules)):
        texts = in_turn(block, places, ROWS * _longest(schedules))
    for first, text in zip(places, texts, strict=True):
        stream.write(text)
        progress(min(ROWS, len(plot.steps) - first))


def _longest(schedules: Sequence[Schedule]) -> int:
    """Return how long a line can be: a step of 16 digits, and 24 characters of each rate."""
    return 17 + 25 * len(schedules)


def _runs_code(piece: object) -> bool:
    """Tell whether a schedule has code of the user's own in it, which must see every step."""
    if isinstance(piece, tuple):
        return any(map(_runs_code, piece))
    from lrplot.pieces import PythonFunction

    parts = [getattr(piece, field.name) for field in fields(piece)] if is_dataclass(piece) else []
    return isinstance(piece, PythonFunction) or any(map(_runs_code, parts))


def _lines(steps: NDArray[np.int64], table: Array, ends: Array) -> bytes:
    """Return the CSV lines of a block, with the shortest digits that read back the same.

    Behind the end of its training a curve has nothing.
    """
    over = steps[-1] >= ends.min()
    unknown = ~np.isfinite(table)
    if over:
        gone = steps[:, np.newaxis] >= ends
        unknown &= ~gone
    if unknown.any():
        texts = [[*map(repr, row)] for row in table.tolist()]
        if over:
            texts = [
                ["" if none else text for text, none in zip(*each, strict=True)]
                for each in zip(texts, gone, strict=True)
            ]
        rows = zip(map(repr, steps.tolist()), texts, strict=True)
        return "".join(",".join([step, *row]) + "\n" for step, row in rows).encode()
    # [[a,b],[c,d]] becomes a,b\n%d,c,d\n%d: the comma between two rows follows the step
    numbers = orjson.dumps(table, option=orjson.OPT_SERIALIZE_NUMPY)[1:-2]
    if over:
        numbers = numbers.replace(b"null", b"")
    lines = numbers.replace(b"[", b"").replace(b"]", b"\n%d")
    return (b"%d," + lines + b"\n") % tuple(steps.tolist())


FORMATS = (Format("csv", write, text=True, table=True),)
