"""What a shell may complete: schedules, frameworks, parameters, their values, files, looks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from lrplot import readers
from lrplot.catalogue import Entry, find, modules, outline
from lrplot.cli import inside
from lrplot.errors import LrplotError
from lrplot.parameters import Choice, Flag, Metric, NoEffect, Role
from lrplot.specs.asking import shared
from lrplot.specs.request import expressing
from lrplot.specs.values import ValueReader

FILE = "file"
"""The kind of what the shell itself completes, as it completes any file."""


def of_word(incomplete: str) -> list[CompletionItem]:
    """Complete a name or a file, and, after a colon, a parameter or its value."""
    name, colon, rest = incomplete.partition(":")
    if colon and name.endswith(".py") and re.fullmatch(r"\w*", rest):
        own = inside.callables(name.rpartition("=")[2])
        return _items(f"{name}:{each}" for each in own if each.startswith(rest))
    if not colon:
        label, equals, begun = incomplete.rpartition("=")
        names = [name for name in find.titles() if name.startswith(begun)]
        found = [*names, *_files(begun, [s for each in readers.readers() for s in each.suffixes])]
        found = found or _bare(begun)
        return _items((f"{label}{equals}{each}" for each in found), otherwise=begun)
    done, comma, begun = rest.rpartition(",")
    lead = f"{name}:{done}{comma}"
    try:
        entry, _ = ValueReader(python=False).word(name.rpartition("=")[2])
    except LrplotError:
        return []
    key, equals, begun = begun.rpartition("=")
    if not equals:
        return _items(f"{lead}{each}=" for each in _keys(entry) if each.startswith(begun))
    with suppress(LrplotError):
        return [_behind(f"{lead}{key}=", item) for item in of_value(entry.param(key).role, begun)]
    return []


def of_value(role: Role, incomplete: str) -> list[CompletionItem]:
    """Complete the value of a role."""
    if isinstance(role, Metric):
        path, colon, begun = incomplete.rpartition(":")
        if colon:
            columns = inside.columns(path)
            return _items(f"{path}:{name}" for name in columns if name.startswith(begun))
        files = [name for name in _files(incomplete, ["csv", "tsv"])]
        return _items(name if name.endswith("/") else f"{name}:" for name in files)
    if role.name == "look":
        return _items([*_looks(incomplete), *_files(incomplete, ["mplstyle"])], incomplete)
    words: tuple[str, ...] = ()
    if isinstance(role, Choice | Flag):
        words = role.words if isinstance(role, Choice) else ("true", "false")
    return _items(word for word in words if word.startswith(incomplete))


def of_command(fixed: Iterable[str], incomplete: str) -> list[CompletionItem]:
    """Complete a command, which any schedule is; those of frameworks once a letter is there."""
    names = dict.fromkeys([*fixed, *(find.titles() if incomplete else ())])
    return _items([name for name in names if name.startswith(incomplete)] or _bare(incomplete))


def of_topic(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete what there is help on: a command, a framework or a format."""
    root = ctx.find_root()
    assert isinstance(root.command, click.Group)
    names = [*root.command.list_commands(root), *_frameworks(), *_formats()]
    return of_command(dict.fromkeys(names), incomplete)


def of_framework(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a framework."""
    return _items(name for name in _frameworks() if name.startswith(incomplete))


def of_format(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a format of training configurations."""
    return _items(name for name in _formats() if name.startswith(incomplete))


def of_step(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete the last of several steps that have names."""
    from lrplot.analysis.rows import PLACES

    done, comma, begun = incomplete.rpartition(",")
    return _items(f"{done}{comma}{name}" for name in PLACES if name.startswith(begun))


def of_key(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete a key of the configurations in the line."""
    form = ctx.params.get("as_format")
    keys = dict.fromkeys(key for word in _words(ctx) for key in inside.keys(word, form))
    return _items(f"{key}=" for key in keys if key.startswith(incomplete))


def of_let(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Complete what the scripts in the line leave to be said."""
    known = ctx.params.get("let") or ()
    names = dict.fromkeys(name for word in _words(ctx) for name in inside.open_names(word, known))
    return _items(f"{name}=" for name in names if name.startswith(incomplete))


def _words(ctx: click.Context) -> list[str]:
    """Return the words of a line; click has not sorted them where the last option lacks a value."""
    return [*(ctx.params.get("words") or ()), *ctx.args, str(ctx.info_name)]


def _frameworks() -> Iterable[str]:
    return (*outline.frameworks(), *modules.plugins())


def _formats() -> list[str]:
    from lrplot.readers import configs

    return configs.names()


def _bare(begun: str) -> list[str]:
    """Return the names of schedules that begin so, as they stand in a script."""
    bare = dict.fromkeys(title.rpartition(".")[2] for title in find.titles())
    return [name for name in bare if name.startswith(begun)]


def _keys(entry: Entry[...]) -> list[str]:
    own = [param.key for param in entry.params if not isinstance(param.role, NoEffect)]
    return [*own, *(name for name in shared(entry) if expressing(entry, name))]


def _looks(incomplete: str) -> Iterator[str]:
    """Yield lrplot's looks, and the styles of matplotlib, which is not imported for them."""
    homes = [Path(__file__).parents[1] / "writers" / "figure" / "looks"]
    if spec := find_spec("matplotlib"):
        homes += [Path(p) / "mpl-data" / "stylelib" for p in spec.submodule_search_locations or ()]
    for home in homes:
        for name in sorted(path.stem for path in home.glob("*.mplstyle")):
            if name.startswith(incomplete) and (incomplete or not name.startswith("_")):
                yield name


def _files(incomplete: str, suffixes: Iterable[str]) -> Iterator[str]:
    """Yield folders, and files of these kinds, that begin so."""
    folder, slash, begun = incomplete.rpartition("/")
    with suppress(OSError, ValueError):
        for each in sorted(os.scandir(f"{folder}{slash}" or "."), key=lambda each: each.name):
            if each.name.startswith(begun) and (begun or not each.name.startswith(".")):
                if each.is_dir():
                    yield f"{folder}{slash}{each.name}/"
                elif each.name.rpartition(".")[2] in suffixes:
                    yield f"{folder}{slash}{each.name}"


def _items(values: Iterable[str], otherwise: str | None = None) -> list[CompletionItem]:
    """Return items; if there are none, any file that begins as `otherwise` does."""
    found = [CompletionItem(value) for value in values]
    return found or ([] if otherwise is None else [CompletionItem(otherwise, type=FILE)])


def _behind(lead: str, item: CompletionItem) -> CompletionItem:
    return item if item.type == FILE else CompletionItem(f"{lead}{item.value}")
