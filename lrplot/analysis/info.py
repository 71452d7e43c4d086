"""Writes the text of `lrplot info`: what a schedule is and does, its parameters and its source."""

from __future__ import annotations

import math
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from lrplot.analysis.facts import Facts, Point, facts
from lrplot.arithmetic import numbers
from lrplot.arithmetic.arrays import np
from lrplot.arithmetic.steps import Range, Stretch
from lrplot.catalogue import Entry, Param
from lrplot.catalogue.framework import framework_of
from lrplot.catalogue.listing import PAGE, columns
from lrplot.catalogue.outline import HOME, by_name, keywords
from lrplot.catalogue.param import RESUMED
from lrplot.parameters import NoEffect
from lrplot.pieces import Schedule
from lrplot.plots.plan import ranged
from lrplot.specs.spec import Spec

MOST_BREAKPOINTS = 12
BLOCKS = "▁▂▃▄▅▆▇█"

SURPRISES = ("Stepped", "Differs")
"""The sections of a docstring that are told before the parameters."""

LATER = ("Renamed", "Formula", "Source")
"""Those that are told after them."""


def info(
    spec: Spec,
    steps: Range | Stretch | None = None,
    example: bool = False,
    pieces: bool = False,
    width: int = PAGE,
) -> str:
    """Return what a schedule is, what it does, its parameters and its source.

    `example`: say that the spec is one, and what its word is. With `pieces`, what it is made of.
    """
    entry, notes = spec.entry, spec.entry.notes
    known = facts(spec, ranged([spec], steps))
    parts = [_wrapped(f"{entry.title}: {entry.summary}", width)]
    if example:
        # one line, however long: it is there to be pasted
        parts.append(f"For example\n  {spec.word()}")
    parts.append("\n".join(["Values", *_values(spec.curve(), known)]))
    parts += [_wrapped(f"{head}: {notes[head]}", width) for head in SURPRISES if head in notes]
    if rows := [*_parameters(spec)]:
        parts.append("Parameters\n" + columns(rows, width))
    if idle := [*_idle(entry)]:
        parts.append("Without effect on the rate\n" + columns(idle, width))
    parts += [_wrapped(f"{head}: {notes[head]}", width) for head in LATER if head in notes]
    if words := _keywords(entry):
        parts.append(_wrapped(f"Keywords: {', '.join(words)}", width))
    if pieces:
        parts.append("Pieces\n" + textwrap.indent(tree(spec.schedule()), "  "))
    return "\n\n".join(parts)


def as_json(spec: Spec, steps: Range | Stretch | None = None) -> dict[str, Any]:
    """Return the same for programs, in values that JSON has; what is no number is null."""
    entry, known = spec.entry, facts(spec, ranged([spec], steps))
    return {
        "name": entry.title,
        "word": spec.word(),
        "sentence": entry.summary,
        "told": list(spec.told[1:]),
        "steps": [known.steps.start, known.steps.last],
        "values": [{**_point(point), "what": list(point.what)} for point in known.points],
        "peak": _point(known.peak),
        "last": _point(known.last),
        "half": known.half and _point(known.half),
        "mean": known.mean,
        "area": known.area,
        "changes_at": list(known.breakpoints),
        "parameters": [
            {
                "name": param.key,
                "value": _plain(spec.value(param), spec.text(param)),
                "default": None if param.required else _plain(param.default, _default(param)),
                "required": param.required,
                "help": param.role.help,
                "limits": param.role.limits,
            }
            for param in entry.params
            if not isinstance(param.role, NoEffect)
        ],
        **{head.lower(): entry.notes.get(head) for head in (*SURPRISES, *LATER)},
        "keywords": _keywords(entry),
        "pieces": tree(spec.schedule()),
    }


def _point(point: Point) -> dict[str, float | None]:
    return {"step": point.step, "rate": point.rate if math.isfinite(point.rate) else None}


def _plain(value: Any, text: str) -> Any:
    """Return a value as JSON has it, or as the text that a word has."""
    number = isinstance(value, int | float) and math.isfinite(value)
    return value if number or isinstance(value, str | None) else text


def _values(schedule: Schedule, known: Facts) -> Iterator[str]:
    """Yield the lines that tell of a curve, rates in four digits."""
    steps = known.steps
    yield f"  {sparkline(schedule, steps)}  steps {steps.start} to {steps.last}"
    rows = [(str(p.step), f"{p.rate:.4g}", ", ".join(p.what)) for p in known.points]
    long = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for step, rate, what in [("step", "rate", ""), *rows]:
        yield f"  {step:>{max(long[0], 4)}}  {rate:<{max(long[1], 4)}}  {what}".rstrip()
    if known.mean is not None and known.area is not None:
        part = f", {known.mean / known.peak.rate:.0%} of the peak" if known.peak.rate > 0 else ""
        yield f"  mean {known.mean:.4g}{part}; sum of all rates {known.area:.4g}"
    shown = [numbers.text(breakpoint) for breakpoint in known.breakpoints[:MOST_BREAKPOINTS]]
    more = len(known.breakpoints) - len(shown)
    yield f"  changes at {', '.join(shown) or 'no step'}{f' … and {more} more' if more else ''}"


def _parameters(spec: Spec) -> Iterator[tuple[str, str]]:
    for param in spec.entry.params:
        if isinstance(param.role, NoEffect):
            continue
        said = "; ".join(filter(None, [default(param), param.role.limits]))
        yield f"{param.key} = {spec.text(param)}", f"{param.role.help} ({said})"


def _idle(entry: Entry[...]) -> Iterator[tuple[str, str]]:
    for param in entry.params:
        # of what says where a run goes on, only the default is read at all
        if isinstance(param.role, NoEffect) and param.name not in RESUMED:
            yield param.key, param.role.help


def _keywords(entry: Entry[...]) -> list[str]:
    """Return what people call a schedule: behind its framework's name, or to search for it."""
    own = framework_of(sys.modules.get(f"{HOME}.{entry.framework}"))
    every = *by_name(own.aliases).get(entry.name, ()), *keywords(entry.doc)
    return list(dict.fromkeys(every))


def default(param: Param) -> str:
    """Return what is said of a parameter that is not given."""
    return "required" if param.required else f"default {_default(param)}"


def _default(param: Param) -> str:
    return "none" if param.default is None else param.role.text(param.default)


def sparkline(schedule: Schedule, steps: Range, width: int = 48) -> str:
    """Return the curve as one line of text, its highest rate a full block and 0 a thin one."""
    at = np.linspace(steps.start, steps.last, width).round()
    rates = schedule(at)
    rates = np.where(np.isfinite(rates), rates, np.nan)
    top = np.nanmax(rates, initial=0.0) or 1.0
    height = np.nan_to_num(np.clip(rates / top, 0.0, 1.0)) * (len(BLOCKS) - 1)
    return "".join(BLOCKS[level] for level in height.round().astype(int))


def tree(piece: Schedule) -> str:
    """Return a schedule's pieces, one a line, those inside another indented."""
    line, inside = str(piece), []
    if len(line) > 72:
        plain = []
        for field in fields(piece):  # type: ignore[arg-type]
            value = getattr(piece, field.name)
            if isinstance(value, Schedule):
                inside.append(textwrap.indent(tree(value), "  "))
            elif value != field.default:
                number = isinstance(value, float) and math.isfinite(value)
                plain.append(f"{field.name}={numbers.text(value) if number else value}")
        line = f"{type(piece).__name__} {', '.join(plain)}"
    return "\n".join([line, *inside])


def _wrapped(part: str, width: int) -> str:
    return textwrap.fill(part, width, subsequent_indent="  ")
