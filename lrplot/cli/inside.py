"""What is inside a file that a line names, and may be completed; nothing of it is run."""

from __future__ import annotations

import ast
import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from lrplot.errors import LrplotError

HEAD = 65_536
"""How much of a table is read for its names."""


def callables(path: str) -> list[str]:
    """Return the functions and classes of a Python file, and what it assigns."""
    try:
        tree = ast.parse(Path(path).read_bytes())
    except (OSError, ValueError, SyntaxError, RecursionError):
        return []
    names = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return [name for name in dict.fromkeys(names) if not name.startswith("_")]


def columns(path: str) -> list[str]:
    """Return the names in the first line of a table."""
    with suppress(OSError, ValueError, csv.Error):
        with Path(path).open(encoding="utf-8", newline="") as file:
            head = io.StringIO(file.read(HEAD))
        return next(csv.reader(head, delimiter="\t" if path.endswith(".tsv") else ","), [])
    return []


def keys(path: str, form: str | None) -> Iterator[str]:
    """Yield the keys that may be set in a training configuration."""
    from lrplot import readers
    from lrplot.parameters.split import split_label
    from lrplot.readers.config import looked_up
    from lrplot.specs.lets import Sizes

    path = split_label(path)[1]
    if Path(path).suffix != ".py" and Path(path).is_file() and readers.reader_of(path):
        with suppress(LrplotError):
            yield from looked_up(path, Sizes(form=form))


def open_names(word: str, known: Iterable[str]) -> Iterator[str]:
    """Yield the names, or expressions, whose values a script does not say."""
    from lrplot.readers.words import plan

    try:
        plan(word, let=known, no_run=True)
    except LrplotError as error:
        flags = zip(error.asks, error.asks[1:], strict=False)
        yield from (text.rpartition("=")[0] for flag, text in flags if flag == "--let")
