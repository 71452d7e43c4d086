"""Runs a Python file of the user's own, and finds what in it may be a schedule."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import util
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from lrplot.catalogue.stand_in import builtins_for
from lrplot.errors import LrplotError
from lrplot.parameters.files import missing
from lrplot.pieces import running

Names = Mapping[str, Callable[..., Any]]


@cache
def once(path: str, file: Path) -> Names:
    """Return the callables of the file, which is run the first time."""
    return run(path, file)


def defined(path: str, file: Path) -> list[str]:
    """Return the names in a Python file that may be called; it is not run for that.

    Raises `LrplotError` where there is no such file, or it is no Python.
    """
    if not file.is_file():
        raise missing(path).at(path)
    with running(path):
        tree = ast.parse(file.read_bytes(), str(file))
    return [*dict.fromkeys(name for node in tree.body for name in _called(node))]


def may_bind(path: str, file: Path, name: str) -> bool:
    """Tell whether a Python file may bind a name, as its text or a `*` says; it is not run."""
    with running(path):
        tree = ast.parse(file.read_bytes(), str(file))
    bound = {one for node in tree.body for one in (*_stored(node), *_imported(node))}
    dynamic = DYNAMIC.intersection(getattr(node, "id", "") for node in ast.walk(tree))
    return name in bound or "*" in bound or bool(dynamic)


DYNAMIC = {"globals", "exec", "vars", "locals", "setattr"}
"""Functions by which a file may bind a name that its text does not have."""

CALLED = (ast.Call, ast.Lambda, ast.Name, ast.Attribute)
"""What may stand for something that is called."""


def _called(node: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement binds to what may be called."""
    made = isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, CALLED)
    if made or isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield from (name for name in _stored(node) if not name.startswith("_"))
    elif not isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        each = (part for part in ast.iter_child_nodes(node) if isinstance(part, ast.stmt))
        yield from (name for part in each for name in _called(part))


class _Loader(SourceFileLoader):
    """Python's own loader, which leaves no bytecode beside a file that was only named."""

    def set_data(self, path: str, data: Any, *, _mode: int = 0o666) -> None:
        """Write nothing."""


def run(path: str, file: Path) -> Names:
    """Run a Python file and return its callables by name; `path` is what the user calls it.

    Modules beside it that it imported when it was run before are run again too. Raises
    `LrplotError` where there is no such file, and for any error of the file's.
    """
    if not file.is_file():
        raise missing(path).at(path)
    name = f"lrplot_given_{abs(hash(file))}"
    spec = util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise LrplotError(f"{path} is not a Python file")
    spec.loader = _Loader(name, str(file))
    module = util.module_from_spec(spec)
    before = set(sys.modules).difference(_neighbours.get(file, ()))
    for neighbour in _neighbours.get(file, ()):
        sys.modules.pop(neighbour, None)
    sys.modules[name] = module
    sys.path.insert(0, str(file.parent))
    try:
        with running(path):
            tree = ast.parse(file.read_bytes(), str(file))
            if own := builtins_for(tree):
                module.__dict__["__builtins__"] = own
            spec.loader.exec_module(module)
    except LrplotError:
        del sys.modules[name]
        raise
    finally:
        with suppress(ValueError):
            sys.path.remove(str(file.parent))
    _neighbours[file] = [
        key for key in set(sys.modules).difference(before, [name]) if _beside(key, file.parent)
    ]
    return _callables(module, tree)


_neighbours: dict[Path, list[str]] = {}
"""The modules beside each file that it was the first to import."""


def _beside(name: str, folder: Path) -> bool:
    """Tell whether a module is the user's own: in this folder, and no installed package."""
    where = getattr(sys.modules[name], "__file__", None)
    return bool(where) and is_own(Path(str(where)), folder) and not name.startswith("lrplot.")


def is_own(file: Path, folder: Path) -> bool:
    """Tell whether a source file is the user's own, as one in the folder of a file of theirs."""
    return file.is_relative_to(folder) and "site-packages" not in file.parts


def _callables(module: ModuleType, tree: ast.Module) -> dict[str, Callable[..., Any]]:
    """Return what in a module can be called and was not merely imported."""
    made = {name for node in tree.body for name in _stored(node)}
    imported = {name for node in tree.body for name in _imported(node)}
    return {
        name: value
        for name, value in vars(module).items()
        if callable(value) and not name.startswith("__")
        and (
            name in made
            or not imported.intersection([name, "*"])
            # an object made elsewhere has no name of its own, as classes and functions have
            or (name in imported and not hasattr(getattr(value, "function", value), "__name__"))
        )
    }  # fmt: skip


def _stored(node: ast.AST) -> Iterator[str]:
    """Yield the names that a statement binds in the module otherwise than by an import."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
            return
        case ast.Name(id=name, ctx=ast.Store()):
            yield name
    for child in ast.iter_child_nodes(node):
        yield from _stored(child)


def _imported(node: ast.AST) -> Iterator[str]:
    """Yield the names that a statement's imports bind, `*` for all of a module's."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
    elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        for child in ast.iter_child_nodes(node):
            yield from _imported(child)
