"""Puts what else of an optimizer is shown beneath its rates, in a panel each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from lrplot.plots.labels import Swept
from lrplot.plots.plot import Plot
from lrplot.plots.sampling import Curve, sample
from lrplot.writers.figure import layout, lines, scales, ticks, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from lrplot.arithmetic.steps import Range

PART = 0.4
"""How high a panel is, in parts of that of the rates."""

GAP = 1.1
"""How far apart they are, in ems of the look's font."""

WORD = 6.5
"""So many ems any word of a label has at the most."""

APART = 1.5
"""How many ems there are from one tick to the next: a low panel has few."""


def panels(figure: Figure, many: int, fixed: bool) -> list[Axes]:
    """Return the axes of the rates and, beneath them, of `many` others, in one column.

    The figure grows by what they need, unless its size is `fixed`.
    """
    if not many:
        return [figure.add_subplot()]
    import matplotlib

    width, height = figure.get_size_inches()
    edges = figure.subplotpars
    gap = GAP * matplotlib.rcParams["font.size"] / 72
    whole = (edges.top - edges.bottom) * height
    rates = (whole - many * gap) / (1 + PART * many) if fixed else whole
    if not fixed:
        more = many * (PART * rates + gap)
        low, high = edges.bottom * height, (1 - edges.top) * height
        height += more
        figure.set_size_inches(width, height)
        figure.subplots_adjust(bottom=low / height, top=1 - high / height)
    mean = rates * (1 + PART * many) / (1 + many)
    made = figure.subplots(
        1 + many, 1, sharex=True, squeeze=False,
        gridspec_kw={"height_ratios": [1.0, *[PART] * many], "hspace": gap / mean},
    )  # fmt: skip
    found: list[Axes] = made[:, 0].tolist()
    figure.align_ylabels(found)
    return found


def sampled(
    plot: Plot, steps: Range, cells: int, log: bool, strokes: Sequence[int]
) -> list[list[Curve]]:
    """Return the curves of each panel beneath the rates."""
    return [
        [
            sample(name, schedule, plot.part(number, steps), cells, log, stroke)
            for number, ((name, _), schedule, stroke) in enumerate(
                zip(plot.curves, others.schedules, strokes, strict=True)
            )
        ]
        for others in plot.others
    ]


def different(
    plot: Plot,
    curves: Sequence[Curve],
    below: Sequence[Sequence[Curve]],
    groups: Sequence[Sequence[int]],
) -> tuple[list[Curve], tuple[Swept, ...], list[list[Curve]]]:
    """Return one curve for each group of equal ones, and what a sweep varies between those left.

    And the same curves of the panels below.
    """
    firsts = [group[0] for group in groups]
    rows = [[row[first] for first in firsts] for row in below]
    merged = [
        replace(curves[group[0]], label=lines.together([curves[n].label for n in group]))
        for group in groups
    ]
    if len(merged) == len(curves):
        return merged, plot.swept, rows
    # a legend of two parameters has no place to say which are equal
    kept = [each.at(firsts) for each in plot.swept] if len(plot.swept) == 1 else []
    return merged, tuple(kept), rows


def merged(
    plot: Plot, curves: Sequence[Curve], below: Sequence[Sequence[Curve]]
) -> list[list[int]]:
    """Return the places of curves, those together that are equal in every panel."""
    rows = [(curves, [schedule for _, schedule in plot.curves])]
    rows += [(row, [*each.schedules]) for row, each in zip(below, plot.others, strict=True)]
    groups: dict[tuple[int, ...], list[int]] = {}
    found = [lines.merged(*row) for row in rows]
    for number in range(len(curves)):
        key = tuple(next(i for i, own in enumerate(each) if number in own) for each in found)
        groups.setdefault(key, []).append(number)
    return [*groups.values()]


def show(axes: Axes, name: str, curves: Sequence[Curve]) -> None:
    """Set what a panel shows: a weight decay from 0 on, of a momentum where it moves."""
    rates = np.concatenate([curve.rates for curve in curves])
    rates = rates[np.isfinite(rates)]
    if rates.size:
        scales.against_zero(axes, rates, zoomed=name == "momentum")


def fit(axes: Axes, said: str) -> None:
    """Label a panel, and choose its ticks, for its present size."""
    label = axes.yaxis.label
    room = layout.ems(axes, float(label.get_fontsize()), "height")
    # a word stays whole, however low the panel is
    label.set_text(wrap.wrapped(said, max(room, WORD), False))
    ticks.place(axes, axes.yaxis, ticks.rates, apart=APART)
