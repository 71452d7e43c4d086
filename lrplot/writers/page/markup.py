"""Writes what can be read of a page without its script: headings, controls, legend and table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape

import numpy as np

from lrplot.analysis.facts import Point, facts
from lrplot.plots.labels import clean
from lrplot.plots.plot import Plot
from lrplot.plots.settings import Settings
from lrplot.writers.figure import contents, scales
from lrplot.writers.figure.palette import Palette
from lrplot.writers.page.data import Sampled, Slider

BUTTONS = (
    ("in", "Zoom in", "+"),
    ("out", "Zoom out", "\N{MINUS SIGN}"),
    ("left", "Pan left", "\N{LEFTWARDS ARROW}"),
    ("right", "Pan right", "\N{RIGHTWARDS ARROW}"),
)
"""What moves the view: the name of each, what is said of it, and its sign."""


def text(said: str) -> str:
    """Return a text of the user's as it stands in HTML."""
    return escape(clean(" ".join(said.split())))


def head(plot: Plot, settings: Settings) -> str:
    """Return the heading, and what all curves are of where a title of the user's leaves it out."""
    title = settings.title or plot.title or contents.TITLE
    of = plot.title if plot.title and plot.title.lower() not in title.lower() else ""
    return f"<h1>{text(title)}</h1>" + (f"\n<p>{text(of)}</p>" if of else "")


def controls(settings: Settings, faces: int) -> str:
    """Return the buttons above the chart; the page has so many `faces`, light and dark."""
    logs = (("log-x", "Log x", settings.log_x), ("log-y", "Log y", settings.log_y))
    out = [
        f'<button type="button" id="{name}" aria-pressed="{str(bool(on)).lower()}">{said}</button>'
        for name, said, on in logs
    ]
    out += [
        f'<button type="button" id="{name}" aria-label="{said}" title="{said}">{sign}</button>'
        for name, said, sign in BUTTONS
    ]
    out.append('<button type="button" id="reset">Reset</button>')
    hidden = "" if faces > 1 else " hidden"
    out.append(f'<button type="button" id="theme" aria-pressed="false"{hidden}>Dark</button>')
    return "\n".join(out)


def sweep(sliders: Sequence[Slider]) -> str:
    """Return a slider for each parameter that a sweep varies."""
    out = []
    for number, each in enumerate(sliders):
        key, last = text(each.key), len(each.values) - 1
        out.append(
            f'<div class="sweep"><label for="value-{number}">{key}</label>\n'
            f'<input type="range" id="value-{number}" min="0" max="{last}" value="0"'
            f' aria-valuetext="all">\n'
            f'<output id="said-{number}" for="value-{number}">all</output>\n'
            f'<label><input type="checkbox" id="all-{number}" checked'
            f' aria-label="all values of {key}">all</label></div>'
        )
    return "\n".join(out)


def legend(sampled: Sampled, palette: Palette) -> str:
    """Return a line for each curve: whether it is shown, how it is drawn, its rate and its word."""
    out = []
    for number, (label, line) in enumerate(zip(sampled.labels, palette.lines, strict=True)):
        name = text(label)
        dash = " ".join(f"{length:g}" for length in line.dash)
        out.append(
            f'<li><label><input type="checkbox" checked><svg class="swatch" width="44" height="12"'
            f' aria-hidden="true"><line x1="1" y1="6" x2="43" y2="6" stroke="var(--c{number})"'
            f' stroke-width="{line.width:g}"'
            + (f' stroke-dasharray="{dash}"' if dash else "")
            + f'/></svg><span class="name">{name}</span></label><span class="rate"></span>'
            f'<button type="button" class="copy" aria-label="Copy word: {name}">Copy word</button>'
            "</li>"
        )
    return "\n".join(out)


def note(sampled: Sampled) -> str:
    """Return what the page says of the steps that it has."""
    steps = sampled.range
    ends = f"{steps.start:,} to {steps.last:,}"
    drawn = any(np.isfinite(rates).any() for rates in sampled.panels[0].values)
    none = "" if drawn else f"<strong>{scales.NO_RATE.capitalize()}.</strong> "
    if sampled.whole:
        each = "Every step" if steps.stride == 1 else f"One step in {steps.stride:,}"
        return f"{none}{each} from {ends} is in this page."
    apart = int(np.diff(sampled.steps).max())
    return (
        f"{none}Steps {ends}, at most {apart:,} apart, with every breakpoint and the steps beside"
        " it; of cycles too dense to be seen, their lowest and highest. Each rate shown is that of"
        " its step; between two of them the line is straight. A table has all:"
        " <code>-o FILE.csv</code>."
    )


def table(plot: Plot, sampled: Sampled) -> str:
    """Return the table of telling steps, a body for each curve."""
    epochs = None if plot.in_epochs else plot.settings.steps_per_epoch
    unit = plot.settings.x if plot.settings.x in ("samples", "tokens") else ""
    step = "Epoch" if plot.in_epochs else "Step"
    names = [step, *(["Epoch"] if epochs else []), *([unit.capitalize()] if unit else [])]
    heads = "".join(f'<th scope="col">{n}</th>' for n in ["What", *names, "Rate", "Of peak"])
    out = [f"<thead><tr>{heads}</tr></thead>"]
    for label, group in zip(sampled.labels, sampled.groups, strict=True):
        known = facts(plot.specs[group[0]], plot.part(group[0], plot.steps))
        rows = "\n".join(
            "<tr>" + "".join(_cells(point, known.peak.rate, epochs, plot, bool(unit))) + "</tr>"
            for point in known.points
        )
        out.append(
            f'<tbody><tr><th scope="rowgroup" colspan="{len(names) + 3}">{text(label)}</th>'
            f"</tr>\n{rows}</tbody>"
        )
    return "\n".join(out)


def _cells(
    point: Point, peak: float, epochs: float | None, plot: Plot, unit: bool
) -> Iterator[str]:
    yield f'<th scope="row">{text(", ".join(point.what))}</th>'
    yield f"<td>{point.step:,}</td>"
    if epochs:
        yield f"<td>{point.step / epochs:.6g}</td>"
    if unit:
        yield f"<td>{point.step * plot.settings.per_step:,.0f}</td>"
    yield f"<td>{repr(point.rate).removesuffix('.0')}</td>"
    known = math.isfinite(point.rate) and math.isfinite(peak) and peak
    yield f"<td>{point.rate / peak:.1%}</td>" if known else "<td></td>"
