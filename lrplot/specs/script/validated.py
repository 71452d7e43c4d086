"""Fields of a class that pydantic checks as an object is made: what may come of their values."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.lost import Lost
from lrplot.specs.script.values import Class, Instance

ALIASES = ("alias", "validation_alias")


def placed(fields: dict[str, ast.expr | None]) -> list[str]:
    """Return the fields that are given by their place, in order."""
    return [
        name for name, default in fields.items() if not _says(default, init=False, kw_only=True)
    ]


def _says(default: ast.expr | None, **values: bool) -> bool:
    """Tell whether what stands behind a field says any of this of it."""
    words = default.keywords if isinstance(default, ast.Call) else []
    return any(getattr(one.value, "value", None) is values.get(one.arg or "", ...) for one in words)


def named(fields: dict[str, ast.expr | None], words: dict[str, Any]) -> dict[str, Any]:
    """Return what is given by words, by the names of the fields: each may have another for it."""
    out = dict(words)
    for name, default in fields.items():
        for word in default.keywords if isinstance(default, ast.Call) else ():
            alias = getattr(word.value, "value", None) if word.arg in ALIASES else None
            if isinstance(alias, str) and alias in words:
                out[name] = words[alias]
        if name.startswith("_") and (bare := name.lstrip("_")) in words and bare not in fields:
            # as attrs calls it
            out[name] = words[bare]
    return out


def validated(of: Class, made: Instance, given: dict[str, Any], fields: Any) -> None:
    """Forget the values of which a class's own validators may make others."""
    for part in _methods(of):
        for one in part.decorator_list:
            last = source(one.func if isinstance(one, ast.Call) else one).rpartition(".")[2]
            if not last.endswith("validator") or _harmless(part, last):
                continue
            whole = last in ("model_validator", "root_validator")
            texts = [
                str(arg.value) for arg in getattr(one, "args", ()) if isinstance(arg, ast.Constant)
            ]
            for name in fields if whole or "*" in texts else texts:
                if whole or name in given:
                    made.attributes[name] = Lost(f"{of.node.name}.{name}", part.lineno)


def _methods(of: Class) -> Iterator[ast.FunctionDef]:
    for each in of.order:
        for part in each.node.body if isinstance(each, Class) else ():
            if isinstance(part, ast.FunctionDef):
                yield part


def _harmless(part: ast.FunctionDef, kind: str) -> bool:
    """Tell whether a validator gives back what it is given."""
    takes = [arg.arg for arg in part.args.args]
    place = 0 if takes[:1] == ["self"] else 1
    value = takes[place] if len(takes) > place else ""
    for node in ast.walk(part):
        match node:
            case ast.Return(ast.Name(id=same)) if same == value:
                continue
            case ast.Return() | ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
                return False
            case ast.Name(id=same, ctx=ast.Store()) if same == value:
                return False
            case ast.Call() if kind.startswith(("model", "root")) and source(node.func) not in (
                "ValueError",
                "len",
                "isinstance",
                "print",
                "AssertionError",
            ):
                return False
    return True
