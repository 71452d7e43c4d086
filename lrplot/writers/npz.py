"""Writes NPZ: an archive of numpy arrays, the steps and the rates of every curve."""

from __future__ import annotations

import re
import zipfile
from functools import partial
from typing import BinaryIO

from lrplot.arithmetic.arrays import np
from lrplot.plots.labels import unique
from lrplot.plots.plot import Plot
from lrplot.writers import Format, Progress
from lrplot.writers.table import ROWS

LONGEST_NAME = 100
"""Characters of a label that name its array."""


def write(plot: Plot, stream: BinaryIO, progress: Progress, processes: int) -> None:
    """Write an archive with the array of steps, and one of rates by each label."""
    steps = plot.steps
    # a label may be no name for a file in an archive, or one that is there already
    labels = [re.sub(r"[/\\\0]", "_", name)[:LONGEST_NAME] for name, _ in plot.curves]
    _, *names = unique(["steps", *labels])
    columns = {"steps": (np.dtype(np.int64), lambda at: at)} | {
        name: (np.dtype(np.float64), partial(plot.rates, number))
        for number, name in enumerate(names)
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


FORMATS = (Format("npz", write, table=True),)
