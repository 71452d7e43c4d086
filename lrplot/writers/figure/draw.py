"""Draws the curves of a plot onto matplotlib axes, and saves the picture."""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from lrplot.arithmetic import numbers
from lrplot.arithmetic.steps import Range
from lrplot.errors import LrplotError, where
from lrplot.plot.labels import clean
from lrplot.plot.plan import Plot
from lrplot.plot.sampling import Curve, sample
from lrplot.plot.settings import Settings
from lrplot.plot.tally import LARGEST
from lrplot.writers.figure import fonts, layout, style, ticks
from lrplot.writers.figure.load import load

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE, XLABEL, YLABEL = "Learning rate schedule", "Train Step", "Learning Rate"
MOST_CELLS = 1 << 14

SAVED: dict[str, dict[str, Any]] = {
    # half the time of the usual level, for a tenth more bytes
    "png": {"pil_kwargs": {"compress_level": 2}},
    # without these, a file would tell the hour at which it was drawn
    "svg": {"metadata": {"Date": None}},
    "pdf": {"metadata": {"CreationDate": None}},
}


def write(plot: Plot, stream: BinaryIO, form: str) -> None:
    """Draw the plot and write it as `png`, `svg` or `pdf`; the same plot gives the same bytes."""
    load()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    settings = plot.settings
    if form != "png":
        # without pixels, the layout must not hang on how many there would be
        settings = replace(settings, dpi=None)
    steps = _window(plot.steps, settings)
    said = [settings.title, settings.xlabel, settings.ylabel, *(name for name, _ in plot.curves)]
    with style.look(settings), fonts.covering([text for text in said if text]):
        figure = Figure()
        _check_size(figure, form, settings)
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        cells = min(MOST_CELLS, math.ceil(figure.bbox.width))
        log = bool(settings.log_x)
        strokes = style.strokes(len(plot.curves), figure.dpi)
        curves = [
            sample(name, schedule, steps, cells, log, stroke)
            for (name, schedule), stroke in zip(plot.curves, strokes, strict=True)
        ]
        for number, curve in enumerate(curves):
            # of two neighbours at one step, the second is its rate
            own = np.append(np.diff(curve.steps) > 0, True)
            plot.see(number, curve.steps[own], curve.rates[own])
        _contents(axes, curves, settings)
        _settle(figure, axes, settings, usual=_usual(plot))
        if _legend(axes, curves, settings):
            _settle(figure, axes, settings)
        _check_size(figure, form, settings)
        # in memory first, so that what the look does wrong is told from a disk that is full
        picture = io.BytesIO()
        figure.savefig(picture, format=form, **SAVED[form])
    stream.write(picture.getbuffer())


def _check_size(figure: Figure, form: str, settings: Settings) -> None:
    theirs = style.theirs(settings)
    with where(str(settings.look)) if theirs else contextlib.nullcontext():
        if theirs:
            layout.check_inches(figure)
        if form == "png":
            layout.check_pixels(figure)


def _settle(figure: Figure, axes: Axes, settings: Settings, usual: bool = False) -> None:
    """Make room; where that makes the axes smaller, wrap and thin out what stands around them."""
    fixed = settings.size is not None
    for _ in range(4):
        if not layout.make_room(figure, axes, fixed, usual) or not fixed:
            return
        _fit(axes, settings)


def _usual(plot: Plot) -> bool:
    """Tell whether nothing is asked for that could need more room than the look leaves."""
    settings = plot.settings
    said = (settings.title, settings.xlabel, settings.ylabel, settings.steps_per_epoch)
    sized = (settings.size, settings.xlim)
    return (
        not style.theirs(settings)
        and all(value is None for value in said + sized)
        and plot.steps.start == 0
    )


def _window(steps: Range, settings: Settings) -> Range:
    """Return the steps that the picture shows, with one more on each side."""
    low, high = settings.xlim or (-math.inf, math.inf)
    if settings.log_x:
        if settings.xlim and low <= 0:
            raise LrplotError(
                f"x limits: a logarithmic axis starts above 0, not at {numbers.text(low)}"
            )
        low = max(low, 1.0)
    if low > steps.last or high < steps.start:
        if settings.xlim is None:
            raise LrplotError("log x: step 0 is the only one, and has no logarithm")
        ends = f"{numbers.text(settings.xlim[0])}:{numbers.text(settings.xlim[1])}"
        raise LrplotError(f"x limits: {ends} shows none of the steps {steps.start} to {steps.last}")
    first, last = 0, len(steps) - 1
    if low > steps.start:
        first = math.floor((low - steps.start) / steps.stride)
    if high < steps.last:
        last = math.ceil((high - steps.start) / steps.stride)
    start = steps.start + first * steps.stride
    return Range(start, steps.start + last * steps.stride + 1, steps.stride)


