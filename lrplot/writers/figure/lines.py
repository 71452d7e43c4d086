"""Chooses colours, dashes and widths that tell curves apart, and what a legend says of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from lrplot.pieces import Schedule
from lrplot.plots.labels import Swept
from lrplot.plots.sampling import Curve

if TYPE_CHECKING:
    from matplotlib.lines import Line2D

Style = dict[str, Any]

DASHES = (
    "-", (0, (6, 1.6)), (0, (2, 1.2)), (0, (6, 1.5, 1.5, 1.5)), (0, (10, 2)),
    (0, (6, 1.5, 1.5, 1.5, 1.5, 1.5)),
)  # fmt: skip
MOST_NAMED = 3
"""So many of the curves that are equal are named."""


def styles(count: int, swept: Sequence[Swept] = ()) -> list[Style]:
    """Return what sets curves apart beyond the look's own cycle.

    A sweep of two parameters has a colour for each value of one and dashes for each of the other;
    a long sweep of one number walks through the look's map of colours; other curves have the
    colours again, with other dashes.
    """
    import matplotlib

    cycle = matplotlib.rcParams["axes.prop_cycle"]
    if colored_and_dashed := two_ways(swept):
        colored, dashed = colored_and_dashed
        colors, dashes = _of_values(colored), dict(_numbered(dashed))
        return [
            {**colors[color], "linestyle": DASHES[dashes[dash]]}
            for color, dash in zip(colored.texts, dashed.texts, strict=True)
        ]
    if count <= len(cycle):
        return [{}] * count
    if len(swept) == 1 and _numeric(swept[0]):
        return _shades(swept[0].values)
    return [_again(number) for number in range(count)]


def strokes(count: int, dpi: float, swept: Sequence[Swept] = ()) -> list[int]:
    """Return how many whole pixels wide the line of each of `count` curves is."""
    import matplotlib

    rc = matplotlib.rcParams
    cycle = rc["axes.prop_cycle"].by_key().get("linewidth", [rc["lines.linewidth"]])
    own = styles(count, swept)
    widths = [each.get("linewidth", cycle[i % len(cycle)]) for i, each in enumerate(own)]
    return [max(1, int(width * dpi / 72)) for width in widths]


def two_ways(swept: Sequence[Swept]) -> tuple[Swept, Swept] | None:
    """Return which of two swept parameters has colours, and which dashes; None if not so."""
    if len(swept) != 2:
        return None
    dashed, colored = sorted(swept, key=lambda each: len(set(each.texts)))
    pairs, colors = set(zip(colored.texts, dashed.texts, strict=True)), len(set(colored.texts))
    if len(pairs) < len(colored.texts) or len(set(dashed.texts)) > len(DASHES):
        return None
    if colors > len(_colors()) and not _numeric(colored):
        return None
    # as many values as curves: neither says anything without the other
    return (colored, dashed) if colors < len(pairs) else None


def explained(swept: Sequence[Swept]) -> list[Line2D]:
    """Return the lines of a legend for a sweep of two parameters: its dashes, then its colours."""
    import matplotlib
    from matplotlib.lines import Line2D

    rc, found = matplotlib.rcParams, two_ways(swept)
    if not found:
        return []
    ways = dict(
        zip(zip(*(each.labels for each in found), strict=True), styles(0, swept), strict=True)
    )
    out: dict[str, Style] = {}
    for (_, label), style in ways.items():
        plain = {"color": rc["text.color"], "linewidth": rc["lines.linewidth"]}
        out.setdefault(label, {**plain, "linestyle": style["linestyle"]})
    for (label, _), style in ways.items():
        out.setdefault(label, {**style, "linestyle": "-"})
    return [Line2D([], [], label=label, **style) for label, style in out.items()]


def merged(curves: Sequence[Curve], schedules: Sequence[Schedule]) -> list[list[int]]:
    """Return the places of curves, those together that are equal at every step sampled."""
    groups: list[list[int]] = []
    for number, curve in enumerate(curves):
        for group in groups:
            first = group[0]
            if _equal(curves[first], schedules[first], curve, schedules[number]):
                group.append(number)
                break
        else:
            groups.append([number])
    return groups


def together(labels: Sequence[str]) -> str:
    """Return the label of curves that are equal."""
    if len(labels) == 1:
        return labels[0]
    rest = len(labels) - MOST_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    return f"{', '.join(labels[:MOST_NAMED])}{more} (equal)"


def _equal(one: Curve, first: Schedule, other: Curve, second: Schedule) -> bool:
    """Tell whether two curves differ by no more than rounding."""
    if one.steps[-1] != other.steps[-1] or not math.isclose(
        one.rates[0], other.rates[0], rel_tol=1e-9, abs_tol=1e-300
    ):
        return False
    few = np.unique(one.steps[:: max(1, one.steps.size // 8)])
    for steps in (few, np.union1d(one.steps, other.steps)):
        rates = first(steps)
        slack = 1e-12 * np.max(np.abs(rates[np.isfinite(rates)]), initial=0.0)
        if not np.allclose(rates, second(steps), rtol=1e-9, atol=slack, equal_nan=True):
            return False
    return True


def _colors() -> list[Any]:
    """Return the colours of the look's cycle."""
    import matplotlib

    rc = matplotlib.rcParams
    colors: list[Any] = rc["axes.prop_cycle"].by_key().get("color", [rc["lines.color"]])
    return colors


