"""The modules of the frameworks, lrplot's own and those of packages, and the schedules in them.

`lrplot/schedules/` has one module for each framework; there, `FRAMEWORK` has the dotted paths
under which the framework shows its schedules. Installed packages add modules of the same kind
through the entry-point group `lrplot.schedules`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from lrplot.catalogue import outline
from lrplot.catalogue.framework import framework_of
from lrplot.catalogue.outline import HOME
from lrplot.errors import one_line, shown

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


def paths(framework: str, found: ModuleType) -> tuple[str, ...]:
    """Return what may stand in front of the schedules of a framework."""
    return (framework, found.__name__, *framework_of(found).paths)


def in_front(prefix: str, paths: Iterable[str]) -> bool:
    """Tell whether a prefix is a part of one of the paths, in whatever case."""
    part = f".{prefix.lower()}."
    return any(part in f".{path.lower()}." for path in paths)
