"""The root group of commands: the fixed ones, and one for every schedule.

What a command needs is imported when it runs, so that help and lists come at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from lrplot.catalogue import find, modules, outline
from lrplot.cli import say
from lrplot.errors import LrplotError, shown, unknown

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


@contextmanager
def _closed_pipe() -> Iterator[None]:
    """End well where nobody reads any more what is written: they have seen enough."""
    try:
        yield
    except BrokenPipeError:
        say.to_nowhere(1)
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

    def main(self, *args: Any, **kwargs: Any) -> Any:
        if "_LRPLOT_COMPLETE" in os.environ:
            from lrplot.cli import shells

            shells.register()
        return super().main(*args, **kwargs)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        from lrplot.cli import completing

        return completing.of_command(self.list_commands(ctx), incomplete)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.commands, *_short()]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in self.commands:
            return self.commands[name]
        from lrplot.cli.schedule import schedule_command

        try:
            entry = find.entry(name)
        except LrplotError:
            return None
        try:
            return schedule_command(name, entry)
        except LrplotError:
            # completion has nobody to tell
            if ctx.resilient_parsing:
                return None
            raise

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None:
            if args[0].startswith("-"):
                return super().resolve_command(ctx, args)
            from lrplot import readers

            if any(mark in args[0] for mark in ":=(") or readers.hinted(args[0]):
                raise LrplotError(f"a word wants a command: lrplot compare {args[0]!r}")
            if hint := find.meant(args[0]):
                raise LrplotError(f"no command {shown(args[0])}; {hint}")
            known = [*self.list_commands(ctx), *find.names_like(args[0])]
            error = unknown("command", args[0], known, "lrplot --help shows them all")
            raise LrplotError("; ".join([str(error), *modules.unread(args[0])]))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(n, c.get_short_help_str(90)) for n, c in self.commands.items()])
        with formatter.section("Schedules (lrplot list shows those of the frameworks too)"):
            formatter.write_dl([*_short().items()])


def _short() -> dict[str, str]:
    """Return the sentence of each schedule with a short name."""
    short = next(found for found in find.contents() if found.framework == outline.SHORT)
    return {name: outline.sentence(doc) for name, doc in short.docs.items()}
