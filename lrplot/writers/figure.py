"""Pictures: PNG, SVG and PDF, by matplotlib, which is imported only to draw."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from lrplot import units
from lrplot.curve import Curve, sample
from lrplot.errors import LrplotError, one_of, unknown
from lrplot.plan import Plot
from lrplot.settings import Settings
from lrplot.steps import Range
from lrplot.writers import fonts, layout, ticks

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TITLE, XLABEL, YLABEL = "Learning rate schedule", "Train Step", "Learning Rate"
LOOKS = ("lrplot", "print", "dark")
NO_STYLE = ("backend", "backend_fallback", "interactive", "toolbar", "timezone", "date.epoch")
MOST_CELLS = 1 << 14


def write(plot: Plot, stream: BinaryIO, form: str, progress: Callable[[int], object]) -> None:
    """Draw the plot and write it as `png`, `svg` or `pdf`; the same plot gives the same bytes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    settings = plot.settings
    fixed = settings.size is not None
    steps = _window(plot.steps, settings)
    said = [settings.title, settings.xlabel, settings.ylabel, *(name for name, _ in plot.curves)]
    with _look(settings), fonts.covering([text for text in said if text]):
        if form != "png" and settings.dpi:
            # a vector has no pixels: its layout must not hang on how many there would be
            settings = replace(settings, dpi=None)
        figure = Figure()
        if form == "png":
            layout.check_pixels(figure)
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        cells = min(MOST_CELLS, math.ceil(figure.bbox.width))
        log = bool(settings.log_x)
        curves = [sample(name, s, steps, cells, log) for name, s in plot.curves]
        _contents(axes, curves, settings)
        layout.make_room(figure, axes, fixed, usual=_usual(plot))
        if fixed:
            # the axes have become smaller
            _fit(axes, settings)
            layout.make_room(figure, axes, fixed)
        if _legend(axes, curves, settings):
            layout.make_room(figure, axes, fixed)
            if fixed:
                _fit(axes, settings)
        if form == "png":
            layout.check_pixels(figure)
        # without these, a file would tell the hour at which it was drawn
        undated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
        figure.savefig(stream, format=form, metadata=undated[form])


def _usual(plot: Plot) -> bool:
    """Tell whether nothing is asked for that could need more room than the look leaves."""
    settings = plot.settings
    said = (settings.title, settings.xlabel, settings.ylabel, settings.steps_per_epoch)
    sized = (settings.size, settings.xlim)
    own = (settings.look or "lrplot") in LOOKS
    return own and all(value is None for value in said + sized) and plot.steps.start == 0


def _window(steps: Range, settings: Settings) -> Range:
    """Return the steps that the picture shows, with one more on each side."""
    low, high = settings.xlim or (-math.inf, math.inf)
    if settings.log_x:
        if settings.xlim and low <= 0:
            raise LrplotError(
                f"x limits: a logarithmic axis starts above 0, not at {units.text(low)}"
            )
        low = max(low, 1.0)
    if low > steps.last or high < steps.start:
        if settings.xlim is None:
            raise LrplotError("log x: step 0 is not on a logarithmic axis, and there is no other")
        ends = f"{units.text(settings.xlim[0])}:{units.text(settings.xlim[1])}"
        raise LrplotError(f"x limits: {ends} shows none of the steps {steps.start} to {steps.last}")
    first, last = 0, len(steps) - 1
    if low > steps.start:
        first = math.floor((low - steps.start) / steps.stride)
    if high < steps.last:
        last = math.ceil((high - steps.start) / steps.stride)
    start = steps.start + first * steps.stride
    return Range(start, steps.start + last * steps.stride + 1, steps.stride)


@contextlib.contextmanager
def _look(settings: Settings) -> Iterator[None]:
    """Draw in a look: matplotlib's defaults, then the look's own, then the settings'."""
    import matplotlib

    name = settings.look or "lrplot"
    path: Any = resources.files("lrplot") / "looks" / f"{name}.mplstyle"
    if name not in LOOKS:
        path = Path(name)
        if path.suffix != ".mplstyle":
            from matplotlib import style

            if name not in style.library:
                known = f"it is {one_of(LOOKS)}, a style of matplotlib's or an .mplstyle file"
                raise unknown("look", name, [*LOOKS, *style.available], known)
            path = None
    with matplotlib.rc_context():
        # a reader's own matplotlibrc must not change the picture; the backend is not in it
        default, now = matplotlib.rcParamsDefault, matplotlib.rcParams
        own = {k: v for k, v in default.items() if k not in NO_STYLE and now[k] != v}
        matplotlib.rcParams.update(own)
        try:
            look = style.library[name] if path is None else _style(path)
            matplotlib.rcParams.update({k: v for k, v in look.items() if k not in NO_STYLE})
        except (OSError, ValueError) as error:
            raise LrplotError(f"{name}: {error}") from None
        if settings.size:
            matplotlib.rcParams["figure.figsize"] = settings.size
        if settings.dpi:
            matplotlib.rcParams["figure.dpi"] = settings.dpi
        matplotlib.rcParams["savefig.dpi"] = "figure"
        yield


