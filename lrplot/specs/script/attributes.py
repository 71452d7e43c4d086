"""What an attribute of something stands for."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.groups import groups
from lrplot.specs.script.inline import call
from lrplot.specs.script.kinds import is_optimizer
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import (
    MISSING,
    Bound,
    Class,
    Function,
    Instance,
    Made,
    Opaque,
    Path,
)


def attribute(run: Run, value: Any, node: ast.Attribute) -> Any:
    """Return what an attribute stands for."""
    name = node.attr
    match value:
        case Path():
            own = Path(f"{value.name}.{name}")
            return [Opaque("sys.argv[0]", node.lineno)] if own.name == "sys.argv" else own
        case Instance():
            if name in value.attributes:
                return value.attributes[name]
            if name == "__dict__":
                return value.attributes
            found = value.of.lookup(name) if value.of else MISSING
            if isinstance(found, Function):
                return _method(run, value, found)
            if found is not MISSING:
                return found
            said = run.said(f"{value.name}.{name}") if value.name else MISSING
            return Bound(source(node), node.lineno, value, name) if said is MISSING else said
        case Class():
            found = value.lookup(name)
            found = run.inherited(value, name) if found is MISSING else found
            return Opaque(source(node), node.lineno) if found is MISSING else found
        case Made():
            if name == "param_groups" and is_optimizer(value):
                return groups(run, value)
            if name in value.attributes:
                return value.attributes[name]
            for framework in run.frameworks:
                if (found := framework.attribute(run, value, name)) is not MISSING:
                    return found
            return Bound(source(node), node.lineno, value, name)
        case Opaque() | str() | list() | tuple() | dict():
            return Bound(source(node), node.lineno, value, name)
    return Opaque(source(node), node.lineno)


def _method(run: Run, owner: Instance, found: Function) -> Any:
    kinds = [
        one.id for one in getattr(found.node, "decorator_list", ()) if isinstance(one, ast.Name)
    ]
    if "staticmethod" in kinds:
        return found
    bound = replace(found, owner=owner)
    return call(run, bound, [], {}, found.node) if "property" in kinds else bound
