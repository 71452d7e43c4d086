"""Chooses what the axes of a picture show: their steps, their rates, and the epochs on top."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lrplot.arithmetic import numbers
from lrplot.arithmetic.steps import Range
from lrplot.errors import LrplotError
from lrplot.plots.sampling import Curve
from lrplot.plots.settings import Settings
from lrplot.plots.tally import LARGEST

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NO_RATE = "no rate here can be drawn"
"""What a picture says in place of its curves, where they have no rates."""


def window(steps: Range, settings: Settings) -> Range:
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


def scales(axes: Axes, curves: Sequence[Curve], settings: Settings) -> None:
    """Set what the axes show: all, or what the settings say."""
    steps = np.concatenate([curve.steps for curve in curves])
    rates = np.concatenate([curve.rates for curve in curves])
    rates = rates[np.isfinite(rates)]
    if settings.log_x:
        axes.set_xscale("log")
        first, last = max(1.0, steps.min()), steps.max()
        axes.set_xlim((first, last) if last > first else (first / 2, first * 2))
    elif steps.min() == steps.max():
        axes.set_xlim(steps.min() - 0.5, steps.max() + 0.5)
    else:
        # a step without a rate is one all the same
        axes.update_datalim([(steps.min(), 0.0), (steps.max(), 0.0)], updatey=False)
    if settings.log_y:
        _log_rates(axes, rates, settings)
    elif not rates.size:
        axes.set_ylim(0.0, 1.0)
        axes.text(0.5, 0.5, NO_RATE, ha="center", va="center", transform=axes.transAxes)
    else:
        against_zero(axes, rates, zoomed=steps.min() > 0 or settings.xlim is not None)
    if settings.xlim:
        axes.set_xlim(settings.xlim)
    if settings.ylim:
        axes.set_ylim(settings.ylim)


def against_zero(axes: Axes, rates: np.ndarray[Any, Any], zoomed: bool) -> None:
    """Show rates from 0 on, so that a small change looks small, unless a part is looked at.

    A line that comes near 0 keeps the margin of the look below it.
    """
    low, high = float(rates.min()), float(rates.max())
    top = max(-low, high)
    margin = (axes.margins() or (0.0, 0.0))[1] * (high - low)
    if high - low <= 1e-9 * top:
        axes.set_ylim(1.25 * min(low, 0.0), 1.25 * max(low, 0.0) or 1.0 * (low == 0))
    elif not zoomed and (low > margin or high < -margin):
        axes.set_ylim(1.08 * min(low, 0.0), 1.08 * max(high, 0.0))


def _log_rates(axes: Axes, rates: np.ndarray[Any, Any], settings: Settings) -> None:
    """Show six decades at the most: what a curve falls to on its way to 0 hides the rest."""
    rates = positive(rates, settings)
    top = float(rates.max())
    # limits first: else those of rates that are all but equal would be widened with a warning
    axes.set_ylim(max(float(rates.min()), top * 1e-6) / 1.3, top * 1.3)
    axes.set_yscale("log")


def positive(rates: np.ndarray[Any, Any], settings: Settings) -> np.ndarray[Any, Any]:
    """Return those rates that a logarithmic axis can show; refuse to show none."""
    if settings.ylim and settings.ylim[0] <= 0:
        low = numbers.text(settings.ylim[0])
        raise LrplotError(f"y limits: a logarithmic axis starts above 0, not at {low}")
    rates = rates[np.isfinite(rates)]
    if not rates.size:
        raise LrplotError(f"log y: there is no rate, or all are above {LARGEST}")
    if not (rates > 0).any():
        raise LrplotError("log y: no rate is above 0")
    rates = rates[rates > 1 / LARGEST]
    if not rates.size:
        raise LrplotError(f"log y: no rate is above {1 / LARGEST}")
    return rates


@dataclass(frozen=True)
class _Times:
    factor: float

    def __call__(self, x: Any) -> Any:
        return np.asarray(x) * self.factor


def epochs(axes: Axes, steps_per_epoch: float) -> None:
    """Put an axis of epochs on top, unless these are too many for numbers."""
    if 1 / steps_per_epoch > LARGEST:
        return
    times = _Times(1 / steps_per_epoch), _Times(steps_per_epoch)
    top = axes.secondary_xaxis("top", functions=times)
    # the grid must not cut through its line
    top.set_zorder(2.6)
    top.set_xlabel("Epoch")
