"""Where ticks stand on an axis, and what is written at them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

Texts = Callable[[Sequence[float], bool], list[str]]

SUFFIXES = ((12, "T"), (9, "B"), (6, "M"), (3, "k"))


def steps(values: Sequence[float], log: bool) -> list[str]:
    """Return how steps are written: `5k`, `1.5M`; all digits where these would be too many."""
    longest = max(map(abs, values), default=0.0)
    if longest < 1e4:
        return [f"{value:.10g}" for value in values]
    if log:
        return [_suffixed(value, _unit(value)) for value in values]
    texts = [_suffixed(value, _unit(longest)) for value in values]
    if max(map(len, texts)) > 7 and longest < 1e12:
        return [f"{value:,.0f}" for value in values]
    return texts


def rates(values: Sequence[float], log: bool) -> list[str]:
    """Return how rates are written: `2e-4` below a hundredth, `0.02` from there on."""
    longest = max(map(abs, values), default=0.0)
    if log:
        return [_plain(v, 6) if 1 <= v < 1e4 else _scientific(v, 6) for v in values]
    write = _plain if 1e-2 <= longest < 1e4 else _scientific
    return _shortest(values, write)


def numbers(values: Sequence[float], log: bool) -> list[str]:
    """Return how other numbers are written, such as epochs."""
    longest = max(map(abs, values), default=0.0)
    if log or not 1e-4 <= longest < 1e7:
        return [f"{v:.6g}" if 1e-3 <= abs(v) < 1e7 else _scientific(v, 6) for v in values]
    return _shortest(values, _plain)


def _unit(value: float) -> tuple[int, str]:
    return next((unit for unit in SUFFIXES if abs(value) >= 10 ** unit[0]), (0, ""))


def _suffixed(value: float, unit: tuple[int, str]) -> str:
    return f"{value / 10 ** unit[0]:.12g}{unit[1]}" if value else "0"


def _plain(value: float, digits: int) -> str:
    return f"{value:.{digits}g}" if value else "0"


def _scientific(value: float, digits: int) -> str:
    if value == 0:
        return "0"
    mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"


def _shortest(values: Sequence[float], write: Callable[[float, int], str]) -> list[str]:
    """Return the values with the fewest digits, six or more, that show how far apart they are."""
    near = min((b - a for a, b in zip(values, values[1:], strict=False)), default=math.inf)
    for digits in range(6, 16):
        texts = [write(value, digits) for value in values]
        if all(abs(float(t) - v) <= 1e-2 * near for t, v in zip(texts, values, strict=True)):
            break
    return texts


def place(axes: Axes, axis: Axis, texts: Texts, whole: bool = False) -> None:
    """Put as many ticks on an axis as there is room for; `whole`: only at whole numbers."""
    from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

    low, high = sorted(map(float, axis.get_view_interval()))
    log = "log" in axis.get_scale()

    def text(value: float, _: int | None = None) -> str:
        locs = list(formatter.locs)
        return texts(locs, log)[locs.index(value)] if value in locs else texts([value], log)[0]

    formatter = FuncFormatter(text)
    if log and high >= 10 * low:
        few = high < 1e3 * low
        axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0) if few else (1.0,)))
    else:
        room = _room(axes, axis)
        for bins in range(9, 0, -1):
            locator = MaxNLocator(bins, steps=[1, 2, 2.5, 5, 10], integer=whole, min_n_ticks=1)
            ticks = [float(t) for t in locator.tick_values(low, high) if low <= t <= high]
            if room(texts(ticks, log)):
                break
        axis.set_major_locator(locator)
    axis.set_major_formatter(formatter)
    axis.set_minor_formatter(NullFormatter())


def _room(axes: Axes, axis: Axis) -> Callable[[Sequence[str]], bool]:
    """Return a test: do these texts fit along the axis, by the width of most letters?"""
    import matplotlib
    from matplotlib.font_manager import FontProperties

    along = axis.axis_name
    figure = axes.get_figure(root=True)
    assert figure is not None
    box = axes.get_window_extent()
    points = (box.width if along == "x" else box.height) / figure.dpi * 72
    size = FontProperties(size=matplotlib.rcParams[f"{along}tick.labelsize"]).get_size_in_points()
    if along == "y":
        return lambda texts: len(texts) * 2.2 * size <= points
    return lambda texts: sum(0.62 * len(text) + 1.2 for text in texts) * size <= points
