"""The parameter type of a measured metric: a column of a file, or a list of numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, final

from lrplot.errors import LrplotError, shown, unknown, where
from lrplot.parameters.files import opened
from lrplot.parameters.role import Json, Role
from lrplot.parameters.scalars import Number
from lrplot.parameters.split import items, unquoted

FILE = r"(?P<path>.+\.(?P<kind>csv|tsv)):(?P<column>.+)"

LARGEST = 100_000_000
"""The most bytes a file may have."""

_value = Number("metric", "what was measured")


@final
@dataclass(frozen=True)
class MetricValues:
    """A metric, a value for each time that it was measured, and the file and column it is from."""

    values: tuple[float, ...]
    source: str = ""

    def __str__(self) -> str:
        return self.source or f"[{','.join(map(_value.text, self.values))}]"


@final
@dataclass(frozen=True)
class Metric(Role):
    """A metric: `FILE.csv:COLUMN`, or a list of numbers.

    A file has a line of names, and a row for each epoch, or step, or whenever the schedule is
    told; a row without a value in the column was none of those. `nan` and `inf` are values.
    """

    by_epoch: bool = False
    """Whether the framework measures once an epoch."""

    @property
    def why(self) -> str:
        return f"the rate follows what is measured; say {self.metavar}, or a list of numbers"

    @property
    def metavar(self) -> str:
        return "FILE.csv:COLUMN"

    @property
    def example(self) -> str:
        return "[0.9,0.7,0.6,0.65,0.62,0.61,0.6,0.6]"

    def convert(self, given: object) -> MetricValues:
        if isinstance(given, str):
            text = unquoted(given)
            if file := re.fullmatch(FILE, text, re.DOTALL):
                delimiter = "\t" if file["kind"] == "tsv" else ","
                with where(file["path"]):
                    values = tuple(_column(file["path"], file["column"].strip(), delimiter))
                    if not values:
                        raise LrplotError(f"column {shown(file['column'])} is empty")
                return MetricValues(values, text)
            if not text.startswith("["):
                raise LrplotError(
                    f"must be FILE.csv:COLUMN or a list of numbers, not {shown(text)}"
                )
            given = items(text)
        if not isinstance(given, Sequence):
            raise LrplotError(f"must be FILE.csv:COLUMN or a list of numbers, not {shown(given)}")
        if not given:
            raise LrplotError("must be a list of at least one number")
        return MetricValues(tuple(_value.read(item) for item in given))

    def literal(self, value: Any) -> str:
        return repr(value.source) if value.source else f"[{', '.join(map(repr, value.values))}]"

    def schema(self) -> Json:
        return {
            "anyOf": [
                {"type": "string", "pattern": r"^.+\.(csv|tsv):.+$"},
                {"type": "array", "items": _value.schema(), "minItems": 1},
            ]
        }


def _column(path: str, column: str, delimiter: str) -> Iterator[float]:
    """Yield the numbers in a column of a file, from its first row to its last."""
    try:
        with opened(path, LARGEST) as stream:
            file = io.TextIOWrapper(stream, "utf-8-sig", newline="")
            rows = csv.reader(file, delimiter=delimiter)
            names = [name.strip() for name in next(rows, [])]
            if names.count(column) != 1:
                many = f"{names.count(column)} columns are called {shown(column)}"
                has = f"it has {', '.join(names)}" if names else "the file is empty"
                raise (
                    LrplotError(many) if column in names else unknown("column", column, names, has)
                )
            place = names.index(column)
            for row in rows:
                cell = row[place].strip() if place < len(row) else ""
                if cell:
                    yield _number(cell, rows.line_num)
    except UnicodeDecodeError:
        raise LrplotError("it is not text in UTF-8") from None
    except csv.Error as error:
        raise LrplotError(f"it cannot be read: {error}") from None


def _number(cell: str, line: int) -> float:
    try:
        # float, for what a framework measured may be NaN
        return float(cell)
    except ValueError:
        raise LrplotError(f"line {line}: {shown(cell)} is not a number") from None


Metrics = Annotated[
    MetricValues,
    Metric("metrics", "what was measured, a value each time; nothing is drawn after the last"),
]

EpochMetrics = Annotated[
    MetricValues,
    Metric(
        "metrics", "what was measured, a value each epoch; nothing is drawn after the last", True
    ),
]
