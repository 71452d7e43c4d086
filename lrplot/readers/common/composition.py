"""`composed`: a configuration of Hydra with the files that its defaults list names, put together.

Source: hydra/_internal/defaults_list.py and core/default_element.py, Hydra 1.3.8.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lrplot.errors import LrplotError, nearest, one_of, shown
from lrplot.parameters.files import opened
from lrplot.readers.common.data import LARGEST, Data, beside, scalar
from lrplot.specs.lets import Sizes

HEADER = re.compile(rb"^\s*#\s*@package\s+(\S+)", re.MULTILINE)

MOST = 200
"""The most files that one configuration may be put together of."""

DEEPEST = 20

UNREAD = ("hydra", "logger", "extras", "paths")
"""Groups that say nothing of a training."""


@dataclass
class Composer:
    """Puts together what the defaults list of the file at `path` names."""

    path: str
    outside: bool
    choices: dict[str, Any]
    """The option of a group that goes before the one in a defaults list."""
    taken: dict[str, str] = field(default_factory=dict)
    """The option of each group that is in."""
    listed: set[str] = field(default_factory=set)
    """The groups of all defaults lists, and those that one of these changes."""
    changed: set[str] = field(default_factory=set)
    files: int = 0

    def parts(
        self, values: Mapping[str, Any], group: str = "", package: str = "", depth: int = 0
    ) -> Iterator[Mapping[str, Any]]:
        """Yield the values of a file and of those that it names, in the order of merging."""
        defaults = values.get("defaults", [])
        own = _under(package, {key: one for key, one in values.items() if key != "defaults"})
        if not isinstance(defaults, list) or depth > DEEPEST:
            raise LrplotError("defaults must be a list of groups, not too deep in each other")
        seen = False
        for item in defaults:
            if item == "_self_":
                seen = True
                yield own
            elif isinstance(item, str):
                yield from self.option(item, group, item, package, package, depth, False)
            elif isinstance(item, Mapping) and len(item) == 1:
                ((key, option),) = item.items()
                yield from self.chosen(str(key), option, group, package, depth)
            else:
                raise LrplotError(f"defaults: {shown(item)} is no group with an option")
        if not seen:
            yield own

    def chosen(
        self, key: str, option: Any, group: str, package: str, depth: int
    ) -> Iterator[Mapping[str, Any]]:
        """Yield the values of what a group's item in a defaults list chooses."""
        *marks, name = key.split()
        name, _, at = name.partition("@")
        whole = name[1:] if name.startswith("/") else "/".join(filter(None, (group, name)))
        if "override" in marks:
            self.changed.add(whole)
            self.choices.setdefault(whole, option)
            return
        self.listed.add(whole)
        option = self.choices.get(whole, option)
        if option in (None, "null") or whole.partition("/")[0] in UNREAD:
            return
        if option == "???":
            raise LrplotError(f"defaults: this does not say {whole}", ("--set", f"{whole}=…"))
        inner = name.removeprefix("/").replace("/", ".")
        to = _package(at, package, inner) if at else ""
        self.taken[whole] = str(option)
        for one in option if isinstance(option, list) else [option]:
            default = to or ".".join(filter(None, (package, inner)))
            if not isinstance(one, str) or "${" in one:
                raise LrplotError(f"defaults: {whole} cannot be {shown(one)}; --set {whole}=…")
            yield from self.option(
                one, whole, key, to or default, package, depth, "optional" in marks, bool(at)
            )

    def option(
        self,
        name: str,
        group: str,
        key: str,
        package: str,
        around: str,
        depth: int,
        optional: bool,
        fixed: bool = False,
    ) -> Iterator[Mapping[str, Any]]:
        """Yield the values of one file of a group, and of what it names in turn."""
        name, _, _at = name.partition("@")
        stem = name.removesuffix(".yaml")
        whole = stem[1:] if stem.startswith("/") else "/".join(filter(None, (group, stem)))
        where = f"{whole}.yaml"
        if optional and not (Path(self.path).parent / where).is_file():
            return
        self.files += 1
        if self.files > MOST:
            raise LrplotError(f"defaults: more than {MOST} files are too many")
        data = beside(self.path, where, self.outside)
        header = _header(data.path)
        if header and header != "_group_" and not fixed:
            package = _package(header, around, "")
        folder = whole.rpartition("/")[0]
        yield from self.parts(data.values, folder, package, depth + 1)


def composed(data: Data, said: Sizes) -> tuple[Mapping[str, Any], Collection[str]]:
    """Return the values of the whole configuration, and the groups that `--set` chose for it."""
    if "defaults" not in data.values:
        return data.values, ()
    asked = {key: scalar(text) for key, text in said.changes if "." not in key}
    choices = {key: one for key, one in asked.items() if isinstance(one, str)}
    count = -1
    while count < len(choices):
        # an override counts for what stands before it, too
        count = len(choices)
        composer = Composer(data.path, said.outside, choices)
        parts = [*composer.parts(data.values)]
    for name in sorted(composer.changed - composer.listed) if composer.listed else ():
        if name.partition("/")[0] not in UNREAD:
            near = nearest(name, composer.listed) or sorted(composer.listed)
            raise LrplotError(
                f"defaults: override {name}: no group to change; it is {one_of(near)}"
            )
    out: dict[str, Any] = {}
    for part in parts:
        out = merged(out, part)
    return out, composer.taken.keys() & asked.keys()


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return two mappings as one, section by section; lists replace each other."""
    out = dict(under)
    for key, value in over.items():
        both = isinstance(value, Mapping) and isinstance(out.get(key), Mapping)
        out[key] = merged(out[key], value) if both else value
    return out


def _under(package: str, values: Any) -> dict[str, Any]:
    for part in reversed(package.split(".") if package else []):
        values = {part: values}
    return dict(values)


def _package(said: str, around: str, default: str) -> str:
    """Return a package as it is said: from the top, or inside the one around it."""
    if said.startswith("_global_"):
        return said.removeprefix("_global_").lstrip(".")
    own = default if said == "_here_" and default else said.removeprefix("_here_").lstrip(".")
    return ".".join(filter(None, (around, own)))


def _header(path: str) -> str:
    """Return the package that a comment at the top of a file says."""
    with opened(path, LARGEST) as file:
        found = HEADER.search(file.read(1000))
    return found[1].decode(errors="replace") if found else ""
