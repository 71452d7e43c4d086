"""What a `class` statement binds its name to: its bases, and what makes it another class."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from lrplot.specs.script.calls import called
from lrplot.specs.script.decorated import accessor, defined, undecorated
from lrplot.specs.script.hooks import own as own_
from lrplot.specs.script.inline import call
from lrplot.specs.script.members import numbered
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import MISSING, Class, Function, Instance, Opaque, Scope

MADE = "__init_subclass__"
"""What a class does with each that derives from it."""


MAKING = ("__new__", "__init__", "__call__", "__prepare__", "__getattribute__")
"""By which a metaclass makes each of its classes, and those that derive from them."""


class Remade(Opaque):
    """A class that another makes, or changes: what it has is not known."""


def class_(run: Run, node: ast.ClassDef, scope: Scope) -> None:
    """Follow the body of a class, and what makes of it what its name stands for."""
    bases = [run.evaluate(run, base, scope) for base in node.bases]
    words = {word.arg or "": run.evaluate(run, word.value, scope) for word in node.keywords}
    own = Class(node, bases, Scope())
    hidden = Scope({"__class__": own}, scope)
    inside = own.scope = Scope(outer=hidden)
    for part in node.body:
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            name = next(filter(None, map(accessor, part.decorator_list)), part.name)
            plain = part if name == part.name else undecorated(part)
            inside.names[name] = defined(run, plain, inside, hidden)
        else:
            run.follow(run, [part], inside)
    numbered(own)
    made: Any = own
    hooks: list[Any] = [one for one in inside.names.values() if own_(one, "__set_name__")]
    if isinstance(meta := words.pop("metaclass", None), Class):
        made = Opaque(node.name, node.lineno)
        hooks += [name for name in MAKING if meta.lookup(name) is not MISSING]
    if hooks or any(isinstance(base, Remade) for base in bases):
        made = Remade(node.name, node.lineno)
    for each in own.order[1:]:
        if isinstance(each, Class) and isinstance(then := each.scope.names.get(MADE), Function):
            call(run, replace(then, owner=own), [], words, node)
            break
    for one in reversed(node.decorator_list):
        if isinstance(decorator := run.evaluate(run, one, scope), Function | Class | Instance):
            there = ast.copy_location(ast.Call(one, [], []), one)
            made = called(run, decorator, [made], {}, there, scope)
    scope.bind(node.name, made)
