"""Draws pictures on a terminal, of letters or as images; nothing of it is imported before."""

from __future__ import annotations

from typing import BinaryIO

from lrplot.plots.plot import Plot
from lrplot.writers import Format, Progress


def _text(plot: Plot, stream: BinaryIO, progress: Progress, processes: int) -> None:
    from lrplot.writers.terminal.text import write

    write(plot, stream)


def _image(plot: Plot, stream: BinaryIO, progress: Progress, processes: int) -> None:
    from lrplot.writers.terminal.image import write

    write(plot, stream)


FORMATS = (
    Format(
        "text", _text, text=True, file=False, unused=("size", "mathtext", "outline_text", "dpi")
    ),
    Format("image", _image, text=True, file=False, unused=("outline_text",)),
)
