"""Chooses where ticks stand on an axis, and writes their labels."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.ticker import Locator

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
    if max(len(text.partition(".")[2]) for text in texts) > 3:
        # more than two decimals and the suffix
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
    near = min((b - a for a, b in pairwise(values)), default=math.inf)
    for digits in range(6, 16):
        texts = [write(value, digits) for value in values]
        if all(abs(float(t) - v) <= 1e-2 * near for t, v in zip(texts, values, strict=True)):
            break
    return texts


APART = 2.2
"""How many ems there are from one tick of a rate axis to the next, at least."""


def place(
    axes: Axes,
    axis: Axis,
    texts: Texts,
    whole: bool = False,
    scale: float = 1.0,
    apart: float = APART,
) -> None:
    """Put as many ticks on an axis as there is room for.

    `whole`: only at whole numbers. `scale`: what a number on the axis is worth on the axes' own,
    where it is another axis, or in the numbers that the axes are drawn in. `apart`: how many ems
    there are between ticks one above the other.
    """
    from matplotlib.ticker import Formatter, LogLocator, MaxNLocator, NullFormatter

    inside = scale if axis in (axes.xaxis, axes.yaxis) else 1.0

    class Together(Formatter):
        """Writes ticks with an eye to their neighbours; those out of sight do not count."""

        def __call__(self, x: float, pos: int | None = None) -> str:
            return texts([x / inside], "log" in axis.get_scale())[0]

        def format_ticks(self, values: Sequence[float]) -> list[str]:
            low, high = sorted(axis.get_view_interval())
            slack = 1e-9 * (high - low)
            shown = [float(v) for v in values if low - slack <= v <= high + slack]
            own = [value / inside for value in shown]
            said = dict(zip(shown, texts(own, "log" in axis.get_scale()), strict=True))
            return [said.get(float(value), "") for value in values]

    own = axes.yaxis if axis is axes.yaxis else axes.xaxis
    # an axis on top learns its limits only when it is drawn
    low, high = sorted(float(end) / scale for end in own.get_view_interval())
    log = "log" in own.get_scale()
    room = _room(axes, axis, apart)
    locators: list[Locator] = [
        MaxNLocator(bins, steps=[1, 2, 2.5, 5, 10], integer=whole, min_n_ticks=1)
        for bins in range(9, 0, -1)
    ]
    if log and high >= 10 * low:
        locators = [LogLocator(subs=(1.0,))]
        if high < 1e3 * low:
            locators.insert(0, LogLocator(subs=(1.0, 2.0, 5.0)))
    for locator in locators:
        seen = [float(t) for t in locator.tick_values(low, high) if low <= t <= high]
        if room(texts(seen, log)):
            break
    axis.set_major_locator(locator if inside == 1.0 else _scaled(locator, inside))
    axis.set_major_formatter(Together())
    axis.set_minor_formatter(NullFormatter())


def _scaled(locator: Locator, scale: float) -> Locator:
    """Return a locator whose ticks are at so many times the numbers of another."""
    from matplotlib.ticker import Locator

    class Scaled(Locator):
        """Ticks in units that are not the axis's own."""

        def __call__(self) -> Sequence[float]:
            assert self.axis is not None
            return self.tick_values(*self.axis.get_view_interval())

        def tick_values(self, vmin: float, vmax: float) -> Sequence[float]:
            return [scale * float(v) for v in locator.tick_values(vmin / scale, vmax / scale)]

    return Scaled()


def _room(axes: Axes, axis: Axis, apart: float) -> Callable[[Sequence[str]], bool]:
    """Return a test: do these texts fit along the axis, by the width of most letters?"""
    import matplotlib
    from matplotlib.font_manager import FontProperties

    figure = axes.get_figure(root=True)
    assert figure is not None
    box, rc = axes.get_window_extent(), matplotlib.rcParams
    upright = axis is axes.yaxis
    points = (box.height if upright else box.width) / figure.dpi * 72
    look = rc["ytick.labelsize"] if upright else rc["xtick.labelsize"]
    size = FontProperties(size=look).get_size_in_points()
    if upright:
        return lambda texts: len(texts) * apart * size <= points
    return lambda texts: sum(0.62 * len(text) + 1.2 for text in texts) * size <= points
