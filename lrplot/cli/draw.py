"""What the drawing commands do: words and options in, files out."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from lrplot import readers, writers
from lrplot.errors import LrplotError, one_of
from lrplot.parameters import split
from lrplot.plot.plan import Plan
from lrplot.plot.settings import Settings
from lrplot.specs import grammar
from lrplot.specs.request import Request
from lrplot.specs.request import roles as wishes
from lrplot.specs.spec import Spec
from lrplot.writers.files import is_special, naming, open_all

LONG = 1_000_000
"""From this many rows on, a table shows on a terminal how far it is."""


def draw(command: str, specs: Sequence[Spec], given: dict[str, Any]) -> None:
    """Draw the schedules and the words, and write what is asked for."""
    output, form = given.pop("output"), given.pop("format")
    allow, lr = given.pop("allow_python"), given.pop("lr", None)
    show = given.pop("show_words", False)
    request = Request(**{name: given.pop(name, None) for name in wishes() if name in given})
    plan = Plan(tuple(specs))
    for word in given.pop("words"):
        label, body = split.split_label(word)
        if readers.suffix_of(body):
            if label:
                raise LrplotError(f"{word}: a file of several curves takes no label")
            plan = plan.joined(readers.read(body, allow, request))
        elif _is_file(body) and not grammar.runs_python(body):
            raise LrplotError(
                f"{body} cannot be read; lrplot reads {one_of(readers.MODULES)} files"
            )
        else:
            plan = plan.joined(Plan((grammar.read(word, lr=lr, request=request),)))
    if not plan.specs:
        raise LrplotError(f"{command} wants a WORD, such as lrplot {command} cosine exp")
    plan = plan.joined(Plan((), Settings(**{k: _once(k, v) for k, v in given.items()}), output))
    if plan.settings.steps is None:
        plan = plan.joined(Plan((), Settings(steps=request.steps())))
    if show:
        for spec in plan.specs:
            click.echo(spec.paste())
        if not output:
            return
    names = plan.output if not form or output else ("-",)
    write(plan, names or (f"{command}.png",), form)


def _once(name: str, values: Any) -> Any:
    """Return the value of a setting, which an option gives at most once."""
    if not isinstance(values, tuple):
        return values
    if len(values) > 1:
        raise LrplotError(f"--{name.replace('_', '-')} is given twice")
    return values[0] if values else None


def _is_file(word: str) -> bool:
    try:
        return Path(word).is_file()
    except (OSError, ValueError):
        # what no file can be called
        return False


def write(plan: Plan, names: Sequence[str], form: str | None) -> None:
    """Write a plan to each of the files, all or none; `-` is standard output."""
    places = [name for name in names if name != "-"]
    forms = [form if form and is_special(name) else writers.format_of(name) for name in places]
    out = "-" in names
    if names.count("-") > 1:
        raise LrplotError("-o - is given twice")
    if out and not form:
        raise LrplotError("-o - needs --format, such as --format csv")
    if form and not out and not any(map(is_special, places)):
        raise LrplotError("--format is for standard output; a file's suffix says its format")
    if out and form not in writers.TEXT and sys.stdout.isatty():
        raise LrplotError(f"{form} is not for a terminal; -o NAME.{form} writes a file")
    plot = plan.plot()
    with _uninterrupted():
        for kind in {*forms, *([form] if out and form else [])}:
            writers.load(kind)
    with open_all(places) as streams:
        for name, stream, kind in zip(places, streams, forms, strict=True):
            with naming(name), _progress(kind, len(plot.steps)) as progress:
                writers.write(plot, stream, kind, progress)
        if out and form:
            with naming("standard output"):
                writers.write(plot, sys.stdout.buffer, form)
                sys.stdout.buffer.flush()
    for name in places:
        click.echo(f"wrote {name}", err=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let signals wait: an exception while a module in C is imported can crash the program."""
    hold = getattr(signal, "pthread_sigmask", None)
    if hold is None:
        yield
        return
    before = hold(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        hold(signal.SIG_SETMASK, before)


@contextmanager
def _progress(kind: str, rows: int) -> Iterator[writers.Progress | None]:
    """Show on a terminal how far a long table is."""
    if rows < LONG or writers.MODULES[kind] != "table" or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=rows, label="writing", file=sys.stderr) as bar:
        yield bar.update
