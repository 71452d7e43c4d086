"""The command line: its entry point and its root command, by click."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import nullcontext, redirect_stderr
from io import StringIO
from typing import NoReturn

import click

from lrplot.catalogue import find
from lrplot.cli import compare, info, list, schema
from lrplot.cli.group import Commands
from lrplot.errors import LrplotError


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
    """Run the command line and exit: 0, 2 for what the user can put right, 130 interrupted."""
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, lambda received, _: sys.exit(128 + received))
    if sys.stdout is None:
        # closed before the start, as by >&-
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    completing = os.environ.get("_LRPLOT_COMPLETE", "").endswith("_complete")
    try:
        # what a package says while it is loaded would stand in the middle of the line
        with redirect_stderr(StringIO()) if completing else nullcontext():
            status = cli.main(args, prog_name="lrplot", standalone_mode=False)
        for why, _ in find.broken:
            click.echo(f"lrplot: {why}", err=True)
        sys.exit(status)
    except click.exceptions.NoArgsIsHelpError as wanted:
        click.echo(wanted.ctx.get_help() if wanted.ctx else "")
        sys.exit(0)
    except LrplotError as error:
        _fail("lrplot", str(error))
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        _fail(context.command_path if context else "lrplot", error.format_message())
    except OSError as error:
        _fail("lrplot", f"{error.filename or 'standard output'}: {error.strerror}")
    except (KeyboardInterrupt, click.Abort):
        click.echo("lrplot: interrupted", err=True)
        sys.exit(130)


def _fail(command: str, message: str) -> NoReturn:
    """Say on one line what is wrong, and exit with 2."""
    click.echo(f"{command}: {' '.join(message.split())}", err=True)
    sys.exit(2)
