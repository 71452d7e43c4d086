"""Rates at chosen steps, as a table for people or for programs: `--at 0,99,peak,-1`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.arithmetic.arrays import np
from lrplot.arithmetic.steps import PERCENT, Range, length
from lrplot.errors import LrplotError, one_of, unknown, where
from lrplot.plots.labels import clean
from lrplot.plots.plot import Plot
from lrplot.plots.sampling import peak
from lrplot.specs.spec import Spec

MOST = 100_000
"""The most rows."""

PLACES = ("peak", "warmup-end", "half", "last")
"""Steps that have a name; each may be another in every curve."""

NOWHERE = {"half": "no curve falls to half its peak", "warmup-end": "no curve's warmup ends"}
"""What is said where no curve has the step."""


@dataclass(frozen=True)
class Table:
    """Rates at chosen steps: a row a step, a rate and its part of the peak for every curve."""

    names: tuple[str, ...]
    steps: tuple[int, ...]
    rates: tuple[tuple[float, ...], ...]
    parts: tuple[tuple[float | None, ...], ...]
    epochs: tuple[float, ...] | None
    """The epoch of each step, where an epoch's length is known."""
    others: tuple[tuple[str, tuple[float, ...]], ...] = ()
    """Columns of what stands beside the rates, each under its name."""


def table(
    specs: Sequence[Spec], plot: Plot, at: Sequence[str] = (), every: int | None = None
) -> Table:
    """Return the rates at the steps `at`, and at one in `every` steps of the plot's range.

    A step is a number, from each curve's own end if it is negative; a length, `3ep` or `10%`; or
    one of `PLACES`. Raises `LrplotError` for another.
    """
    steps = plot.steps
    parts = [plot.part(number, steps) for number in range(len(plot.curves))]
    tops = [peak(schedule, part) for (_, schedule), part in zip(plot.curves, parts, strict=True)]
    chosen, over = set[int](), f"steps {steps.start} to {steps.last}"
    for text in at:
        with where("--at"):
            found = {*_steps(text.strip(), specs, plot, parts, tops)}
            if not found:
                raise LrplotError(f"{text.strip()}: {NOWHERE[text.strip()]} in {over}")
            chosen |= found
    if every is not None:
        if (steps.last - steps.start) // every >= MOST:
            raise LrplotError(f"--every {every}: that makes more than {MOST:,} rows")
        chosen.update(range(steps.start, steps.last + 1, every))
    ordered = np.array(sorted(chosen), dtype=np.int64)
    rates = [plot.rates(number, ordered) for number in range(len(plot.curves))]
    epoch = plot.settings.steps_per_epoch
    columns = plot.tabled()
    first = len(columns.curves) - len(plot.others) * len(plot.curves)
    others = [
        (clean(columns.curves[number][0]), columns.rates(number, ordered))
        for number in range(first, len(columns.curves))
    ]
    return Table(
        tuple(clean(name) for name, _ in plot.curves),
        tuple(map(int, ordered)),
        tuple(zip(*(map(float, each) for each in rates), strict=True)),
        tuple(
            tuple(
                float(rate) / top if top and math.isfinite(top) else None for rate, (_, top) in row
            )
            for row in (zip(each, tops, strict=True) for each in zip(*rates, strict=True))
        ),
        tuple(float(step / epoch) for step in ordered) if epoch else None,
        tuple((name, tuple(map(float, each))) for name, each in others),
    )


def _steps(
    text: str,
    specs: Sequence[Spec],
    plot: Plot,
    parts: Sequence[Range],
    tops: Sequence[tuple[int, float]],
) -> Iterator[int]:
    """Yield the steps that one item means; `parts` are those that each curve has."""
    steps = plot.steps
    if text == "last":
        yield from (part.last for part in parts)
    elif text == "peak":
        yield from (step for step, _ in tops)
    elif text in ("half", "warmup-end"):
        from lrplot.analysis.facts import facts

        for spec, part in zip(specs, parts, strict=True):
            known = facts(spec, part)
            if text == "half" and known.half:
                yield known.half.step
            if text == "warmup-end":
                yield from (point.step for point in known.points if "warmup over" in point.what)
    elif found := length(text):
        whole = steps.stop if found.unit == PERCENT else plot.settings.steps_per_epoch
        if whole is None:
            raise LrplotError(f"{text} wants --steps-per-epoch N, the updates of an epoch")
        yield min(found.of(whole), steps.last) if found.unit == PERCENT else found.of(whole)
    else:
        yield from _step(text, parts)


def _step(text: str, parts: Sequence[Range]) -> Iterator[int]:
    """Yield the step of a number; one from the end is another for each end."""
    try:
        value = numbers.number(text)
    except LrplotError:
        known = f"it is a number, 3ep, 10%, {one_of(PLACES)}"
        raise unknown("step", text, PLACES, known) from None
    if value != int(value):
        raise LrplotError(f"{text}: steps are whole numbers")
    for part in parts:
        step = int(value)
        if step < 0:
            step += part.last + 1
        if not 0 <= step <= numbers.EXACT:
            raise LrplotError(f"{text}: there is no such step in {part}")
        yield step


def written(of: Table, form: str | None) -> str:
    """Return a table as `csv`, `json`, `tsv` or `md`; in columns for people, if it is None."""
    exact = form in ("csv", "json", "tsv")
    head = ["step", *(["epoch"] if of.epochs else [])]
    for name in of.names:
        head += [name, f"{name} / peak" if len(of.names) > 1 else "of peak"]
    head += [name for name, _ in of.others]
    rows: list[list[Any]] = []
    for place, step in enumerate(of.steps):
        row: list[Any] = [step, *([of.epochs[place]] if of.epochs else [])]
        for rate, part in zip(of.rates[place], of.parts[place], strict=True):
            row += [rate, part]
        row += [values[place] for _, values in of.others]
        rows.append(row)
    if form == "json":
        import json

        plain = [[one if _is_number(one) else None for one in row] for row in rows]
        return json.dumps([dict(zip(head, row, strict=True)) for row in plain], indent=1)
    if form == "csv":
        import csv
        import io

        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([head, *rows])
        return out.getvalue().rstrip("\n")
    texts = [head, *([_text(one, name, exact) for one, name in zip(row, head, strict=True)]
                     for row in rows)]  # fmt: skip
    if form == "tsv":
        return "\n".join("\t".join(text.replace("\t", " ") for text in row) for row in texts)
    if form == "md":
        marked = [[text.replace("|", "\\|") for text in row] for row in texts]
        marked.insert(1, ["--:"] * len(head))
        return "\n".join(f"| {' | '.join(row)} |" for row in marked)
    widths = [max(len(row[column]) for row in texts) for column in range(len(head))]
    return "\n".join(
        "  ".join(text.rjust(wide) for text, wide in zip(row, widths, strict=True)) for row in texts
    )


def _is_number(value: Any) -> bool:
    return value is not None and math.isfinite(value)


def _text(value: Any, name: str, exact: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, int) or exact:
        return repr(value)
    if name == "of peak" or name.endswith(" / peak"):
        return f"{value:.1%}"
    return f"{value:.4g}"
