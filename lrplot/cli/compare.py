"""The command `lrplot compare`, and how a command draws: it makes a plan, and writes the files."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from lrplot.cli import say, stopping
from lrplot.errors import LrplotError, LrplotWarning, one_of

if TYPE_CHECKING:
    from lrplot.plots.plan import Plan
    from lrplot.plots.plot import Plot
    from lrplot.specs.spec import Spec
    from lrplot.writers import Format, Progress

LONG = 1_000_000
"""From this many rows on, a table shows on a terminal how far it is."""


class Command(click.Command):
    """A command that draws. Its parameters are made when it is wanted: a list needs none."""

    def __init__(self, *args: Any, make_params: Callable[[], list[click.Parameter]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.make_params = make_params

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        if not self.params:
            self.params = self.make_params()
        return super().get_params(ctx)


def _compare(**given: Any) -> None:
    """Draw several schedules over each other.

    A WORD is a name, name:key=value,…, a pasted constructor, a training script, a configuration
    that starts a training, FILE.py:NAME, or a plan in YAML; LABEL=WORD names its curve.

    \b
        lrplot compare cosine exp:decay_rate=0.8 'CosineDecay(0.001, 8000)' -o fig.svg

    What --peak-lr and the like ask for is given to every WORD, each in its framework's own
    parameters, where the WORD does not say it itself; given again, it is a sweep.
    """
    draw("compare", [], given)


def _params() -> list[click.Parameter]:
    from lrplot.cli import options

    asked = [options.base(), *options.of_request(), options.show_words()]
    return [options.words("WORD..."), *asked, *options.of_plot()]


command = Command("compare", make_params=_params, callback=_compare, help=_compare.__doc__)


def draw(command: str, specs: Sequence[Spec], given: dict[str, Any]) -> None:
    """Draw the schedules and the words, and write what is asked for."""
    from lrplot.analysis.summary import summary
    from lrplot.cli.options import OF_ROWS
    from lrplot.cli.unused import warn_of_unused
    from lrplot.readers.comparing import swept
    from lrplot.writers import files
    from lrplot.writers.figure import load
    from lrplot.writers.output import write

    output, form = given.pop("output"), given.pop("format")
    strictly(given)
    words, show = given.pop("words"), given.pop("show_words", False)
    if not specs and not words:
        raise LrplotError(f"{command} wants a WORD, such as lrplot {command} cosine exp")
    at, every = given.pop("at", ()), given.pop("every", None)
    # what a plan names is not written then
    given["allow_outside"] |= bool(form or show or at or every)
    asked = swept([*specs, *words], {**given, "output": output})
    names = asked.output if not form or output else ("-",)
    names = names or (f"{asked.name or command}.png",)
    shown = () if (at or every) and not output else names
    warn_of_unused(given, shown, form)
    say.release()
    if show and not output:
        _words(asked)
        return
    rows = ""
    if at or every:
        rows = _rows(asked, [one for each in at for one in each.split(",")], every, form)
        if not output:
            say.out(rows)
            return
        form = None
    elif form in OF_ROWS:
        raise LrplotError(f"--format {form} is for the rows of --at or --every")
    stopping.undo.append(files.discard)
    if form == "image":
        from lrplot.writers.terminal import asking

        stopping.undo.append(asking.restore)
    load.alone()
    plots: list[Plot] = []
    write(asked, names, form, _progress, processes=2, done=plots.append)
    say.release()
    for name in names:
        if name != "-":
            say.note(f"wrote {name}")
    if line := summary(plots[0]):
        say.note(line)
    if rows:
        say.out(rows)
    if show:
        _words(asked)
    for line in dict.fromkeys(spec.told[0] for spec in asked.specs if spec.told):
        say.note(line)


def _words(asked: Plan) -> None:
    """Print each schedule as the constructor to paste."""
    for spec in asked.specs:
        say.out(spec.paste())


def _rows(asked: Plan, at: Sequence[str], every: int | None, form: str | None) -> str:
    """Return the rates at chosen steps: in columns on a terminal, else with tabs between."""
    from lrplot.analysis import rows
    from lrplot.cli.options import OF_ROWS

    known = (*OF_ROWS, "csv", "json")
    if form and form not in known:
        raise LrplotError(f"--at: rows are no {form}; --format {one_of(known)}")
    plot = asked.plot()
    found = rows.table(asked.specs, plot, at, every)
    return rows.written(found, form or (None if sys.stdout.isatty() else "tsv"))


def strictly(given: dict[str, Any]) -> None:
    """Make warnings errors where that is asked for."""
    if given.pop("strict", False):
        warnings.simplefilter("error", LrplotWarning)


@contextmanager
def _progress(form: Format, rows: int) -> Iterator[Progress | None]:
    """Show on a terminal how far a long table is."""
    if rows < LONG or not form.table or not sys.stderr.isatty():
        yield None
        return
    # click hides the cursor beside a bar, and shows it when the bar ends
    stopping.undo.append(lambda: os.write(2, b"\033[?25h\n"))
    with click.progressbar(length=rows, label="writing", file=sys.stderr) as bar:
        yield bar.update
    stopping.undo.pop()
