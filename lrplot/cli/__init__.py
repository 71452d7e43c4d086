"""The command line: its entry point and its root command, by click."""

from __future__ import annotations

import os
import shlex
import sys
import warnings
from collections.abc import Sequence
from contextlib import nullcontext, redirect_stderr
from io import StringIO
from typing import NoReturn

import click

from lrplot.catalogue import modules
from lrplot.cli import compare, info, list, say, schema, stopping
from lrplot.cli.group import Commands
from lrplot.errors import LrplotError, LrplotWarning, one_of


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


for module in (compare, list, info, schema):
    cli.add_command(module.command)


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit.

    0, 1 for a warning with --strict, 2 for what the user can put right.
    """
    stopping.listen()
    say.prepare()
    said.clear()
    warnings.simplefilter("always", LrplotWarning)
    warnings.showwarning = _warned  # type: ignore[assignment]
    completing = os.environ.get("_LRPLOT_COMPLETE", "").endswith("_complete")
    try:
        # what a package says while it is loaded would stand in the middle of the line
        with redirect_stderr(StringIO()) if completing else nullcontext():
            status = cli.main(args, prog_name="lrplot", standalone_mode=False)
        for why, _ in modules.broken:
            say.note(f"lrplot: {why}")
        sys.exit(status)
    except click.exceptions.NoArgsIsHelpError as wanted:
        click.echo(wanted.ctx.get_help() if wanted.ctx else "")
        sys.exit(0)
    except LrplotWarning as warning:
        # an error by --strict
        _warned(warning)
        sys.exit(1)
    except LrplotError as error:
        _fail("lrplot", f"{error}{_typed(args, error.asks)}")
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        _fail(context.command_path if context else "lrplot", _message(error))
    except OSError as error:
        if not error.filename:
            # Python must not complain when it flushes at its end
            say.to_nowhere(1)
        _fail("lrplot", f"{error.filename or 'standard output'}: {error.strerror or error}")
    except (KeyboardInterrupt, click.Abort):
        # not Ctrl-C, which ends at once: a file of the user's own raised it
        say.note("lrplot: interrupted")
        sys.exit(130)


def _typed(args: Sequence[str] | None, asks: Sequence[str]) -> str:
    """Return the command to type that says what was not known, if something was not."""
    given = sys.argv[1:] if args is None else args
    return f"; type lrplot {shlex.join([*given, *asks])}" if asks else ""


def _message(error: click.ClickException) -> str:
    if not isinstance(error, click.NoSuchOption):
        return error.format_message()
    # click's own words are others in each version
    params = error.ctx.command.get_params(error.ctx) if error.ctx else []
    hidden = {name for param in params if getattr(param, "hidden", False) for name in param.opts}
    possible = [name for name in error.possibilities or () if name not in hidden]
    near = one_of(map(repr, possible)) if possible else ""
    return f"No such option {error.option_name!r}.{f' Did you mean {near}?' if near else ''}"


said: set[str] = set()
"""The warnings that have been shown: a word that is read twice is no two warnings."""


def _warned(message: Warning | str, *_: object) -> None:
    """Show a warning as a line of the command's own."""
    if str(message) not in said:
        said.add(str(message))
        say.note(f"lrplot: warning: {message}")


def _fail(command: str, message: str) -> NoReturn:
    """Say on one line what is wrong, and exit with 2."""
    say.note(f"{command}: {message}")
    sys.exit(2)
