"""The command `lrplot compare`, and how a command draws: it makes a plan, and writes the files."""

from __future__ import annotations

import itertools
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from lrplot.cli import say, stopping
from lrplot.errors import LrplotError, LrplotWarning, one_of

if TYPE_CHECKING:
    from lrplot.plots.plan import Plan, Plot
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

    A WORD is a name, name:key=value,…, a pasted constructor, FILE.py:NAME, or a YAML file;
    LABEL=WORD names its curve.

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
    asked = _swept([*specs, *words], {**given, "output": output})
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
    names = asked.output if not form or output else ("-",)
    names = names or (f"{asked.name or command}.png",)
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


def _swept(words: Sequence[Spec | str], given: dict[str, Any]) -> Plan:
    """Return the plan of words; what is asked of every word is a sweep where it is given again."""
    from lrplot.arithmetic import numbers
    from lrplot.parameters import roles_of
    from lrplot.readers.words import plan
    from lrplot.specs.lets import several
    from lrplot.specs.request import Request

    names = [name for name in ("lr", *roles_of(Request)) if given.get(name)]
    values = [given.pop(name) for name in names]
    let = several("let", given.pop("let", ()))
    changes = several("set", given.pop("set", ()))
    rest = {name: value for name, value in given.items() if value != ()}
    more = [one for every in (*let, *changes) if len(every) > 1 for one in every]
    made: list[Plan] = []
    swept = []
    for said in itertools.product(*let, *changes):
        for chosen in itertools.product(*values):
            asked = dict(zip(names, chosen, strict=True))
            one = plan(words, **rest, let=said[: len(let)], set=said[len(let) :], **asked)
            made.append(one)
            told = [
                f"{name}={numbers.text(asked[name])}"
                for name, each in zip(names, values, strict=True)
                if len(each) > 1
            ]
            told += [text for text in said[len(let) :] if text in more]
            swept.append(([text for text in said[: len(let)] if text in more], told))
    plans = _told_apart(made, swept)
    whole = plans[0]
    for other in plans[1:]:
        # a word that says all itself is the same in every plan
        known = [*map(_drawn, whole.specs)]
        fresh = tuple(spec for spec in other.specs if _drawn(spec) not in known)
        whole = replace(whole, specs=whole.specs + fresh)
    return replace(whole, settings=max(plans, key=_length).settings)


def _told_apart(
    plans: Sequence[Plan], asked: Sequence[tuple[list[str], list[str]]]
) -> Sequence[Plan]:
    """Return plans whose curves say what was said beside the words, where that makes several.

    What is asked of every word needs no saying, but where a file's own label stands for all.
    """
    if len(plans) == 1:
        return plans
    columns = []
    for column in zip(*(one.specs for one in plans), strict=True):
        if len({(spec.label, spec.values, spec.pace, spec.origin) for spec in column}) > 1:
            column = tuple(
                _saying(spec, said, more) for spec, (said, more) in zip(column, asked, strict=True)
            )
        columns.append(column)
    rows = zip(*columns, strict=True)
    return [replace(one, specs=specs) for one, specs in zip(plans, rows, strict=True)]


def _drawn(spec: Spec) -> tuple[Any, ...]:
    """Return what two specs have in common that draw the same."""
    return spec.label, spec.origin, spec.entry, spec.values, spec.schedule()


def _saying(spec: Spec, said: Sequence[str], more: Sequence[str]) -> Spec:
    if spec.origin:
        return replace(spec, origin=replace(spec.origin, said=" ".join([*said, *more])))
    if not said:
        # words alone are told apart by what differs in them
        return spec
    # and formulas by what is said
    own = spec.label or ("" if spec.entry.whole else spec.entry.name)
    return replace(spec, label=" ".join([own, *said]).strip())


def _length(of: Plan) -> int:
    """Return how long a plan is asked to be; a length that is none yet is the same in all."""
    from lrplot.arithmetic.steps import Range

    return of.settings.steps.stop if isinstance(of.settings.steps, Range) else 0


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