def _numeric(swept: Swept) -> bool:
    return all(type(value) in (int, float) for value in swept.values)


def _numbered(swept: Swept) -> list[tuple[str, int]]:
    """Return the values of a parameter, each with its number."""
    return [(text, number) for number, text in enumerate(dict.fromkeys(swept.texts))]


def _of_values(swept: Swept) -> dict[str, Style]:
    """Return a colour and a width for each value: thinner ones, drawn later, hide none before."""
    import matplotlib

    rc, numbered = matplotlib.rcParams, _numbered(swept)
    widths = rc["lines.linewidth"] * np.linspace(1.5, 0.7, len(numbered))
    values = dict(zip(swept.texts, swept.values, strict=True))
    if len(numbered) > len(_colors()):
        chosen = _shades([values[text] for text, _ in numbered])
        colors = [style["color"] for style in chosen]
    else:
        colors = _colors()
    return {
        text: {"color": colors[number], "linewidth": widths[number]} for text, number in numbered
    }


def _shades(values: Sequence[float]) -> list[Style]:
    """Return an even walk through the look's map of colours, in the order of the values."""
    import matplotlib
    from matplotlib.colors import to_rgb

    rc, count = matplotlib.rcParams, len(values)
    # the end of the map that is as dark, or as light, as the page is left out
    dark = sum(to_rgb(rc["axes.facecolor"])) < 1.5
    ends = (0.25, 1.0) if dark else (0.0, 0.88)
    shades = matplotlib.colormaps[rc["image.cmap"]](np.linspace(*ends, count))
    width = rc["lines.linewidth"] * (0.6 if count > 15 else 0.85)
    ranks = np.argsort(np.argsort(values, kind="stable"), kind="stable").tolist()
    return [
        {"color": shades[rank], "linestyle": DASHES[rank % 3], "linewidth": width} for rank in ranks
    ]


def _again(number: int) -> Style:
    """Return a colour of the look's cycle with the next dashes each time the colours come again."""
    import matplotlib
    from matplotlib.colors import to_rgb

    rc = matplotlib.rcParams
    colors = _colors()
    time, place = divmod(number, len(colors))
    dash = (place + time) % len(DASHES)
    ink, color = np.array(to_rgb(rc["text.color"])), np.array(to_rgb(colors[place]))
    # colours and dashes that were there already come in other shades
    mixed = color + (ink - color) * min(0.8, 0.3 * (time // len(DASHES)))
    # what has no gaps is thinner each time, and drawn below what has
    width = rc["lines.linewidth"] * (max(0.4, 1.4 * 0.75**time) if dash == 0 else 0.95)
    style: Style = {"color": tuple(mixed.tolist()), "linestyle": DASHES[dash], "linewidth": width}
    return style | {"zorder": 1.9 if dash == 0 else 2.0}
