"""Finds the entry that a name stands for, in lrplot's frameworks and those of packages.

`lrplot/schedules/` has one module for each framework; there, `FRAMEWORK` has the dotted paths
under which the framework shows its schedules. Installed packages add modules of the same kind
through the entry-point group `lrplot.schedules`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from lrplot.catalogue import outline
from lrplot.catalogue.framework import framework_of
from lrplot.catalogue.outline import HOME, SHORT
from lrplot.errors import LrplotError, nearest, one_line, one_of, shown, unknown

if TYPE_CHECKING:
    from lrplot.catalogue.entry import Entry


def module(framework: str) -> ModuleType:
    """Return the module of a framework that comes with lrplot, or that a package adds."""
    if framework in outline.frameworks():
        return import_module(f"{HOME}.{framework}")
    return plugins()[framework]


@cache
def plugins() -> Mapping[str, ModuleType]:
    """Return the modules that installed packages add, by the name of their entry point.

    Those that cannot be loaded are left out, and named in `broken`.
    """
    from importlib import metadata

    found = {}
    broken.clear()
    for point in metadata.entry_points(group=HOME):
        package = point.dist.name if point.dist else point.value
        try:
            with redirect_stdout(sys.stderr):
                found[point.name] = _loaded(point.load())
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            reason = one_line(f"{type(error).__name__}: {error}")
            why = f"the schedules of {package} cannot be loaded: {reason}"
            broken.append((why, (point.name, point.module)))
    return found


broken: list[tuple[str, tuple[str, ...]]] = []
"""Why the schedules of a package could not be loaded, and the names in front of theirs."""


def unread(name: str) -> list[str]:
    """Return why packages could not be loaded that may have the schedule of this name."""
    prefix = name.rpartition(".")[0]
    return [
        why
        for why, paths in broken
        if not prefix or any(f"{prefix}.".startswith(f"{path}.") for path in paths)
    ]


def _loaded(module: object) -> ModuleType:
    if not isinstance(module, ModuleType):
        raise TypeError(f"the entry point is {shown(module)}, not a module")
    entries(module)
    return module


@cache
def entries(of: ModuleType, having: str = "") -> Mapping[str, Entry[...]]:
    """Return the schedules that a module, or those in its package, define, by name, in order.

    With `having`, only modules that may define the schedule of this name are imported.
    """
    # lists of names need no entry, and import none
    from lrplot.catalogue.entry import Entry

    folders = getattr(of, "__path__", [])
    first = framework_of(of).first
    names = [part for folder in folders for part in outline.in_order(Path(folder), first)]
    home, _, framework = of.__name__.rpartition(".")
    if having and home == HOME and (seen := outline.outline_of(framework)):
        defining = seen.defining(having)
        names = [name for name in names if name in defining]
    parts = [of, *(import_module(f"{of.__name__}.{name}") for name in names)]
    return {
        value.name: value
        for part in parts
        for value in vars(part).values()
        if isinstance(value, Entry) and value.function.__module__ == part.__name__
    }


def defined(of: ModuleType, name: str) -> Entry[...] | None:
    """Return the schedule of this name that a module defines; `-` may be written `_`."""
    found = entries(of, name)
    return found.get(name) or found.get(name.replace("_", "-"))


def modules(having: str = "") -> Iterator[tuple[str, ModuleType]]:
    """Yield every framework's name and module, in order of precedence; lazily.

    Of those that come with lrplot, only the ones that may know the name `having` are imported.
    """
    for framework in outline.frameworks():
        seen = outline.outline_of(framework) if having else None
        if seen is None or seen.may_have(having):
            yield framework, module(framework)
    yield from plugins().items()


def contents() -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Yield every framework's name, its heading, and the sentence of each schedule by its title.

    Where a source cannot be read, and of what packages add, the module is imported.
    """
    for framework in outline.frameworks():
        if seen := outline.outline_of(framework):
            yield framework, seen.heading, outline.sentences(framework, seen)
        else:
            yield _imported(framework)
    for framework in plugins():
        yield _imported(framework)


