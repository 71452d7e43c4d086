"""Writes the text of `lrplot info`: a schedule's parameters, pieces, values and source."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from dataclasses import fields

from lrplot.arithmetic import numbers
from lrplot.arithmetic.arrays import np
from lrplot.arithmetic.steps import Range, Stretch
from lrplot.catalogue import Entry, Param
from lrplot.catalogue.entry import RESUMED
from lrplot.catalogue.listing import columns
from lrplot.parameters import NoEffect
from lrplot.pieces import Schedule
from lrplot.plot.plan import ranged
from lrplot.plot.sampling import peak
from lrplot.specs.spec import Spec

MOST_BREAKPOINTS = 12
BLOCKS = "▁▂▃▄▅▆▇█"


def info(spec: Spec, steps: Range | Stretch | None = None, example: bool = False) -> str:
    """Return what a schedule is, its parameters, its pieces, its values and its source.

    `example`: say that the spec is one, and what its word is.
    """
    entry, schedule = spec.entry, spec.schedule()
    steps = ranged([spec], steps)
    parts = [f"{entry.title}: {entry.summary}"]
    if example:
        # one line, however long: it is there to be pasted
        parts.append(f"For example\n  {spec.word()}")
    if entry.params:
        parts.append("Parameters\n" + columns(_parameters(spec)))
    if idle := [*_idle(entry)]:
        parts.append("Without effect on the rate\n" + columns(idle))
    parts.append("Pieces\n" + textwrap.indent(tree(schedule), "  "))
    shape = "shape", sparkline(schedule, steps)
    parts.append("Values\n" + columns([shape, *_values(schedule, steps)]))
    parts += [f"{head}: {text}" for head, text in entry.notes.items() if head != "Example"]
    return "\n\n".join(_wrapped(part) for part in parts)


def _parameters(spec: Spec) -> Iterator[tuple[str, str]]:
    for param in spec.entry.params:
        if isinstance(param.role, NoEffect):
            continue
        said = f"{param.role.name}: {param.role.help} ({default(param)})"
        yield f"{param.key} = {spec.text(param)}", said


def _idle(entry: Entry[...]) -> Iterator[tuple[str, str]]:
    for param in entry.params:
        # of what says where a run goes on, only the default is read at all
        if isinstance(param.role, NoEffect) and param.name not in RESUMED:
            yield param.key, param.role.help


def default(param: Param) -> str:
    """Return what is said of a parameter that is not given."""
    if param.required:
        return "required"
    default = "none" if param.default is None else param.role.text(param.default)
    return f"default {default}"


def sparkline(schedule: Schedule, steps: Range, width: int = 48) -> str:
    """Return the curve as one line of text, its highest rate a full block and 0 a thin one."""
    at = np.linspace(steps.start, steps.last, width).round()
    rates = schedule(at)
    rates = np.where(np.isfinite(rates), rates, np.nan)
    top = np.nanmax(rates, initial=0.0) or 1.0
    height = np.nan_to_num(np.clip(rates / top, 0.0, 1.0)) * (len(BLOCKS) - 1)
    return "".join(BLOCKS[level] for level in height.round().astype(int))


def _values(schedule: Schedule, steps: Range) -> Iterator[tuple[str, str]]:
    top, height = peak(schedule, steps)
    breakpoints = schedule.breakpoints(np.linspace(steps.start, steps.last, 65))
    yield "first", f"{_rate(schedule, steps.start)} at step {steps.start}"
    yield "peak", f"{height!r} at step {top}"
    yield "last", f"{_rate(schedule, steps.last)} at step {steps.last}"
    shown = [numbers.text(float(breakpoint)) for breakpoint in breakpoints[:MOST_BREAKPOINTS]]
    more = (
        f" … and {breakpoints.size - MOST_BREAKPOINTS} more"
        if breakpoints.size > MOST_BREAKPOINTS
        else ""
    )
    yield "breakpoints", f"{', '.join(shown) or 'none'}{more}"


def _rate(schedule: Schedule, step: int) -> str:
    return repr(float(schedule(step)))


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


def _wrapped(part: str) -> str:
    """Return a paragraph wrapped to the width of a page; a table is left as it is."""
    return part if "\n" in part else textwrap.fill(part, 96, subsequent_indent="  ")
