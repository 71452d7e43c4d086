"""The command line: its entry point, and its root command with one for every schedule, by click.

What a command needs is imported when it runs, so that help and lists come at once.
"""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, redirect_stderr
from io import StringIO
from typing import TYPE_CHECKING, Any, NoReturn

import click

from lrplot import __version__
from lrplot.catalogue import find, modules, outline
from lrplot.cli import compare, helping, info, listing, say, schema, stopping
from lrplot.errors import LrplotError, LrplotWarning, RunNotice, shown, unknown

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


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """What will the learning rate be at every step?

    \b
        lrplot compare cosine exp piecewise warmup
        lrplot noam --d-model 128 -o noam.svg
    """


for module in (compare, listing, info, schema, helping):
    cli.add_command(module.command)


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit.

    0, 1 for a warning with --strict, 2 for what the user can put right.
    """
    # of a file of megabytes the collector would look at every node a hundred times
    gc.set_threshold(50_000)
    stopping.listen()
    say.prepare()
    said.clear()
    say.held.clear()
    ran.clear()
    warnings.simplefilter("always", LrplotWarning)
    warnings.simplefilter("always", RunNotice)
    warnings.showwarning = _warned  # type: ignore[assignment]
    given = sys.argv[1:] if args is None else args
    completing = os.environ.get("_LRPLOT_COMPLETE", "").endswith("_complete")
    try:
        # what a package says while it is loaded would stand in the middle of the line
        with redirect_stderr(StringIO()) if completing else nullcontext():
            status = cli.main(args, prog_name="lrplot", standalone_mode=False)
        say.release()
        for line in ran:
            say.note(line)
        for why, _ in modules.broken:
            say.note(f"lrplot: {why}")
        sys.exit(status)
    except click.exceptions.NoArgsIsHelpError as wanted:
        click.echo(wanted.ctx.get_help() if wanted.ctx else "")
        sys.exit(0)
    except LrplotWarning as warning:
        # an error by --strict
        _warned(warning)
        say.release()
        sys.exit(1)
    except LrplotError as error:
        _fail("lrplot", f"{error}{_typed(given, error)}")
    except click.ClickException as error:
        from lrplot.cli import slips

        context = getattr(error, "ctx", None)
        _fail(context.command_path if context else "lrplot", slips.message(error, given))
    except OSError as error:
        if not error.filename:
            # Python must not complain when it flushes at its end
            say.to_nowhere(1)
        _fail("lrplot", f"{error.filename or 'standard output'}: {error.strerror or error}")
    except (KeyboardInterrupt, click.Abort):
        # not Ctrl-C, which ends at once: a file of the user's own raised it
        say.note("lrplot: interrupted")
        sys.exit(130)


def _typed(args: Sequence[str], error: LrplotError) -> str:
    """Return the command to type that says what was not known, or what was meant, if any does."""
    asks, (slip, meant) = error.asks, error.instead or ("", "")
    command = None
    if asks or slip:
        command = cli.get_command(click.Context(cli), args[0])
    if not command:
        return ""
    params = command.get_params(click.Context(command))
    known = {name for param in params for name in param.opts}
    # what info takes hangs on the word
    if not isinstance(command, click.Group) and not known.issuperset(asks[::2]):
        return ""
    typed = [meant + arg[len(slip) :] if arg.startswith(slip) else arg for arg in args]
    return f"; type lrplot {' '.join(map(_quoted, [*typed, *asks]))}"


def _quoted(text: str) -> str:
    """Return a text as a shell reads it, in the quotes in which people read it, too."""
    import shlex

    if "'" in text and not set(text) & set('"$`\\!'):
        return f'"{text}"'
    return shlex.quote(text)


said: set[str] = set()
"""The warnings that have been shown: a word that is read twice is no two warnings."""


ran: list[str] = []
"""What is said at the end of files that were run: an error while they draw says it better."""


def _warned(message: Warning | str, *_: object) -> None:
    """Keep a warning as a line of the command's own, to be shown where there is no error."""
    if str(message) not in said:
        said.add(str(message))
        if isinstance(message, RunNotice):
            ran.append(f"lrplot: {message}")
        else:
            say.held.append(f"lrplot: warning: {message}")


def _fail(command: str, message: str) -> NoReturn:
    """Say on one line what is wrong, and exit with 2."""
    say.note(f"{command}: {message}")
    sys.exit(2)
