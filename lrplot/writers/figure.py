"""Pictures: PNG, SVG and PDF, by matplotlib, which is imported only to draw."""

from __future__ import annotations

import contextlib
import math
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from lrplot.curve import Curve, sample
from lrplot.errors import LrplotError, one_of, unknown
from lrplot.plan import Plot
from lrplot.settings import Settings
from lrplot.writers import layout

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TITLE, XLABEL, YLABEL = "Learning rate schedule", "Train Step", "Learning Rate"
LOOKS = ("lrplot", "print", "dark")
NO_STYLE = ("backend", "backend_fallback", "interactive", "toolbar", "timezone", "date.epoch")
WIDEST = 44
"""Characters of a label in one line of the legend."""


def write(plot: Plot, stream: BinaryIO, form: str, progress: Callable[[int], object]) -> None:
    """Draw the plot and write it as `png`, `svg` or `pdf`; the same plot gives the same bytes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    settings = plot.settings
    with _look(settings):
        figure = Figure()
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        cells = math.ceil(figure.bbox.width)
        log = bool(settings.log_x)
        draw(axes, [sample(name, s, plot.steps, cells, log) for name, s in plot.curves], settings)
        layout.make_room(figure, axes, fixed=settings.size is not None)
        # without these, a file would tell the hour at which it was drawn
        undated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
        figure.savefig(stream, format=form, metadata=undated[form])


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
        default = matplotlib.rcParamsDefault
        matplotlib.rcParams.update({k: v for k, v in default.items() if k not in NO_STYLE})
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
    for curve in curves:
        label = textwrap.fill(curve.label, WIDEST) or " "
        axes.plot(curve.steps, curve.rates, label=label)
    axes.set_title(TITLE if settings.title is None else layout.wrapped(axes, settings.title))
    axes.set_xlabel(XLABEL if settings.xlabel is None else settings.xlabel)
    axes.set_ylabel(YLABEL if settings.ylabel is None else settings.ylabel)
    _scales(axes, curves, settings)
    if settings.steps_per_epoch:
        _epochs(axes, settings.steps_per_epoch)
    if len(curves) > 1 or settings.legend not in (None, "auto"):
        layout.legend(axes, settings.legend or "auto")


def _scales(axes: Axes, curves: Sequence[Curve], settings: Settings) -> None:
    from matplotlib.ticker import FuncFormatter

    steps = np.concatenate([curve.steps for curve in curves])
    if settings.log_x:
        axes.set_xscale("log")
        axes.set_xlim(max(1.0, steps.min()), max(2.0, steps.max()))
    if settings.log_y:
        axes.set_yscale("log")
        _log_limits(axes, np.concatenate([curve.rates for curve in curves]))
    if settings.xlim:
        axes.set_xlim(settings.xlim)
    if settings.ylim:
        axes.set_ylim(settings.ylim)
    axes.xaxis.set_major_formatter(FuncFormatter(_step_text(axes)))
    axes.yaxis.set_major_formatter(FuncFormatter(_rate_text(axes)))


def _log_limits(axes: Axes, rates: np.ndarray[Any, Any]) -> None:
    """Show six decades at the most: what a curve falls to on its way to 0 hides the rest."""
    rates = rates[np.isfinite(rates) & (rates > 0)]
    if rates.size:
        top = rates.max()
        axes.set_ylim(max(rates.min(), top * 1e-6) / 1.3, top * 1.3)


def _step_text(axes: Axes) -> Callable[[float, int], str]:
    """Return how step ticks are written: all with the suffix that suits the longest."""

    def text(value: float, _: int) -> str:
        longest = max(map(abs, axes.get_xlim()))
        for suffix, exponent in (("T", 12), ("B", 9), ("M", 6), ("k", 3)):
            if longest >= 10**exponent * (10 if suffix == "k" else 1) and value:
                scaled = value / 10**exponent
                if axes.get_xscale() == "log" and abs(scaled) < 1:
                    continue
                return f"{scaled:.10g}{suffix}"
        return f"{value:.10g}"

    return text


def _rate_text(axes: Axes) -> Callable[[float, int], str]:
    """Return how rate ticks are written: 2e-4 below a hundredth, 0.02 from there on."""

    def text(value: float, _: int) -> str:
        if value == 0:
            return "0"
        longest = max(map(abs, axes.get_ylim()))
        if 1e-2 <= longest < 1e4 and axes.get_yscale() == "linear":
            return f"{value:.6g}"
        mantissa, _e, exponent = f"{value:.5e}".partition("e")
        return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"

    return text


@dataclass(frozen=True)
class _Times:
    factor: float

    def __call__(self, x: Any) -> Any:
        return np.asarray(x) * self.factor


def _epochs(axes: Axes, steps_per_epoch: float) -> None:
    top = axes.secondary_xaxis(
        "top", functions=(_Times(1 / steps_per_epoch), _Times(steps_per_epoch))
    )
    top.set_xlabel("Epoch")
