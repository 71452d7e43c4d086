"""Figures for Python, and how they and all that is drawn show themselves in a notebook."""

from __future__ import annotations

import base64
import io
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lrplot.errors import LrplotError, RateWarning, warn
from lrplot.pieces import Schedule
from lrplot.plots.plan import Plan
from lrplot.plots.sampling import Curve
from lrplot.plots.settings import Settings
from lrplot.specs.given import given
from lrplot.specs.spec import Spec
from lrplot.writers.figure import draw, fonts, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Bundle = tuple[dict[str, Any], dict[str, Any]]
"""What a notebook takes: data by its MIME type, and how large to show it."""

PICTURES = {"image/svg+xml": "svg", "image/png": "png"}
TEXT = "text/plain"

INCH = 96
"""Pixels of a notebook's page in an inch, however many more a picture has."""

Drawn = Plan | Spec | Schedule | Curve


def figure(of: Drawn) -> Figure:
    """Return a figure that pyplot does not know; it shows itself in a notebook, in its look."""
    if isinstance(of, Curve):
        settings, labels = Settings(), [of.label]
        with draw.line(of, "png") as made:
            pass
    else:
        plot = _plan(of).plot()
        settings, labels = plot.settings, [name for name, _ in plot.curves]
        with draw.picture(plot, "png") as made:
            pass
        if said := plot.tally.said(labels, len(plot.steps)):
            warn(said, RateWarning)
    made._repr_mimebundle_ = Show(made, settings, labels)  # type: ignore[attr-defined]
    return made


def bundle(
    of: Drawn, include: Collection[str] | None = None, exclude: Collection[str] | None = None
) -> Bundle:
    """Return the picture of what a cell of a notebook ends with, and its text."""
    text = {TEXT: repr(of)}
    if not _asked(include, exclude):
        return text, {}
    try:
        data, sizes = Show.of(figure(of))(include, exclude)
    except LrplotError as error:
        return {TEXT: f"{of!r}\nno picture: {error}"}, {}
    return data | text, sizes


@dataclass(frozen=True)
class Show:
    """Shows a figure as it is by then: the look says how texts and edges of a file are made."""

    figure: Figure
    settings: Settings
    texts: Sequence[str]

    @staticmethod
    def of(made: Figure) -> Show:
        """Return what shows a figure of lrplot's."""
        found: Show = made._repr_mimebundle_  # type: ignore[attr-defined]
        return found

    def __call__(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Bundle:
        data: dict[str, Any] = {TEXT: repr(self.figure)}
        sizes: dict[str, Any] = {}
        with style.look(self.settings), fonts.covering(self.texts):
            for kind in _asked(include, exclude):
                form, saved = PICTURES[kind], io.BytesIO()
                self.figure.savefig(saved, format=form, **draw.SAVED[form])
                if form == "svg":
                    data[kind] = saved.getvalue().decode()
                    continue
                data[kind] = base64.b64encode(saved.getvalue()).decode()
                width, height = self.figure.get_size_inches()
                sizes[kind] = {"width": round(width * INCH), "height": round(height * INCH)}
        return data, sizes


def _plan(of: Plan | Spec | Schedule) -> Plan:
    if isinstance(of, Plan):
        return of
    return Plan((of if isinstance(of, Spec) else given(of),))


def _asked(include: Collection[str] | None, exclude: Collection[str] | None) -> list[str]:
    """Return the kinds of pictures that are asked for; a terminal's IPython can show none."""
    kinds = [kind for kind in PICTURES if include is None or kind in include]
    kinds = [kind for kind in kinds if kind not in (exclude or ())]
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is None:
        return kinds
    return [kind for kind in kinds if kind in shell.display_formatter.active_types]
