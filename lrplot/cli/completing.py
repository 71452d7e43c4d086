"""What a shell may complete: names of schedules, their parameters and choices, files, looks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from click.shell_completion import CompletionItem

from lrplot import readers
from lrplot.catalogue import Entry, find
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
    if not colon:
        label, equals, begun = incomplete.rpartition("=")
        names = [name for name in find.titles() if name.startswith(begun)]
        found = [*names, *_files(begun, [s for each in readers.readers() for s in each.suffixes])]
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
        return [CompletionItem(incomplete, type=FILE)]
    if role.name == "look":
        return _items([*_looks(incomplete), *_files(incomplete, ["mplstyle"])], incomplete)
    words: tuple[str, ...] = ()
    if isinstance(role, Choice | Flag):
        words = role.words if isinstance(role, Choice) else ("true", "false")
    return _items(word for word in words if word.startswith(incomplete))


def of_command(fixed: Iterable[str], incomplete: str) -> list[CompletionItem]:
    """Complete a command, which any schedule is; those of frameworks once a letter is there."""
    names = dict.fromkeys([*fixed, *(find.titles() if incomplete else ())])
    return _items(name for name in names if name.startswith(incomplete))


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
