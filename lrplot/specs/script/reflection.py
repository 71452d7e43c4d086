"""Attributes by their names, and names in mappings: `getattr`, `setattr`, `vars`, `globals`."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script.attributes import attribute
from lrplot.specs.script.handed import forgotten
from lrplot.specs.script.hooks import own as own_method
from lrplot.specs.script.in_place import delete
from lrplot.specs.script.kinds import made_by
from lrplot.specs.script.run import Run
from lrplot.specs.script.targets import OTHERS, bind
from lrplot.specs.script.values import MISSING, Bound, Class, Instance, Made, Opaque, Path, Scope

MODULE = (
    "__builtins__", "__cached__", "__doc__", "__file__", "__loader__", "__name__", "__package__",
    "__spec__",
)  # fmt: skip
"""What every module has."""


def reflected(
    run: Run,
    name: str,
    args: list[Any],
    node: ast.Call,
    scope: Scope,
) -> Any:
    """Return what one of these functions gives; `MISSING` for another."""
    if name == "vars" and len(args) == 1 and isinstance(args[0], Instance):
        return args[0].attributes
    if name == "dir" and len(args) == 1 and isinstance(args[0], Instance) and not args[0].of:
        return sorted({*args[0].attributes, *MODULE})
    if name in ("globals", "locals", "vars") and not node.args and not node.keywords:
        # those of a function are a copy
        whole = name == "globals" or scope is scope.module
        return scope.module.names if whole else dict(scope.names)
    name = name.removeprefix("object.").removeprefix("type.").strip("_")
    if name == "delattr" and len(args) == 2 and isinstance(args[1], str):
        target = ast.Attribute(node.args[0], args[1], ast.Del(), lineno=node.lineno)
        return delete(run, ast.Delete([target], lineno=node.lineno), scope)
    if name not in ("getattr", "setattr", "hasattr") or len(args) < 2:
        return MISSING
    of = args[0].of if isinstance(args[0], Instance) else args[0]
    if not isinstance(args[1], str):
        if name == "setattr" and isinstance(args[0], Instance | Class):
            raise LrplotError(f"line {node.lineno}: which attribute this sets is not known")
        if name == "setattr" and isinstance(args[0], Made):
            forgotten(run, args[0], source(node.args[0]), node)
        return MISSING
    place = ast.Attribute(node.args[0], args[1], ast.Load(), lineno=node.lineno)
    if name == "setattr":
        if not isinstance(args[0], Instance | Class | Made | Path):
            return MISSING
        bind(run, place, args[2], scope)
        return None
    if name == "hasattr" and own_method(args[0], "__getattr__"):
        return MISSING
    found = attribute(run, args[0], place)
    if (
        isinstance(args[0], Path)
        and (name == "hasattr" or len(args) == 3)
        and not (isinstance(found, Path) and made_by(found.name))
    ):
        # what another version has, or has not
        return MISSING
    known = of is None or (isinstance(of, Class) and not any(of.roots()))
    missing = known and type(found) in (Opaque, Bound) and not _forgotten(args[0])
    missing = missing and not _has(args[0], args[1])
    own = args[0].attributes if isinstance(args[0], Instance) else None
    if missing and own is not None and run.doubts.missing(own, args[1]):
        return MISSING
    if name == "hasattr":
        sure = isinstance(args[0], Instance) and args[1] in args[0].attributes
        return False if missing else True if sure or type(found) not in (Opaque, Bound) else MISSING
    return args[2] if missing and len(args) == 3 else found


def _has(of: Any, name: str) -> bool:
    """Tell whether an object, or a class, has an attribute, though what it is may not be known."""
    inside = isinstance(of, Instance) and name in of.attributes
    kind = of.of if isinstance(of, Instance) else of
    return inside or (isinstance(kind, Class) and kind.lookup(name) is not MISSING)


def _forgotten(of: Any) -> bool:
    """Tell whether an object may have attributes that nothing names."""
    return isinstance(of, Instance) and OTHERS in of.attributes