def _imported(framework: str) -> tuple[str, str, Mapping[str, str]]:
    found = module(framework)
    said = {entry.title: entry.summary for entry in entries(found).values()}
    return framework, (found.__doc__ or framework).partition("\n")[0], said


def titles() -> list[str]:
    """Return the title of every schedule."""
    return [title for _, _, sentences in contents() for title in sentences]


def all_entries() -> list[Entry[...]]:
    """Return every entry of the catalogue."""
    return [entry for _, found in modules() for entry in entries(found).values()]


def entry(name: str, near: str = "") -> Entry[...]:
    """Return the entry of that name: `cosine`, `CosineDecay`, `tf.keras.….CosineDecay`.

    A bare name that is no short one belongs to the framework `near`, where it stands inside one
    of its schedules, or else to the first that has it; a framework's own name stands for its
    only schedule. A framework `yields` bare names to those behind it; its `aliases` are found
    behind its own name. Raises `LrplotError`, with the nearest names, for a name that is nowhere.
    """
    return next(owners(name, near))[0]


def owners(name: str, near: str = "") -> Iterator[list[Entry[...]]]:
    """Yield what a name may stand for, framework by framework; raises as `entry` does.

    Those of a framework are several where its configuration has one name for schedules with and
    without some parameter: its alias is a tuple. The usual one is the first.
    """
    prefix, _, last = name.rpartition(".")
    if not prefix and near in outline.frameworks():
        own = None if defined(module(SHORT), name) else defined(module(near), name)
        if own:
            yield [own]
            return
    late = []
    seen = False
    only = [prefix] if prefix in outline.frameworks() else []
    for framework, found in [(part, module(part)) for part in only] or modules(having=last):
        paths = _paths(framework, found)
        if prefix and not any(f".{prefix}." in f".{path}." for path in paths):
            continue
        alias = framework_of(found).aliases.get(last, last) if prefix else last
        names = (alias,) if isinstance(alias, str) else alias
        known = [entry for n in names if (entry := defined(found, n))]
        if known and not prefix and last in framework_of(found).yields:
            late.append(known)
        elif known:
            seen = True
            yield known
            if prefix in paths:
                # the whole path of one framework is no other's
                return
    yield from late
    if seen or late:
        return
    if name in outline.frameworks() and len(only_one := entries(module(name))) == 1:
        yield list(only_one.values())
        return
    raise _unknown(name)


def _unknown(name: str) -> LrplotError:
    """Return the error for a name that is nowhere, with the nearest that are."""
    prefix, _, last = name.rpartition(".")
    if prefix and prefix not in outline.frameworks():
        known = {path: found for of, found in modules() for path in _paths(of, found)}
        if not any(f".{prefix}." in f".{path}." for path in known):
            # a namesake of another framework's is no answer
            there = [path for path, found in known.items() if defined(found, last)]
            close = [f"{path}.{last}" for path in nearest(prefix, there)]
            hint = f"did you mean {one_of(close)}?" if close else "lrplot list shows all"
            return LrplotError("; ".join([f"no framework {shown(prefix)}", hint, *unread(name)]))
    whole, bare = names_like(name), [title.rpartition(".")[2] for title in titles()]
    # what the named framework has goes first, unless another has the very name
    behind = [title.removeprefix(f"{prefix}.") for title in whole if title.startswith(f"{prefix}.")]
    if prefix and last not in bare and (close := nearest(last, behind)):
        return unknown("schedule", name, [f"{prefix}.{own}" for own in close])
    hint = "lrplot list shows them all"
    error = unknown("schedule", name, [*whole, *bare], hint, part=last)
    return LrplotError("; ".join([str(error), *unread(name)]))


def _paths(framework: str, found: ModuleType) -> tuple[str, ...]:
    """Return what may stand in front of the schedules of a framework."""
    return (framework, found.__name__, *framework_of(found).paths)


def names_like(name: str) -> list[str]:
    """Return the title of every schedule, and the further names behind the framework of a name."""
    prefix = name.rpartition(".")[0]
    behind = framework_of(module(prefix)).aliases if prefix in outline.frameworks() else ()
    return [*titles(), *(f"{prefix}.{alias}" for alias in behind)]
