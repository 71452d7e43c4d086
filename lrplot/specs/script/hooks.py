"""Methods of a script's own classes by which Python gets and sets what an object has."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script import mappings
from lrplot.specs.script.lost import standing
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import (
    MISSING,
    Class,
    Function,
    Held,
    Instance,
    Made,
    Opaque,
    Scope,
)


def own(value: Any, name: str) -> bool:
    """Tell whether an object's class has a method of a name that is not Python's."""
    of = value.of if isinstance(value, Instance) else None
    return of is not None and of.lookup(name) is not MISSING


def described(value: Instance, name: str) -> bool:
    """Tell whether what an object has by a name goes through a descriptor, or a converter."""
    if not value.of:
        return False
    found = value.of.lookup(name)
    if isinstance(found, Made) and found.path == "property":
        return True
    if isinstance(found, Instance):
        return own(found, "__get__") or own(found, "__set__")
    field = field_of(value.of, name)
    words = field.keywords if isinstance(field, ast.Call) else []
    return any(word.arg in ("converter", "on_setattr") for word in words)


def set_by(run: Run, owner: Any, name: str, value: Any, target: ast.expr) -> bool:
    """Tell whether a property's own method has set it; refuse all attributes set at once."""
    if name == "__dict__":
        raise LrplotError(f"line {target.lineno}: {source(target)} is set, which is not read")
    of = owner.of if isinstance(owner, Instance) else None
    method = of.lookup(f"{name}.setter") if of else None
    if not isinstance(method, Function):
        return False
    bound = Held(replace(method, owner=owner))
    run.evaluate(run, ast.Call(bound, [Held(value)], [], lineno=target.lineno), Scope())
    return True


def field_of(of: Class, name: str) -> ast.expr | None:
    """Return what stands behind the name of a field where its class is written."""
    for each in of.order:
        for part in each.node.body if isinstance(each, Class) else ():
            match part:
                case ast.AnnAssign(target=ast.Name(id=same)) if same == name:
                    return part.value
                case ast.Assign([ast.Name(id=same)], value) if same == name:
                    return value
    return None


def called_by(
    run: Run, value: Any, name: str, args: list[Any], node: ast.expr, scope: Scope
) -> Any:
    """Return what an object's own method gives; `MISSING` where its class has none."""
    if not isinstance(value, Instance) or not own(value, name):
        return MISSING
    method = value.of.lookup(name)  # type: ignore[union-attr]
    if not isinstance(method, Function):
        return Opaque(source(node), node.lineno)
    bound = Held(replace(method, owner=value))
    made = ast.Call(bound, [Held(arg) for arg in args], [], lineno=node.lineno)
    return run.evaluate(run, made, scope)


def item(run: Run, value: Any, place: Any, node: ast.expr, scope: Scope) -> Any:
    """Return what an object's own `__getitem__` gives, or another library's mapping."""
    if (found := mappings.item(value, place)) is not MISSING:
        return standing(found, node)
    return called_by(run, value, "__getitem__", [place], node, scope)
