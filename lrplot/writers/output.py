"""Writes a plan to files, all of them or none, each in the format that its suffix names."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from operator import attrgetter
from os import PathLike, fspath
from typing import BinaryIO, cast

from lrplot.errors import LrplotError, RateWarning, warn
from lrplot.plots.plan import Plan
from lrplot.plots.plot import Plot
from lrplot.plots.tally import Tally
from lrplot.writers import Format, Progress, format_of, named
from lrplot.writers.files import Kept, is_special, naming, open_all

Watch = Callable[[Format, int], AbstractContextManager[Progress | None]]
"""Is told a format and its rows, and gives what hears how far it is."""


def write(
    plan: Plan,
    names: str | PathLike[str] | Sequence[str | PathLike[str]],
    form: str | None = None,
    watch: Watch = lambda form, rows: nullcontext(),
    processes: int = 1,
    done: Callable[[Plot], object] = lambda plot: None,
) -> None:
    """Write a plan to each of the files, all or none; `-` is standard output.

    A file's suffix says its format; `form` is that of standard output, of a pipe or a device; a
    terminal has a picture in letters if nothing else is said. With more `processes` than one, a
    long table may be made by a copy of this process too. Where a rate is not a number, infinite or
    negative, Python warns with `RateWarning` before the files are in their places, and none appears
    if that is made an error. Raises `LrplotError` for a name that cannot be written, and what
    building the schedules raises.

    >>> import lrplot, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "up.csv")
    ...     lrplot.write(lrplot.compare("up=ramp(0, 1, 4)", steps=3), path)
    ...     path.read_text()
    'step,up\\n0,0.0\\n1,0.25\\n2,0.5\\n'
    """
    # `done` hears of the plot, when its files are in their places
    texts = [fspath(each) for each in ([names] if isinstance(names, str | PathLike) else names)]
    places = [name for name in texts if name != "-"]
    out = "-" in texts
    if texts.count("-") > 1:
        raise LrplotError("-o - is given twice")
    if out and not form and sys.stdout.isatty():
        form = "text"
    if out and not form:
        raise LrplotError("-o - needs --format, such as --format csv")
    if form and not out and not any(map(is_special, places)):
        raise LrplotError("--format is for standard output; a file's suffix says its format")
    given = named(form) if form else None
    forms = [given if given and is_special(name) else format_of(name) for name in places]
    if out and given and not given.text and sys.stdout.isatty():
        way = f"-o NAME.{form} writes a file, --format image shows it there"
        raise LrplotError(f"{form} is not for a terminal; {way}")
    plot = plan.plot()
    plots, rows = [plot], len(plot.steps)

    def counted(kind: Format) -> Plot:
        own = Tally(len(plot.curves))
        plots.append(plot.tabled() if kind.table else replace(plot, tally=own))
        return plots[-1]

    with open_all(places) as streams:
        for name, stream, kind in zip(places, streams, forms, strict=True):
            with naming(name), watch(kind, rows) as progress:
                kind.write(counted(kind), stream, progress or _unheard, processes)
        if out and given:
            with naming("standard output"):
                kept = Kept(sys.stdout.buffer)
                given.write(counted(given), cast(BinaryIO, kept), _unheard, processes)
                kept.give()
        # a table has seen every step, a picture maybe not
        fullest = max(plots, key=attrgetter("tally.seen"))
        if line := fullest.tally.said([name for name, _ in fullest.curves], rows):
            warn(line, RateWarning)
    done(plot)


def _unheard(rows: int) -> None:
    """Hear how many rows are done, and say nothing."""
