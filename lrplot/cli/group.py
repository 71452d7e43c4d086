"""The group of commands: the fixed ones, and one for every schedule, made when it is asked for.

What a command needs is imported when it runs, so that help and lists come at once.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from lrplot.catalogue import SHORT, Entry, Param, find
from lrplot.errors import LrplotError, unknown
from lrplot.parameters import Flag, NoEffect


class Command(click.Command):
    """A command whose parameters are made when they are wanted: help of all needs none."""

    def __init__(self, *args: Any, make_params: Callable[[], list[click.Parameter]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.make_params = make_params

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        if not self.params:
            self.params = self.make_params()
        return super().get_params(ctx)


@contextmanager
def _closed_pipe() -> Iterator[None]:
    """End well where nobody reads any more what is written: they have seen enough."""
    try:
        yield
    except BrokenPipeError:
        # Python must not complain when it flushes at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(0) from None


class Commands(click.Group):
    """The fixed commands, and one for every schedule, made when it is asked for."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _closed_pipe():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with _closed_pipe():
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.commands, *find.entries(find.module(SHORT))]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in self.commands:
            return self.commands[name]
        try:
            return schedule_command(find.entry(name))
        except LrplotError:
            return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None:
            if args[0].startswith("-"):
                return super().resolve_command(ctx, args)
            from lrplot import readers

            if any(mark in args[0] for mark in ":=(") or readers.suffix_of(args[0]):
                raise LrplotError(f"a word wants a command: lrplot compare {args[0]!r}")
            known = [*self.list_commands(ctx), *find.names_like(args[0])]
            raise unknown("command", args[0], known, "lrplot --help shows them all")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        short = find.entries(find.module(SHORT))
        with formatter.section("Commands"):
            formatter.write_dl([(n, c.get_short_help_str(90)) for n, c in self.commands.items()])
        with formatter.section("Schedules (lrplot list shows those of the frameworks too)"):
            formatter.write_dl([(name, entry.summary) for name, entry in short.items()])


def _example(param: Param) -> str:
    return param.role.example if param.default is None else param.role.text(param.default)


def _option(param: Param, value: str) -> tuple[str, ...]:
    """Return the option that gives a parameter a value, as the command line has it."""
    name = param.key.replace("_", "-")
    if isinstance(param.role, Flag):
        return (f"--{name}" if param.role.read(value) else f"--no-{name}",)
    return f"--{name}", value


def schedule_command(entry: Entry[...]) -> click.Command:
    """Return the command of a schedule, its options read off its signature."""

    def run(**given: Any) -> None:
        from lrplot.cli import draw, options

        draw.draw(entry.title, options.swept(entry, given), given)

    def params() -> list[click.Parameter]:
        from lrplot.cli import options

        # a framework's parameter goes before a setting of the same name
        taken = {param.key for param in entry.params}
        return [options.words(), *options.of_schedule(entry), *options.of_plot(taken)]

    shown = entry.example()
    if not shown:
        # something to vary, where nothing must be given
        usable = [p for p in entry.params if not isinstance(p.role, Flag | NoEffect)]
        shown = {p.key: _example(p) for p in usable[:1]}
    options = [part for k, text in shown.items() for part in _option(entry.param(k), text)]
    name = entry.name if find.entry(entry.name) == entry else entry.title
    usage = shlex.join(["lrplot", name, *options])
    return Command(
        entry.title,
        make_params=params,
        callback=run,
        context_settings={"token_normalize_func": lambda text: text.replace("_", "-")},
        help=f"{entry.summary}\n\nAn option given again is a sweep; a WORD is drawn with it.\n\n"
        f"\b\n    {usage}",
    )
