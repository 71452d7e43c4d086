"""Makes the command of a schedule from its signature: `lrplot noam --d-model 128`."""

from __future__ import annotations

import shlex
from typing import Any

import click

from lrplot.catalogue import Entry, Param
from lrplot.cli import options
from lrplot.cli.compare import Command, draw, strictly
from lrplot.parameters import Flag, NoEffect


def _example(param: Param) -> str:
    return param.role.example if param.default is None else param.role.text(param.default)


def _option(param: Param, value: str) -> tuple[str, ...]:
    """Return the option that gives a parameter a value, as the command line has it."""
    name = param.key.replace("_", "-")
    if isinstance(param.role, Flag):
        return (f"--{name}" if param.role.read(value) else f"--no-{name}",)
    return f"--{name}", value


def schedule_command(called: str, entry: Entry[...]) -> click.Command:
    """Return the command of a schedule, its options read off its signature."""

    def run(**given: Any) -> None:
        plot = options.unspelled(given, options.taken(entry))
        strictly(plot)
        specs = options.swept(called, entry, given)
        draw(specs[0].entry.title, specs, plot)

    def params() -> list[click.Parameter]:
        taken = options.taken(entry)
        own = [*options.of_schedule(entry), *options.asking(entry)]
        rest = [options.show_words(taken), *options.of_plot(taken)]
        return [options.words(taken=taken), *own, *rest]

    shown = entry.example()
    if not shown:
        # something to vary, where nothing must be given
        usable = [p for p in entry.params if not isinstance(p.role, Flag | NoEffect)]
        shown = {p.key: _example(p) for p in usable[:1]}
    typed = [part for k, text in shown.items() for part in _option(entry.param(k), text)]
    # its bare name may be another framework's too
    usage = shlex.join(["lrplot", entry.title, *typed])
    return Command(
        entry.title,
        make_params=params,
        callback=run,
        context_settings={"token_normalize_func": lambda text: text.replace("_", "-")},
        help=f"{entry.summary}\n\nAn option given again is a sweep; a WORD is drawn with it.\n\n"
        f"\b\n    {usage}",
    )
