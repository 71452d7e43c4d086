"""Writes a page: one HTML file that works offline, to hover, zoom and compare in."""

from __future__ import annotations

from typing import BinaryIO

from lrplot.plots.plot import Plot
from lrplot.writers import Format, Progress


def _write(plot: Plot, stream: BinaryIO, progress: Progress, processes: int) -> None:
    from lrplot.writers.page.write import write

    write(plot, stream)


FORMATS = (Format("html", _write, text=True, unused=("legend", "outline_text", "dpi")),)
