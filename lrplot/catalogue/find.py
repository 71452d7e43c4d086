"""Finds the entry that a name stands for, in lrplot's frameworks and those of packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from lrplot.catalogue import alike, outline
from lrplot.catalogue.framework import Optimizers, framework_of
from lrplot.catalogue.modules import (
    defined,
    entries,
    in_front,
    module,
    modules,
    paths,
    plugins,
    unread,
)
from lrplot.catalogue.outline import SHORT, Contents
from lrplot.errors import LrplotError, nearest, one_of, shown, unknown

if TYPE_CHECKING:
    from lrplot.catalogue.entry import Entry


def contents() -> Iterator[Contents]:
    """Yield what a list tells of every framework.

    Where a source cannot be read, and of what packages add, the module is imported.
    """
    for framework in outline.frameworks():
        seen = outline.outline_of(framework)
        yield seen.contents(framework) if seen else _imported(framework)
    for framework in plugins():
        yield _imported(framework)


def _imported(framework: str) -> Contents:
    found = module(framework)
    docs = {entry.title: entry.doc for entry in entries(found).values()}
    own = framework_of(found)
    said = outline.short(own.paths), outline.by_name(own.aliases)
    return Contents(framework, found.__doc__ or framework, docs, lambda: said)


def titles() -> list[str]:
    """Return the title of every schedule."""
    return [title for found in contents() for title in found.docs]


def all_entries() -> list[Entry[...]]:
    """Return every entry of the catalogue."""
    return [entry for _, found in modules() for entry in entries(found).values()]


def entry(name: str, near: str = "") -> Entry[...]:
    """Return the entry of that name: `cosine`, `CosineDecay`, `tf.keras.….CosineDecay`.

    A bare name that is no short one belongs to the framework `near`, where it stands inside one
    of its schedules, or else to the first that has it; a framework's own name stands for its
    only schedule. A framework `yields` bare names to those behind it; its `aliases` are found
    behind its own name. Case, `-`, `_` and spaces do not matter where one schedule alone can be
    meant.
    Raises `LrplotError`, with the nearest names, for a name that is nowhere.
    """
    return next(owners(name, near))[0]


@cache
def has(path: str) -> bool:
    """Tell whether a dotted name, as a script imports it, is that of a schedule."""
    prefix, _, last = path.rpartition(".")
    if any(_found(found, [last]) for _, found in behind(prefix, last)):
        return True
    if prefix and "sched" not in path.lower():
        # a slip of case would be no schedule's, and is long to look for
        return False
    with suppress(LrplotError):
        return bool(entry(path))
    return False


def owners(name: str, near: str = "", called: bool = False) -> Iterator[list[Entry[...]]]:
    """Yield what a name may stand for, framework by framework; raises as `entry` does.

    Those of a framework are several where its configuration has one name for schedules with and
    without some parameter: its alias is a tuple. The usual one is the first. A name that is
    `called` with arguments is a constructor's, as it stands in a script; any other is a short name
    before it is a framework's, in whatever case.
    """
    prefix, _, last = name.rpartition(".")
    if not prefix and near in outline.frameworks():
        own = None if defined(module(SHORT), name) else defined(module(near), name)
        if own:
            yield [own]
            return
    short: list[Entry[...]] = []
    if not (prefix or called) and (names := alike.names(SHORT, last)):
        short = _found(module(SHORT), names[:1])
        yield short
    if " " in name and not prefix:
        # words that people say: a constructor's name has no space
        if short:
            return
        from lrplot.catalogue import search

        if len(search.called(search.groups(contents()), name)) > 1:
            raise _unknown(name)
    # a slip of case is looked for where the name itself is nowhere
    for slip in (False, True):
        late, seen = [], bool(short)
        for framework, found in behind(prefix, last, slip):
            before = paths(framework, found)
            names = alike.names(framework, last) if slip else [last]
            known = _found(found, names, aliases=bool(prefix) or slip or not called)
            if known == short:
                continue
            if known and not prefix and set(names) & set(framework_of(found).yields):
                late.append(known)
            elif known:
                seen = True
                yield known
                if prefix in before:
                    # the whole path of one framework is no other's
                    return
        yield from late
        if seen or late:
            return
        if name in outline.frameworks() and len(only_one := entries(module(name))) == 1:
            yield list(only_one.values())
            return
        if any(last in found.rates for _, found in optimizers(prefix, last)):
            break
    raise _unknown(name)


def optimizers(prefix: str, last: str) -> Iterator[tuple[str, Optimizers]]:
    """Yield the frameworks behind a prefix that have optimizers, and what these are called."""
    for framework, found in behind(prefix, last):
        if own := framework_of(found).optimizers:
            yield framework, own


def behind(prefix: str, last: str, slip: bool = False) -> Iterator[tuple[str, ModuleType]]:
    """Yield the frameworks behind a prefix that may have a name, or a slip of it; all, if empty."""
    exact = prefix if prefix in outline.frameworks() else prefix.lower()
    if exact in outline.frameworks():
        yield exact, module(exact)
    elif prefix:
        for framework, found in modules(having="" if slip else last):
            if in_front(prefix, paths(framework, found)):
                yield framework, found
    elif slip:
        for framework in (*outline.frameworks(), *plugins()):
            if alike.names(framework, last):
                yield framework, module(framework)
    else:
        yield from modules(having=last)


def _found(of: ModuleType, names: Iterable[str], aliases: bool = True) -> list[Entry[...]]:
    """Return the schedules of a module that have one of the names, or are called so."""
    found: list[Entry[...]] = []
    for name in names:
        alias = framework_of(of).aliases.get(name, name) if aliases else name
        each = (alias,) if isinstance(alias, str) else alias
        found += [entry for n in each if (entry := defined(of, n))]
    return found


def _unknown(name: str) -> LrplotError:
    """Return the error for a name that is nowhere, with the nearest that are."""
    prefix, _, last = name.rpartition(".")
    hint = meant(name)
    if prefix and prefix not in outline.frameworks():
        known = {path: found for of, found in modules() for path in paths(of, found)}
        if not in_front(prefix, known):
            # a namesake of another framework's is no answer
            having = {
                found: path for path, found in reversed(known.items()) if defined(found, last)
            }
            there = having.values()
            close = [f"{path}.{last}" for path in nearest(prefix, there)]
            near = f"did you mean {one_of(close)}?" if close else "lrplot list shows all"
            hint = hint or near
            return LrplotError("; ".join([f"no framework {shown(prefix)}", hint, *unread(name)]))
    if hint:
        return LrplotError("; ".join([f"no schedule {shown(name)}", hint, *unread(name)]))
    whole, bare = names_like(name), [title.rpartition(".")[2] for title in titles()]
    # what the named framework has goes first, unless another has the very name
    behind = [title.removeprefix(f"{prefix}.") for title in whole if title.startswith(f"{prefix}.")]
    if prefix and last not in bare and (close := nearest(last, behind)):
        return unknown("schedule", name, [f"{prefix}.{own}" for own in close])
    hint = "lrplot list shows them all"
    error = unknown("schedule", name, [*whole, *bare], hint, part=last)
    return LrplotError("; ".join([str(error), *unread(name)]))


def meant(name: str) -> str:
    """Return what to type in place of a name that is what people say, if it is that."""
    # lists of names are searched when one is wrong
    from lrplot.catalogue import search

    return search.meant(search.groups(contents()), name)


def names_like(name: str) -> list[str]:
    """Return the title of every schedule, and what else is behind what stands before a name."""
    prefix = name.rpartition(".")[0]
    if not prefix:
        return [*titles(), *framework_of(module(SHORT)).aliases]
    whole = [
        f"{prefix}.{own}"
        for _, found in behind(prefix, "", slip=True)
        for own in (*entries(found), *framework_of(found).aliases)
    ]
    return list(dict.fromkeys([*whole, *titles()]))
