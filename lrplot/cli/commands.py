"""The commands: drawing, listing, explaining."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
from click.shell_completion import CompletionItem

from lrplot import grammar, readers, registry, settings, writers
from lrplot.cli.options import Value, Word, plot_options, schedule_options, swept
from lrplot.errors import LrplotError, unknown
from lrplot.kinds import Flag, Ignored
from lrplot.plan import Plan
from lrplot.registry import Entry
from lrplot.settings import Settings
from lrplot.spec import Spec

LONG = 1_000_000
"""From this many rows on, a table shows on a terminal how far it is."""


def draw(command: str, specs: Sequence[Spec], given: dict[str, Any]) -> None:
    """Draw the schedules and the words, and write what is asked for."""
    output, form = given.pop("output"), given.pop("format")
    allow = given.pop("allow_python")
    plan = Plan(tuple(specs))
    for word in given.pop("words"):
        label, body = grammar.split_label(word)
        if readers.suffix_of(body):
            if label:
                raise LrplotError(f"{word}: a file of several curves takes no label")
            plan = plan.joined(readers.read(body, allow))
        else:
            plan = plan.joined(Plan((grammar.read(word),)))
    plan = plan.joined(Plan((), Settings(**given), output))
    if form and any(name != "-" for name in output):
        raise LrplotError("--format is for standard output; a file's suffix says its format")
    names = plan.output if not form or output else ("-",)
    write(plan, names or (f"{command}.png",), form)


def write(plan: Plan, names: Sequence[str], form: str | None) -> None:
    """Write a plan to each of the files, all or none; `-` is standard output."""
    from lrplot.writers.files import open_all

    if "-" in names and not form:
        raise LrplotError("-o - needs --format, such as --format csv")
    places = [name for name in names if name != "-"]
    forms = [writers.format_of(name) for name in places]
    plot = plan.plot()
    with open_all(places) as streams:
        for stream, kind in zip(streams, forms, strict=True):
            with _progress(kind, len(plot.steps)) as progress:
                writers.write(plot, stream, kind, progress)
        if "-" in names and form:
            if form not in writers.TEXT and sys.stdout.isatty():
                raise LrplotError(f"{form} is not for a terminal; -o NAME.{form} writes a file")
            writers.write(plot, sys.stdout.buffer, form)
            sys.stdout.buffer.flush()
    for name in places:
        click.echo(f"wrote {name}", err=True)


@contextmanager
def _progress(kind: str, rows: int) -> Iterator[writers.Progress | None]:
    """Show on a terminal how far a long table is."""
    if rows < LONG or writers.MODULES[kind] != "table" or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=rows, label="writing", file=sys.stderr) as bar:
        yield bar.update


class Commands(click.Group):
    """The fixed commands, and one for every schedule, made when it is asked for."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except BrokenPipeError:
            # whoever read has seen enough; Python must not complain when it flushes at its end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.commands, *registry.entries(registry.module(registry.SHORT))]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in self.commands:
            return self.commands[name]
        try:
            return schedule_command(registry.find(name))
        except LrplotError:
            return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None:
            if args[0].startswith("-"):
                return super().resolve_command(ctx, args)
            if any(mark in args[0] for mark in ":=(") or readers.suffix_of(args[0]):
                raise LrplotError(f"a word wants a command: lrplot compare {args[0]!r}")
            known = [*self.list_commands(ctx), *(entry.title for entry in registry.every())]
            raise unknown("command", args[0], known, "lrplot --help shows them all")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        short = registry.entries(registry.module(registry.SHORT))
        with formatter.section("Commands"):
            formatter.write_dl([(n, c.get_short_help_str(90)) for n, c in self.commands.items()])
        with formatter.section("Schedules (lrplot list shows those of the frameworks too)"):
            formatter.write_dl([(name, entry.summary) for name, entry in short.items()])


def schedule_command(entry: Entry[...]) -> click.Command:
    """Return the command of a schedule, its options read off its signature."""

    def run(**given: Any) -> None:
        draw(entry.title, swept(entry, given), given)

    first = next((p for p in entry.params if not isinstance(p.role, Ignored | Flag)), None)
    usage = f"lrplot {entry.title}"
    if first and not first.required:
        value = first.role.text(first.default)
        usage += f" --{first.name.replace('_', '-')} {value}"
    words = click.Argument(["words"], nargs=-1, type=Word(), metavar="[WORD]...")
    return click.Command(
        entry.title,
        params=[words, *schedule_options(entry), *plot_options()],
        callback=run,
        help=f"{entry.summary}\n\nAn option given again is a sweep; a WORD is drawn with it.\n\n"
        f"\b\n    {usage} -o fig.svg",
    )


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="lrplot", message="%(prog)s %(version)s")
def cli() -> None:
    """What will the learning rate be at every step?

    \b
        lrplot compare cosine exp piecewise warmup
        lrplot noam --d-model 128 -o noam.svg
    """


def compare(**given: Any) -> None:
    """Draw several schedules over each other.

    A WORD is a name, name:key=value,…, a pasted constructor, FILE.py:NAME, or a YAML file;
    LABEL=WORD names its curve.

    \b
        lrplot compare cosine exp:decay_rate=0.8 'CosineDecay(0.001, 8000)' -o fig.svg
    """
    draw("compare", [], given)


cli.add_command(
    click.Command(
        "compare",
        callback=compare,
        help=compare.__doc__,
        params=[
            click.Argument(["words"], nargs=-1, required=True, type=Word(), metavar="WORD..."),
            *plot_options(),
        ],
    )
)


@cli.command("list")
@click.argument("only", default="", metavar="[FILTER]")
def list_(only: str) -> None:
    """List the schedules whose name or sentence has FILTER in it.

    \b
        lrplot list restarts
    """
    from lrplot import explain

    click.echo(explain.listing(only))


class Words(click.Group):
    """A command for every word, with the options of its schedule."""

    def get_command(self, ctx: click.Context, name: str) -> click.Command:
        entry, values, _ = grammar.read_open(name)
        steps = click.Option(["--steps"], type=Value(settings.roles()["steps"]))

        def run(**given: Any) -> None:
            from lrplot import explain

            steps = given.pop("steps")
            specs = swept(entry, given, values)
            click.echo("\n\n".join(explain.info(spec, steps) for spec in specs))

        return click.Command(
            name, params=[*schedule_options(entry), steps], callback=run, help=entry.summary
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return []

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        word = click.Argument(["word"], type=Word())
        return Word().shell_complete(ctx, word, incomplete)


@cli.group(cls=Words, subcommand_metavar="WORD [OPTIONS]")
def info() -> None:
    """Tell what a schedule is: parameters, pieces, peak, knots, source.

    \b
        lrplot info noam --d-model 128
    """


@cli.command()
def schema() -> None:
    """Print the JSON Schema by which an editor completes and checks YAML plans.

    \b
        lrplot schema > lrplot.schema.json
    """
    import json

    from lrplot.schema import schema as make

    click.echo(json.dumps(make(), indent=2, ensure_ascii=False))
