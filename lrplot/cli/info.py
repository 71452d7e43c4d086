"""The command `lrplot info`, which tells about the schedule of any word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lrplot.cli import say
from lrplot.errors import LrplotError, shown

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


FLAGS = {
    "json": "Print a list in JSON, with every digit.",
    "pieces": "Tell what it is made of, too.",
    "no_run": "Read Python files, and refuse what would have to be run.",
}
"""What is told, and how; the same before a word and behind it."""

WIDEST = 100
"""The widest line of text on a wide terminal."""


def _file(name: str, ctx: click.Context) -> click.Command | None:
    """Return the command that tells about a training, in a file or pasted; None if it is none."""
    try:
        if not _trains(name):
            return None
    except LrplotError:
        # completion has nobody to tell
        if ctx.resilient_parsing:
            return None
        raise
    from lrplot.analysis import info
    from lrplot.catalogue.listing import PAGE
    from lrplot.cli import options
    from lrplot.parameters import roles_of
    from lrplot.parameters.files import missing
    from lrplot.readers.words import plan
    from lrplot.specs.lets import Sizes

    def run(steps: Any, beside: str | None, **given: Any) -> None:
        flags = {flag: given.pop(flag) or ctx.params.get(flag) for flag in FLAGS}
        words = [name, beside] if beside else [name]
        if beside and not Path(beside).exists():
            raise missing(beside).at(shown(beside))
        if beside and not _completes(name, beside, given["as_format"]):
            raise LrplotError(f"{shown(beside)} completes no {shown(name)}: info tells of one word")
        asked = plan(words, steps=steps, no_run=bool(flags["no_run"]), **given)
        if flags["json"]:
            _json([info.as_json(spec, asked.settings.steps) for spec in asked.specs])
            return
        width = min(say.width() or PAGE, WIDEST)
        told = None
        for spec in asked.specs:
            if told != (told := spec.told[1:]):
                say.out("\n  ".join([" ".join(words), *told]) + "\n")
            pieces = bool(flags["pieces"])
            say.out(info.info(spec, asked.settings.steps, pieces=pieces, width=width) + "\n")

    known = [*options.of_plot(), *options.of_request()]
    wanted = {"let", "set", "as_format", "steps", "steps_per_epoch", "interval", "total_steps"}
    params = [param for param in known if param.name in {*wanted, *roles_of(Sizes)}]
    for param in params:
        if param.name == "total_steps":
            param.multiple, param.callback = True, options.once
    params += _flags({flag: flag for flag in FLAGS})
    file = click.Argument(["beside"], required=False, metavar="[FILE]")
    what = "What a training does; FILE completes a configuration, as a DeepSpeed JSON does."
    return click.Command(name, params=[file, *params], callback=run, help=what)


def _completes(name: str, beside: str, form: str | None) -> bool:
    """Tell whether a file completes the configuration before it."""
    from lrplot.readers import config
    from lrplot.specs.lets import Sizes
    from lrplot.specs.request import Request

    return len([*config.paired([name, beside], Request(sizes=Sizes(form=form)))]) == 1


def _trains(name: str) -> bool:
    """Tell whether a word is a training: a script, some lines of one, or a configuration."""
    from lrplot import readers
    from lrplot.specs.script import pasted

    if "(" in name:
        return pasted.is_script(pasted.lines(name))
    if not re.search(r"\.py(:\w+)?$", name):
        there = Path(name).exists()
        if not there and not readers.hinted(name):
            return False
        if not there:
            from lrplot.parameters.files import missing

            raise missing(name).at(shown(name))
        reader = readers.reader_of(name)
        return reader is not None and reader.what == "a training configuration"
    from lrplot.readers.script import trained
    from lrplot.specs.request import NOTHING

    path, _, own = name.removesuffix(".py").partition(".py:")
    try:
        return trained(f"{path}.py", own, NOTHING) is not None
    except LrplotError:
        # an option may say what is missing
        return True


class WordCommands(click.Group):
    """A command for every word, with the options of its schedule."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        # a word is read before its own options are
        ctx.params["no_run"] = ctx.params.get("no_run") or "--no-run" in args[1:]
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        from lrplot.analysis import info
        from lrplot.catalogue.listing import PAGE
        from lrplot.cli import options
        from lrplot.parameters.split import split_word
        from lrplot.plots.settings import spelled
        from lrplot.specs import grammar
        from lrplot.specs.values import ValueReader

        # a name is looked up before a file is looked for, which costs its readers
        written = "(" in name or ".py" in name
        if written and (file := _file(name, ctx)):
            return file
        try:
            # completion runs no file
            runs = not ctx.resilient_parsing and not ctx.params.get("no_run")
            reader = ValueReader(python=runs)
            body = split_word(name)[1]
            entry, values = reader.word(body)
        except LrplotError:
            if not written and (file := _file(name, ctx)):
                return file
            if ctx.resilient_parsing:
                return None
            raise

        taken = options.taken(entry)
        named = re.match(r"[\w. -]+", body)
        called = named[0] if named and not grammar.runs_python(body) else ""
        shared = {name: spelled(name, taken) for name in FLAGS}

        def run(**given: Any) -> None:
            # before the word or behind it
            flags = {name: given.pop(own) or ctx.params.get(name) for name, own in shared.items()}
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
            if flags["json"]:
                _json([info.as_json(spec, steps) for spec in specs])
                return
            pieces, width = bool(flags["pieces"]), min(say.width() or PAGE, WIDEST)
            texts = (info.info(spec, steps, example, pieces, width) for spec in specs)
            say.out("\n\n".join(texts))

        own = [*options.of_schedule(entry), *options.asking(entry)]
        params = [*own, options.setting("steps", taken), *_flags(shared)]
        return click.Command(name, params=params, callback=run, help=entry.summary)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return []

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from lrplot.cli import completing

        return completing.of_word(incomplete)


def _json(known: list[dict[str, Any]]) -> None:
    import json

    say.out(json.dumps(known, indent=1, ensure_ascii=False))


def _flags(names: Mapping[str, str]) -> list[click.Parameter]:
    """Return the flags, by the names that they have beside a schedule's own parameters."""
    return [
        click.Option([own, f"--{own.replace('_', '-')}"], is_flag=True, help=FLAGS[name])
        for name, own in names.items()
    ]


@click.pass_context
def _info(ctx: click.Context, /, **_: Any) -> None:
    """Tell what a schedule is: its values, what is odd about it, parameters, formula, source.

    \b
        lrplot info torch.OneCycleLR
        lrplot info noam --d-model 128
        lrplot info --json 'CosineDecay(0.001, 4000)'
    """
    if ctx.invoked_subcommand is None:
        raise LrplotError("info wants a WORD, such as lrplot info cosine")


command = WordCommands(
    "info",
    invoke_without_command=True,
    no_args_is_help=True,
    params=_flags({name: name for name in FLAGS}),
    callback=_info,
    help=_info.__doc__,
    subcommand_metavar="WORD [OPTIONS]",
)