def _style(path: Any) -> Any:
    import matplotlib

    return matplotlib.rc_params_from_file(path, use_default_template=False)


def draw(axes: Axes, curves: Sequence[Curve], settings: Settings | None = None) -> None:
    """Draw curves onto matplotlib axes, with labels, scales, ticks and a legend.

    The axes keep their own style; `settings` says what is to differ from the defaults.
    """
    settings = settings or Settings()
    _contents(axes, curves, settings)
    _legend(axes, curves, settings)


def _contents(axes: Axes, curves: Sequence[Curve], settings: Settings) -> None:
    for curve, style in zip(curves, _styles(len(curves)), strict=True):
        rates = np.where(np.isfinite(curve.rates), curve.rates, np.nan)
        label = fonts.clean(" ".join(curve.label.split())) or " "
        (line,) = axes.plot(curve.steps, rates, label=label, **style)
        there = np.isfinite(np.concatenate([[np.nan], rates, [np.nan]]))
        lone = np.flatnonzero(there[1:-1] & ~there[:-2] & ~there[2:])
        if lone.size:
            # a line through one point has no length
            line.set(marker="o", markevery=lone.tolist())
    _scales(axes, curves, settings)
    if settings.steps_per_epoch:
        _epochs(axes, settings.steps_per_epoch)
    _fit(axes, settings)


def _styles(count: int) -> list[dict[str, Any]]:
    """Return what sets curves apart beyond the look's cycle: an even walk through its colours."""
    import matplotlib

    cycle = matplotlib.rcParams["axes.prop_cycle"]
    if count <= len(cycle):
        return [{}] * count
    colours = matplotlib.colormaps[matplotlib.rcParams["image.cmap"]]
    shades = colours(np.linspace(0.0, 0.9, count))
    dashes = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)))
    return [
        {"color": shade, "linestyle": dashes[i % 3], "linewidth": 1.5 - 0.5 * (count > 15)}
        for i, shade in enumerate(shades)
    ]


def _legend(axes: Axes, curves: Sequence[Curve], settings: Settings) -> bool:
    if len(curves) < 2 and settings.legend in (None, "auto"):
        return False
    return layout.legend(axes, settings.legend or "auto")


def _fit(axes: Axes, settings: Settings) -> None:
    """Wrap titles and choose ticks for the axes' present size."""
    for text, said, default, side in (
        (axes.title, settings.title, TITLE, "width"),
        (axes.xaxis.label, settings.xlabel, XLABEL, "width"),
        (axes.yaxis.label, settings.ylabel, YLABEL, "height"),
    ):
        text.set_parse_math(False)
        room = layout.ems(axes, float(text.get_fontsize()), side)
        text.set_text(layout.wrapped(fonts.clean(default if said is None else said), room))
    ticks.place(axes, axes.xaxis, ticks.steps, whole=True)
    ticks.place(axes, axes.yaxis, ticks.rates)
    for top in axes.child_axes:
        ticks.place(axes, top.xaxis, ticks.numbers)


def _scales(axes: Axes, curves: Sequence[Curve], settings: Settings) -> None:
    steps = np.concatenate([curve.steps for curve in curves])
    rates = np.concatenate([curve.rates for curve in curves])
    rates = rates[np.isfinite(rates)]
    if settings.log_x:
        axes.set_xscale("log")
        first, last = max(1.0, steps.min()), steps.max()
        axes.set_xlim(first, last if last > first else 2 * first)
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
        low = units.text(settings.ylim[0])
        raise LrplotError(f"y limits: a logarithmic axis starts above 0, not at {low}")
    rates = rates[rates > 0]
    if not rates.size:
        raise LrplotError("log y: no rate is above 0")
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
