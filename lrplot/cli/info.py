"""The command `lrplot info`, which tells about the schedule of any word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from lrplot.cli import say
from lrplot.errors import LrplotError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class WordCommands(click.Group):
    """A command for every word, with the options of its schedule."""

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        from lrplot.analysis import info
        from lrplot.cli import options
        from lrplot.parameters.split import split_word
        from lrplot.plot.settings import spelled
        from lrplot.specs import grammar
        from lrplot.specs.values import ValueReader

        try:
            # completion runs no file
            reader = ValueReader(python=not ctx.resilient_parsing)
            body = split_word(name)[1]
            entry, values = reader.word(body)
        except LrplotError:
            if ctx.resilient_parsing:
                return None
            raise

        taken = options.taken(entry)
        named = re.match(r"[\w.-]+", body)
        called = named[0] if named and not grammar.runs_python(body) else ""

        def run(**given: Any) -> None:
            steps = given.pop(spelled("steps", taken))
            shown, example = values, False
            if not values and not any(given.values()):
                try:
                    options.swept("", entry, {})
                except LrplotError:
                    # of a file's own nobody knows what would do
                    if "…" in entry.example().values():
                        raise
                    # what must be given is not what is asked about
                    shown, example = dict(grammar.example(entry).values), True
            specs = options.swept(called, entry, given, shown)
            say.out("\n\n".join(info.info(spec, steps, example) for spec in specs))

        own = [*options.of_schedule(entry), *options.asking(entry)]
        params = [*own, options.setting("steps", taken)]
        return click.Command(name, params=params, callback=run, help=entry.summary)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return []

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from lrplot.cli import completing

        return completing.of_word(incomplete)


@click.group("info", cls=WordCommands, subcommand_metavar="WORD [OPTIONS]")
def command() -> None:
    """Tell what a schedule is: parameters, pieces, peak, breakpoints, source.

    \b
        lrplot info torch.OneCycleLR
        lrplot info noam --d-model 128
    """
