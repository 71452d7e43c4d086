"""The command `lrplot list`, which lists the schedules."""

from __future__ import annotations

import click

from lrplot.cli import say
from lrplot.cli.completed import Completed


@click.command("list")
@click.argument("words", nargs=-1, metavar="[WORD]...", type=Completed("of_framework"))
@click.option("--names", is_flag=True, help="Print the names alone, one a line.")
@click.option("--json", "as_json", is_flag=True, help="Print a list in JSON.")
@click.option("--formats", is_flag=True, help="List the training configurations that are read.")
def command(words: tuple[str, ...], names: bool, as_json: bool, formats: bool) -> None:
    """List the frameworks, those of one framework, or the schedules that have every WORD.

    A WORD is looked for in names and what people say, else in sentences, in any order and in any
    case. Where nothing is found, the exit status is 2, as for a name that is nowhere.

    \b
        lrplot list
        lrplot list torch
        lrplot list warm restarts
    """
    if formats:
        from lrplot.readers import configs

        known = configs.formats().values()
        most = max(len(form.name) for form in known)
        say.out("\n".join(f"{form.name:{most}}  {form.what}" for form in known))
        return
    from lrplot.catalogue import listing

    if names or as_json:
        schedules = [each for group in listing.found(words) for each in group.schedules]
        if not as_json:
            say.out("\n".join(each.title for each in schedules))
            return
        import json

        rows = [
            {
                "name": each.title,
                "framework": each.framework,
                "sentence": each.sentence,
                "keywords": each.keywords,
            }
            for each in schedules
        ]
        say.out(json.dumps(rows, indent=1, ensure_ascii=False))
    else:
        width = say.width()
        say.out(listing.listing(words, width) if words else listing.index(width))