def draw(axes: Axes, curves: Sequence[Curve], settings: Settings | None = None) -> None:
    """Draw curves onto matplotlib axes, with labels, scales, ticks and a legend.

    The axes keep their own style; `settings` says what is to differ from the defaults.
    """
    settings = settings or Settings()
    _contents(axes, curves, settings)
    _legend(axes, curves, settings)


def _contents(axes: Axes, curves: Sequence[Curve], settings: Settings) -> None:
    curves = [
        replace(curve, rates=np.where(np.abs(curve.rates) <= LARGEST, curve.rates, np.nan))
        for curve in curves
    ]
    for curve, own in zip(curves, style.styles(len(curves)), strict=True):
        rates = curve.rates
        label = clean(" ".join(curve.label.split())) or " "
        (line,) = axes.plot(curve.steps, rates, label=label, snap=False, **own)
        there = np.isfinite(np.concatenate([[np.nan], rates, [np.nan]]))
        lone = np.flatnonzero(there[1:-1] & ~there[:-2] & ~there[2:])
        if lone.size:
            # a line through one point has no length
            size = 4 + 2 * line.get_linewidth()
            line.set(marker="o", markersize=size, markevery=lone.tolist())
    _scales(axes, curves, settings)
    if settings.steps_per_epoch:
        _epochs(axes, settings.steps_per_epoch)
    _fit(axes, settings)


def _legend(axes: Axes, curves: Sequence[Curve], settings: Settings) -> bool:
    if len(curves) < 2 and settings.legend in (None, "auto"):
        return False
    return layout.legend(axes, settings.legend or "auto", fixed=settings.size is not None)


def _fit(axes: Axes, settings: Settings) -> None:
    """Wrap titles and choose ticks for the axes' present size."""
    for text, said, default, side in (
        (axes.title, settings.title, TITLE, "width"),
        (axes.xaxis.label, settings.xlabel, XLABEL, "width"),
        (axes.yaxis.label, settings.ylabel, YLABEL, "height"),
    ):
        text.set_parse_math(False)
        room = layout.ems(axes, float(text.get_fontsize()), side)
        text.set_text(layout.wrapped(clean(default if said is None else said), room))
    ticks.place(axes, axes.xaxis, ticks.steps, whole=True)
    ticks.place(axes, axes.yaxis, ticks.rates)
    for top in axes.child_axes:
        ticks.place(axes, top.xaxis, ticks.numbers, scale=settings.steps_per_epoch or 1.0)


def _scales(axes: Axes, curves: Sequence[Curve], settings: Settings) -> None:
    steps = np.concatenate([curve.steps for curve in curves])
    rates = np.concatenate([curve.rates for curve in curves])
    rates = rates[np.isfinite(rates)]
    if settings.log_x:
        axes.set_xscale("log")
        first, last = max(1.0, steps.min()), steps.max()
        axes.set_xlim((first, last) if last > first else (first / 2, first * 2))
    elif steps.min() == steps.max():
        axes.set_xlim(steps.min() - 0.5, steps.max() + 0.5)
    if settings.log_y:
        _log_rates(axes, rates, settings)
    elif not rates.size:
        axes.set_ylim(0.0, 1.0)
    elif np.ptp(rates) <= 1e-9 * np.abs(rates).max():
        # one rate throughout: show it against 0
        rate = float(rates[0])
        axes.set_ylim(1.25 * min(rate, 0.0), 1.25 * max(rate, 0.0) or 1.0 * (rate == 0))
    if settings.xlim:
        axes.set_xlim(settings.xlim)
    if settings.ylim:
        axes.set_ylim(settings.ylim)


def _log_rates(axes: Axes, rates: np.ndarray[Any, Any], settings: Settings) -> None:
    """Show six decades at the most: what a curve falls to on its way to 0 hides the rest."""
    if settings.ylim and settings.ylim[0] <= 0:
        low = numbers.text(settings.ylim[0])
        raise LrplotError(f"y limits: a logarithmic axis starts above 0, not at {low}")
    if not rates.size:
        raise LrplotError(f"log y: there is no rate, or all are above {LARGEST}")
    if not (rates > 0).any():
        raise LrplotError("log y: no rate is above 0")
    rates = rates[rates > 1 / LARGEST]
    if not rates.size:
        raise LrplotError(f"log y: no rate is above {1 / LARGEST}")
    axes.set_yscale("log")
    top = float(rates.max())
    axes.set_ylim(max(float(rates.min()), top * 1e-6) / 1.3, top * 1.3)


@dataclass(frozen=True)
class _Times:
    factor: float

    def __call__(self, x: Any) -> Any:
        return np.asarray(x) * self.factor


def _epochs(axes: Axes, steps_per_epoch: float) -> None:
    times = _Times(1 / steps_per_epoch), _Times(steps_per_epoch)
    top = axes.secondary_xaxis("top", functions=times)
    top.set_xlabel("Epoch")
