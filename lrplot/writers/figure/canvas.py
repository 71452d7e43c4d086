"""An empty figure in a look, with fonts for all that will be written onto it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lrplot.errors import warn, where
from lrplot.plots.settings import Settings
from lrplot.writers.figure import fonts, layout, style, wrap
from lrplot.writers.figure.load import load

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@contextlib.contextmanager
def empty(settings: Settings, texts: Sequence[tuple[str, str]], form: str) -> Iterator[Figure]:
    """Give the figure while its look is set; then warn of letters that no font has."""
    load()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with style.look(settings), fonts.covering([text for _, text in texts]) as missing:
        if settings.mathtext:
            wrap.check(texts)
        figure = Figure()
        check_size(figure, form, settings)
        FigureCanvasAgg(figure)
        yield figure
        boxes = missing and not (form == "svg" and style.text_is_text())
    if boxes:
        warn(fonts.missed(missing, texts))


def check_size(figure: Figure, form: str, settings: Settings) -> None:
    """Refuse a picture that is too large, by the name of the look where that makes it so."""
    theirs = style.theirs(settings)
    with where(str(settings.look)) if theirs else contextlib.nullcontext():
        if theirs:
            layout.check_inches(figure)
        if form == "png":
            layout.check_pixels(figure)
