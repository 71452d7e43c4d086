"""The files that a script imports from its own project: found as Python does, read, not run."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lrplot.catalogue import find
from lrplot.catalogue.outline import frameworks
from lrplot.errors import LrplotError, warn
from lrplot.parameters.files import opened
from lrplot.specs.script.pasted import parsed
from lrplot.specs.script.places import numbered
from lrplot.specs.script.run import Run
from lrplot.specs.script.stars import KNOWN
from lrplot.specs.script.values import DEEPEST, MISSING, Instance, Scope

LARGEST = 1_000_000
"""Bytes that a file may have which is read beside a script."""

MOST = 100
"""How many files are read beside one."""

INIT = "__init__.py"

PROJECT = (".git", "pyproject.toml", "setup.py", "setup.cfg")
"""What is in a project's own folder."""

UP = 5
"""How many folders above the script that is looked for in."""


@dataclass(eq=False)
class Beside:
    """The folder of a script, and what of it has been read."""

    folder: str
    modules: dict[str, Scope | None] = field(default_factory=dict)
    """By their names what modules have; None for one that is not there, or cannot be read."""
    files: dict[str, str] = field(default_factory=dict)
    """Each file that was begun, by its name from the folder on, with why it cannot be read."""

    unsure: int = 0
    """The line where a folder that is not known goes first."""

    @property
    def read(self) -> list[str]:
        """The names of the files that were read."""
        return [name for name, why in self.files.items() if not why]

    @property
    def lost(self) -> dict[str, str]:
        """The names of the files that cannot be read, with the reason."""
        return {name: why for name, why in self.files.items() if why}

    @cached_property
    def folders(self) -> list[str]:
        """Where modules are looked for: beside the script, above its package, and in its project.

        The current folder counts if the script is somewhere below it, as `python -m` has it.
        """
        own = package = os.path.abspath(self.folder or os.curdir)
        while os.path.isfile(os.path.join(package, INIT)) and os.path.dirname(package) != package:
            package = os.path.dirname(package)
        found, here, above = [own, package], os.getcwd(), own
        if own.startswith(os.path.join(here, "")):
            found.append(here)
        for _ in range(UP):
            if any(os.path.exists(os.path.join(above, each)) for each in PROJECT):
                found += [above, os.path.join(above, "src")]
                break
            above = os.path.dirname(above)
        return list(dict.fromkeys(found))

    def goes_first(self, folder: Any, line: int) -> None:
        """Look for modules in this folder first, which `sys.path` has in front from here on."""
        if isinstance(folder, str):
            self.folders.insert(0, os.path.join(self.folders[0], folder))
        else:
            self.unsure = line

    def module(self, run: Run, name: str) -> Scope | None:
        """Return what a module has, which is read the first time; None where it is no file here."""
        if name in self.modules or not self.has(name):
            return self.modules.get(name)
        package, _, last = name.rpartition(".")
        if package:
            self.module(run, package)
        file = self.file(name)
        found = self.modules[name] = self._followed(run, name, file) if file else None
        while found and package:
            holder = self.modules.get(package) or Scope({"__name__": package})
            holder.names.setdefault(last, Instance(None, found.names, name=last))
            found, self.modules[package] = holder, holder
            package, _, last = package.rpartition(".")
        return self.modules[name]

    def has(self, name: str) -> bool:
        """Tell whether a module is a file here."""
        known = name.strip(".").partition(".")[0] in {*KNOWN, *frameworks()}
        return name.count(".") < DEEPEST and not known and bool(self.file(name))

    def file(self, name: str) -> str | None:
        """Return the file of a module; None where there is none."""
        if not (name := name.strip(".")):
            return None
        each = (os.path.join(folder, *name.split(".")) for folder in self.folders)
        files = (file for path in each for file in (os.path.join(path, INIT), f"{path}.py"))
        return next(filter(os.path.isfile, files), None)

    def _followed(self, run: Run, name: str, path: str) -> Scope | None:
        scope = Scope({"__name__": name})
        file = os.path.relpath(path, self.folder or os.curdir)
        scope.names["__package__"] = name if path.endswith(INIT) else name.rpartition(".")[0]
        self.files[file], self.modules[name] = "", scope
        if self.unsure and not run.fails:
            text = f"line {self.unsure}: {name} is read from {file}, whatever this puts before it"
            warn(text)
        kept = run.loops, run.tests, run.handlers, run.plain, run.frame, run.pure
        run.loops, run.tests, run.handlers, run.plain, run.frame, run.pure = (), (), (), 0, 0, False
        mark = run.mark()
        try:
            if len(self.files) > MOST:
                raise LrplotError(f"more than {MOST} files are imported")
            with opened(path, LARGEST) as stream:
                tree = parsed(stream.read())
            numbered(tree, file, len(self.files))
            run.follow(run, tree.body, scope)
            if not tree.body:
                del self.files[file]
        except (LrplotError, RecursionError) as why:
            run.undo(mark)
            self.files[file] = str(why)
            return None
        finally:
            run.loops, run.tests, run.handlers, run.plain, run.frame, run.pure = kept
        return scope


