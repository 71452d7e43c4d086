"""Draws pictures, PNG, SVG and PDF, by matplotlib, which is imported only to draw."""

from __future__ import annotations

from functools import partial
from typing import BinaryIO

from lrplot.plots.plot import Plot
from lrplot.writers import Format, Progress


def _write(form: str, plot: Plot, stream: BinaryIO, progress: Progress, processes: int) -> None:
    from lrplot.writers.figure.draw import write

    write(plot, stream, form)


FORMATS = (
    Format("png", partial(_write, "png"), unused=("outline_text",)),
    Format("svg", partial(_write, "svg"), text=True, unused=("dpi",)),
    Format("pdf", partial(_write, "pdf"), unused=("outline_text", "dpi")),
)
