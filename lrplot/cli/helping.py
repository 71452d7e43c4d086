"""The command `lrplot help`: on a command, a schedule, a framework or a format of files."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress

import click

from lrplot.cli import say
from lrplot.cli.completed import Completed
from lrplot.errors import LrplotError, shown, unknown


@click.command("help")
@click.argument("words", nargs=-1, metavar="[COMMAND]...", type=Completed("of_topic"))
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Tell how a command is used, as its --help does; a schedule is a command, too.

    Of a framework its schedules are listed; of a format of training configurations it is told what
    such a file is, and which of its keys the options stand for.

    \b
        lrplot help compare
        lrplot help torch
        lrplot help llamafactory
    """
    root = _root(ctx)
    usable = not words or root.get_command(ctx, words[0]) is not None
    # a schedule after `info` is a command of its own, and words find schedules of a framework
    whole = 2 if words[:1] == ("info",) else 1
    if words[whole:] and (usable or _is_format_alone(words[0])):
        said = f"help is on one word at a time, not on {shown(' '.join(words))}"
        raise LrplotError(f"{said}: type lrplot help {' '.join(words[:whole])}")
    if usable:
        with (
            suppress(click.exceptions.Exit),
            root.make_context("lrplot", [*words, "--help"]) as own,
        ):
            root.invoke(own)
    told = [*_told(words, framework=not usable)] if words else []
    if told:
        say.out("\n" * usable + "\n\n".join(told))
    elif not usable:
        raise _unknown(words[0], root.list_commands(ctx))


def _root(ctx: click.Context) -> click.Group:
    root = ctx.find_root().command
    assert isinstance(root, click.Group)
    return root


def _is_format_alone(name: str) -> bool:
    """Tell whether a word names a format of configurations, and no framework."""
    from lrplot.catalogue import outline
    from lrplot.readers import configs

    return name in configs.names() and name not in outline.frameworks()


def _told(words: Sequence[str], framework: bool) -> Iterator[str]:
    """Yield what is known of a framework, where that is asked for, and of a format so called."""
    from lrplot.catalogue import find, listing, search
    from lrplot.readers import configs

    called = search.run_together(words[0])
    if framework and any(called in group.called for group in search.groups(find.contents())):
        yield listing.listing(words, say.width())
    if len(words) == 1 and words[0] in configs.names():
        form = configs.formats()[words[0]]
        doc = inspect.getdoc(sys.modules[form.read.__module__]) or ""
        rows = [(f"--{flag.replace('_', '-')}", key) for flag, key in form.flags.items()]
        yield f"{form.what}: lrplot compare FILE, or --as {form.name} where its keys do not decide"
        yield doc
        if rows:
            yield "\n".join(["Options that stand for its keys:", *listing.lines(rows, None)])


def _unknown(name: str, commands: Sequence[str]) -> LrplotError:
    """Return the error for what there is no help on, with the nearest that there is."""
    from lrplot import readers
    from lrplot.catalogue import find, outline
    from lrplot.readers import configs

    if any(mark in name for mark in ":=(") or readers.hinted(name):
        return LrplotError(f"help is on a command; type lrplot info {shown(name)}")
    if hint := find.meant(name):
        return LrplotError(f"no help on {shown(name)}; {hint}")
    known = [*commands, *find.names_like(name), *outline.frameworks(), *configs.names()]
    return unknown("help on", name, known, "lrplot --help shows the commands")