@dataclass(frozen=True)
class Own:
    """What a script imports from its own project, before any of it is read."""

    files: tuple[str, ...] = ()
    """The files of what it imports itself."""
    clash: bool = False
    """Whether one has a framework's name for a schedule."""

    def has(self, pattern: re.Pattern[bytes]) -> bool:
        """Tell whether a text is in one of the files."""
        for file in self.files:
            with suppress(LrplotError), opened(file, LARGEST) as stream:
                if pattern.search(stream.read()):
                    return True
        return False


def _imports(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports among statements, those inside others too; no expression is looked into."""
    left: list[ast.AST] = [tree]
    while left:
        node = left.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(node, name, ())
            left += inner if isinstance(inner, list) else ()


def own(tree: ast.Module, folder: str) -> Own:
    """Return what a script may import from its own project."""
    of, found = Beside(folder), Own()
    for node in _imports(tree):
        module = f"{node.module or ''}." if isinstance(node, ast.ImportFrom) else ""
        for alias in node.names:
            each = [of.file(name) for name in (module, module + alias.name) if of.has(name)]
            files = (*found.files, *(file for file in each if file))
            clash = bool(module and each) and find.has(module + alias.name)
            found = Own(files, found.clash or clash)
    return found


def imported(run: Run, node: ast.Import, alias: ast.alias, scope: Scope) -> bool:
    """Bind a module that `import` names, where it is beside the script; tell whether it is."""
    if not run.beside or not (found := run.beside.module(run, alias.name)):
        return False
    first = alias.name.partition(".")[0]
    if not alias.asname and first != alias.name:
        found = run.beside.module(run, first) or found
    name = alias.asname or first
    scope.bind(name, Instance(None, found.names, node.lineno, name))
    return True


def imported_from(run: Run, node: ast.ImportFrom, alias: ast.alias, scope: Scope) -> bool:
    """Bind what `from … import` names, where it is in a file beside the script; tell whether."""
    if not run.beside:
        return False
    module = _absolute(node, scope)
    if module is None:
        return False
    holder = run.beside.module(run, module) if module else None
    if alias.name == "*":
        for name in _public(holder) if holder else ():
            scope.bind(name, holder.names[name])  # type: ignore[union-attr]
        return bool(holder)
    if holder and alias.name in holder.names:
        value: Any = holder.names[alias.name]
    elif found := run.beside.module(run, f"{module}.{alias.name}".lstrip(".")):
        value = Instance(None, found.names, node.lineno)
    else:
        return False
    name = alias.asname or alias.name
    said = run.said(name) if run.given else MISSING
    scope.bind(name, value if said is MISSING else said)
    return True


def _absolute(node: ast.ImportFrom, scope: Scope) -> str | None:
    """Return the name of the module that something is imported from; None above the folder."""
    if not node.level:
        return node.module
    package = scope.module.names.get("__package__", "")
    parts = package.split(".") if package else []
    if node.level - 1 > len(parts):
        return None
    parts = parts[: len(parts) - node.level + 1]
    return ".".join([*parts, *([node.module] if node.module else [])])


def _public(of: Scope) -> list[str]:
    """Return the names that `from … import *` takes."""
    listed = of.names.get("__all__")
    if isinstance(listed, list | tuple):
        return [name for name in listed if name in of.names]
    return [name for name in of.names if not name.startswith("_")]
