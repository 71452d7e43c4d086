"""Tables of every step: CSV, JSON and NPZ, streamed in blocks, so that memory stays flat."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass
from functools import partial
from typing import BinaryIO, TypeVar

import numpy as np
import orjson
from numpy.typing import NDArray

from lrplot.arithmetic.arrays import Array
from lrplot.pieces import PythonFunction, Schedule
from lrplot.plot.labels import apart
from lrplot.plot.plan import Plot
from lrplot.writers.parallel import able, in_turn

ROWS = 1 << 14
"""Rows in a block: what a processor's cache holds."""

LONGEST_NAME = 100
"""Characters of a label that name its array."""

LINES = 1 << 10
"""Rows made text at a time: the memory of larger texts goes back to the system each time."""

T = TypeVar("T")


def write(plot: Plot, stream: BinaryIO, form: str, progress: Callable[[int], object]) -> None:
    """Write every step of the plot's range, one after the other."""
    {"csv": _csv, "json": _json, "npz": _npz}[form](plot, stream, progress)


def _csv(plot: Plot, stream: BinaryIO, progress: Callable[[int], object]) -> None:
    header = io.StringIO()
    names = apart(["step", *(name for name, _ in plot.curves)])
    csv.writer(header, lineterminator="\n").writerow(names)
    stream.write(header.getvalue().encode())
    schedules = [schedule for _, schedule in plot.curves]

    def block(first: int) -> bytes:
        steps = plot.steps.block(first, ROWS)
        table = np.empty((steps.size, len(schedules)))
        for column, schedule in enumerate(schedules):
            table[:, column] = schedule(steps)
        cuts = range(0, steps.size, LINES)
        return b"".join([_lines(steps[at : at + LINES], table[at : at + LINES]) for at in cuts])

    places = range(0, len(plot.steps), ROWS)
    texts: Iterator[bytes | memoryview] = _ahead(block, places)
    if able() and not any(map(_runs_code, schedules)):
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
    parts = [getattr(piece, field.name) for field in fields(piece)] if is_dataclass(piece) else []
    return isinstance(piece, PythonFunction) or any(map(_runs_code, parts))


def _lines(steps: NDArray[np.int64], table: Array) -> bytes:
    """Return the CSV lines of a block, with the shortest digits that read back the same."""
    if not np.isfinite(table).all():
        rows = zip(steps.tolist(), *table.T.tolist(), strict=True)
        return "".join(",".join(map(repr, row)) + "\n" for row in rows).encode()
    # [[a,b],[c,d]] becomes a,b\n%d,c,d\n%d: the comma between two rows follows the step
    numbers = orjson.dumps(table, option=orjson.OPT_SERIALIZE_NUMPY)[1:-2]
    lines = numbers.replace(b"[", b"").replace(b"]", b"\n%d")
    return (b"%d," + lines + b"\n") % tuple(steps.tolist())


def _json(plot: Plot, stream: BinaryIO, progress: Callable[[int], object]) -> None:
    stream.write(b'{"steps":[')
    for first in range(0, len(plot.steps), ROWS):
        stream.write(b"," * bool(first) + _list(plot.steps.block(first, ROWS)))
    stream.write(b'],"rates":{')
    for number, (name, schedule) in enumerate(plot.curves):
        stream.write(b"," * bool(number) + orjson.dumps(name) + b":[")
        rates_of = partial(_rates, plot, schedule)
        for place, rates in enumerate(_ahead(rates_of, range(0, len(plot.steps), ROWS))):
            stream.write(b"," * bool(place) + _list(rates))
            progress(rates.size // len(plot.curves))
        stream.write(b"]")
    stream.write(b"}}\n")


def _rates(plot: Plot, schedule: Schedule, first: int) -> Array:
    return schedule(plot.steps.block(first, ROWS))


def _list(values: NDArray[np.generic]) -> bytes:
    return orjson.dumps(values, option=orjson.OPT_SERIALIZE_NUMPY)[1:-1]


def _npz(plot: Plot, stream: BinaryIO, progress: Callable[[int], object]) -> None:
    steps = plot.steps
    # a label may be no name for a file in an archive, or one that is there already
    labels = [re.sub(r"[/\\\0]", "_", name)[:LONGEST_NAME] for name, _ in plot.curves]
    _, *names = apart(["steps", *labels])
    columns = {"steps": (np.dtype(np.int64), lambda at: at)} | {
        name: (np.dtype(np.float64), schedule)
        for name, (_, schedule) in zip(names, plot.curves, strict=True)
    }
    with zipfile.ZipFile(stream, "w") as archive:
        for name, (kind, values) in columns.items():
            # a fixed date, so that the same plot gives the same bytes
            member = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            with archive.open(member, "w", force_zip64=True) as file:
                shape = {"shape": (len(steps),), "fortran_order": False}
                np.lib.format.write_array_header_2_0(file, {"descr": kind.str, **shape})
                for first in range(0, len(steps), ROWS):
                    block = np.asarray(values(steps.block(first, ROWS)), dtype=kind)
                    file.write(block.tobytes())
                    progress(block.size // len(columns))


def _ahead(make: Callable[[int], T], places: range) -> Iterator[T]:
    """Yield make(place) for each place, the next one made in a thread while one is used."""
    with ThreadPoolExecutor(1) as thread:
        following = None
        for place in places:
            current, following = following, thread.submit(make, place)
            if current:
                yield current.result()
        if following:
            yield following.result()
