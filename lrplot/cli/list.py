"""The command `lrplot list`, which lists the schedules."""

from __future__ import annotations

import click

from lrplot.cli import say


@click.command("list")
@click.argument("only", default="", metavar="[FILTER]")
def command(only: str) -> None:
    """List the schedules whose name or sentence has FILTER in it.

    \b
        lrplot list restarts
    """
    from lrplot.catalogue.listing import listing

    say.out(listing(only))
