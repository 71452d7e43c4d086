"""Puts a page together: a template, uPlot, a script, a style sheet, and what the plot has."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from string import Template
from typing import BinaryIO

import numpy as np

from lrplot.errors import LrplotError, warn
from lrplot.plots.plot import Plot
from lrplot.plots.settings import Settings
from lrplot.writers.figure import contents, draw, scales
from lrplot.writers.page import colors, data, markup

SCRIPTS = ("uplot/uPlot.iife.min.js", "page.js")


def write(plot: Plot, stream: BinaryIO) -> None:
    """Write the plot as one HTML file; the same plot gives the same bytes."""
    if len(plot.curves) > draw.MOST_CURVES:
        many = f"{len(plot.curves):,} curves are too many for a page (at most {draw.MOST_CURVES})"
        raise LrplotError(f"{many}; a table has a column for each: -o FILE.csv")
    settings = contents.with_texts(plot)
    if settings.mathtext:
        warn("mathtext: a page shows formulas as they are typed")
    scales.window(plot.steps, settings)
    sampled = data.sampled(plot, contents.YLABEL if settings.ylabel is None else settings.ylabel)
    if settings.log_y:
        scales.positive(np.concatenate(sampled.panels[0].values), settings)
    light, dark = colors.palettes(settings.look, len(sampled.groups), sampled.swept)
    sheets = ("uplot/uPlot.min.css", "page.css")
    style = "\n".join([colors.sheet(light, dark), *map(_text, sheets), _shape(settings)])
    stream.write(
        _filled(
            "page.html",
            {
                "theme": colors.theme(settings.look),
                "policy": _policy(style),
                "title": markup.text(settings.title or contents.TITLE),
                "licence": _text("uplot/LICENSE").replace("--", "- -"),
                "head": markup.head(plot, settings),
                "controls": markup.controls(settings, len({light, dark})),
                "sweep": markup.sweep(sampled.sliders),
                "legend": markup.legend(sampled, light),
                "note": markup.note(sampled),
                "table": markup.table(plot, sampled),
                "data": _json(data.told(plot, sampled, settings, light)),
                "style": style,
                "uplot": _text(SCRIPTS[0]),
                "script": _text(SCRIPTS[1]),
            },
        ).encode()
    )


@cache
def _text(name: str) -> str:
    path = resources.files("lrplot.writers.page").joinpath(name)
    return path.read_text(encoding="utf-8").rstrip("\n")


def _filled(name: str, texts: Mapping[str, str]) -> str:
    return Template(_text(name)).substitute(texts) + "\n"


def _policy(style: str) -> str:
    """Return the policy of the page: its own scripts and style alone, and nothing is fetched."""
    scripts = " ".join(_hash(_text(name)) for name in SCRIPTS)
    rest = "base-uri 'none'; form-action 'none'"
    return f"default-src 'none'; script-src {scripts}; style-src {_hash(style)}; {rest}"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _shape(settings: Settings) -> str:
    """Return the style of the chart's box where its size is said."""
    if not settings.size:
        return ""
    width, height = settings.size
    return f"#chart{{width:{width:g}in;aspect-ratio:{width:g}/{height:g}}}"


def _json(value: object) -> str:
    """Return JSON that can stand in a script element, whatever the labels are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
