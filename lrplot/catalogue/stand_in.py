"""Stands in for TensorFlow where a file needs only its base class of schedules.

A file whose class derives from `LearningRateSchedule` can be run without TensorFlow or Keras if
it uses no more of them. Only the import statements of that file find the stand-in: to all other
modules, and to `importlib`, the library is not installed.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Mapping, Sequence
from importlib import util
from types import ModuleType
from typing import Any

BASE = "LearningRateSchedule"
"""The base class, by which a file is known that may be given a stand-in."""

PACKAGES = {
    "tensorflow": "tensorflow.keras.optimizers.schedules",
    "keras": "keras.optimizers.schedules",
}
"""Where each library has the base class."""


def builtins_for(tree: ast.Module) -> Mapping[str, Any] | None:
    """Return the built-in names for a file whose imports may need a stand-in, else None."""
    missing = {name for name in PACKAGES if _derives(tree) and not util.find_spec(name)}
    if not missing:
        return None
    modules = {key: value for name in missing for key, value in _modules(PACKAGES[name]).items()}

    def imported(
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        top = name.partition(".")[0]
        if level or top not in missing:
            return builtins.__import__(name, globals, locals, fromlist or (), level)
        found = modules.get(name)
        if found is None:
            raise ModuleNotFoundError(_needs(name), name=name)
        for part in fromlist or ():
            if part != "*" and not hasattr(found, part):
                raise ModuleNotFoundError(_needs(f"{name}.{part}"), name=name)
        return found if fromlist else modules[top]

    return {**vars(builtins), "__import__": imported}


def _derives(tree: ast.Module) -> bool:
    """Tell whether a class in the file derives from the base class, maybe by another name."""
    names = {BASE}
    for node in ast.walk(tree):
        if isinstance(node, ast.alias) and node.asname and _last(node.name) == BASE:
            names.add(node.asname)
        elif isinstance(node, ast.Assign) and _last(ast.unparse(node.value)) == BASE:
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return any(_last(ast.unparse(base)) in names for each in classes for base in each.bases)


def _last(dotted: str) -> str:
    return dotted.rpartition(".")[2]


def _modules(path: str) -> dict[str, ModuleType]:
    """Return the modules on the way to the base class, by their names."""
    made: dict[str, ModuleType] = {}
    inner: ModuleType | None = None
    while path:
        module = ModuleType(path)
        module.__getattr__ = _missing(path)  # type: ignore[method-assign]
        if inner is None:
            setattr(module, BASE, type(BASE, (), {}))
        else:
            setattr(module, _last(inner.__name__), inner)
        made[path] = inner = module
        path = path.rpartition(".")[0]
    return made


def _missing(module: str) -> Callable[[str], Any]:
    def getattribute(name: str) -> Any:
        raise AttributeError(_needs(f"{module}.{name}"))

    return getattribute


def _needs(name: str) -> str:
    library = "Keras" if name.startswith("keras") else "TensorFlow"
    return f"{name} needs {library}, which is not installed"
