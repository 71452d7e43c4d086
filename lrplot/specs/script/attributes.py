"""What an attribute of something stands for."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script import arrays
from lrplot.specs.script.arrays import Series
from lrplot.specs.script.builtins import BUILTINS
from lrplot.specs.script.groups import groups
from lrplot.specs.script.hooks import called_by, described, own
from lrplot.specs.script.inline import Parent, call
from lrplot.specs.script.kinds import is_optimizer
from lrplot.specs.script.lost import standing
from lrplot.specs.script.members import Member, member
from lrplot.specs.script.records import Record
from lrplot.specs.script.remembered import does
from lrplot.specs.script.run import Run, Write
from lrplot.specs.script.typed import type_of
from lrplot.specs.script.values import (
    MISSING,
    Bound,
    Class,
    Function,
    Instance,
    Made,
    Opaque,
    Path,
    Scope,
)


class Named(Path):
    """A name that pasted lines have from the script that they are of, such as its optimizer."""


def attribute(run: Run, value: Any, node: ast.Attribute) -> Any:
    """Return what an attribute stands for."""
    name = node.attr
    match value:
        case Named():
            return Named(f"{value.name}.{name}")
        case Path():
            if name == "__name__" and (value.last[:1].isupper() or value.name in BUILTINS):
                return value.last
            if f"{value.name}.{name}" == "sys.argv":
                return Opaque(source(node), node.lineno) if run.argv is None else run.argv
            return Path(f"{value.name}.{name}", source(node), node.lineno)
        case Instance():
            if own(value, "__getattribute__") or described(value, name):
                return Opaque(source(node), node.lineno)
            found = value.of.lookup(name) if value.of else MISSING
            if isinstance(found, Function) and "property" in _kinds(found):
                return _method(run, value, found)
            if name in value.attributes:
                return standing(value.attributes[name], node)
            if name == "__dict__":
                return value.attributes
            if name == "__class__" and value.of:
                return value.of
            if isinstance(found, Function):
                return _method(run, value, found)
            if found is not MISSING:
                return standing(found, node)
            found = called_by(run, value, "__getattr__", [name], node, Scope())
            if found is not MISSING:
                return found
            said = run.said(f"{value.name}.{name}") if value.name else MISSING
            return Bound(source(node), node.lineno, value, name) if said is MISSING else said
        case Class() if name in ("__name__", "__qualname__"):
            return value.node.name
        case Function() if value.memory is not None and name == "__wrapped__":
            return replace(value, memory=None)
        case Function() if value.memory is not None and name.startswith("cache_"):
            raise LrplotError(f"line {node.lineno}: {source(node)} is not read")
        case Function() if name == "__name__":
            return "<lambda>" if isinstance(value.node, ast.Lambda) else value.name
        case Class():
            found = value.lookup(name)
            found = run.inherited(value, name) if found is MISSING else found
            if isinstance(found, Function) and "classmethod" in _kinds(found):
                return replace(found, owner=value)
            if found is MISSING:
                return Opaque(source(node), node.lineno)
            return standing(member(value, name, found), node)
        case Member() if (of := value.get(name)) is not MISSING:
            return of
        case Member() if isinstance(found := value.of.lookup(name), Function):
            return _method(run, value, found)
        case str() | int() | float() if name in ("value", "_value_"):
            # it is a member of a kind of such
            return value
        case Made():
            if name == "param_groups" and is_optimizer(value):
                return groups(run, value)
            if name in value.attributes:
                return standing(value.attributes[name], node)
            for framework in run.frameworks:
                if (found := framework.attribute(run, value, name)) is not MISSING:
                    return found
            return Bound(source(node), node.lineno, value, name)
        case Series() if name in arrays.ATTRIBUTES:
            return {"size": value.many, "shape": (value.many,), "ndim": 1}[name]
        case Series() if name in arrays.METHODS.split():
            return Bound(source(node), node.lineno, value, name)
        case _ if name == "__class__" and (kind := type_of(run, value)) is not None:
            return kind
        case Record() if name in value.fields:
            return value.get(name, None)
        case Record() if name == "_fields":
            return value.fields
        case Record() if isinstance(found := value.of.lookup(name), Function):
            return _method(run, value, found)
        case Opaque() | str() | int() | float() | list() | tuple() | dict() | frozenset():
            return Bound(source(node), node.lineno, value, name)
    return Opaque(source(node), node.lineno)


def _method(run: Run, owner: Instance | Record | Member, found: Function) -> Any:
    kinds = _kinds(found)
    if "staticmethod" in kinds:
        return found
    if "classmethod" in kinds:
        return replace(found, owner=owner.of)
    bound = replace(found, owner=owner.owner if isinstance(owner, Parent) else owner)
    if "cached_property" in kinds and isinstance(owner, Instance):
        before, many = run.mark(), len(run.doubts.lost)
        value = call(run, bound, [], {}, found.node)
        if run.unsure and does(run, before, many):
            raise LrplotError(
                f"line {found.node.lineno}: {found.name} keeps what it has given, and when it is "
                "asked first is not followed"
            )
        if run.doubts.missing(owner.attributes, found.name):
            return Opaque(f"{owner.name}.{found.name}", found.node.lineno)
        if not (run.tests or run.pure):
            text = f"{owner.name}.{found.name}"
            run.writes.append(Write(owner.attributes, found.name, MISSING, text, found.node.lineno))
            owner.attributes[found.name] = value
        return value
    return call(run, bound, [], {}, found.node) if "property" in kinds else bound


def _kinds(of: Function) -> list[str]:
    decorators = getattr(of.node, "decorator_list", ())
    return [source(one).rpartition(".")[2] for one in decorators]
