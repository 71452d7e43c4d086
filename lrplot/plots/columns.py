"""The table of a plot in memory: arrays by name, or a data frame of pandas or polars."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from lrplot.arithmetic.steps import Range
from lrplot.errors import LrplotError, RateWarning, one_of, unknown, warn
from lrplot.plots.plot import Plot

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 100_000_000
"""The most numbers of a table in memory."""

LIBRARIES = ("pandas", "polars")
"""What has data frames; where both are installed, the first makes them."""


def arrays(plot: Plot, every: int = 1) -> dict[str, NDArray[Any]]:
    """Return the steps and the rates of every curve by the names of columns in a CSV file."""
    plot, steps = plot.tabled(), plot.steps
    if every != 1:
        steps = Range(steps.start, steps.stop, steps.stride * every)
    if len(steps) * (1 + len(plot.curves)) > MOST:
        said = f"{len(steps):,} steps of {len(plot.curves)} curves are too many for memory"
        raise LrplotError(f"{said}; every=N takes one in N, and save('curves.csv') writes them all")
    at = steps.block(0, len(steps))
    found = [at, *(plot.rates(number, at) for number in range(len(plot.curves)))]
    if said := plot.tally.said([name for name, _ in plot.curves], len(steps)):
        warn(said, RateWarning)
    return dict(zip(plot.columns, found, strict=True))


def frame(columns: dict[str, NDArray[Any]], library: str | None = None) -> Any:
    """Return a data frame of columns, of a library that is named, or of one that is installed."""
    if library is not None and library not in LIBRARIES:
        raise unknown("library", library, LIBRARIES, f"it is {one_of(LIBRARIES)}")
    chosen = [library] if library else [name for name in LIBRARIES if find_spec(name)]
    if not chosen:
        raise LrplotError(f"a data frame needs {one_of(LIBRARIES)}, and none is installed")
    try:
        return import_module(chosen[0]).DataFrame(columns)
    except ImportError:
        raise LrplotError(f"a data frame of {library} needs it, and it is not installed") from None
