"""What a `def` binds its name to, whatever decorates it."""

from __future__ import annotations

import ast
from copy import copy
from dataclasses import replace
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.calls import called
from lrplot.specs.script.escapes import Decorated, moved_by
from lrplot.specs.script.inline import defaults_of
from lrplot.specs.script.remembered import KEEPING, memory
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import Class, Function, Instance, Made, Path, Scope

HARMLESS = (
    "staticmethod", "classmethod", "property", "no_grad", "inference_mode", "jit", "function",
    "wraps", "command", "option", "argument", "group", "main", "record",
    "compile", "partial", "override", "rank_zero_only", "callback", "app", "inject_hyperparams",
    "contextmanager", "cached_property", "filter_jit", "pmap", "filter_pmap",
)  # fmt: skip
"""Imported decorators under which a function still gives what its body says."""


def defined(
    run: Run, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, within: Scope
) -> Any:
    """Return what a `def` binds its name to, its names looked up in `within`."""
    found: Any = Function(node, within, defaults=defaults_of(run, node, scope))
    for one in reversed(node.decorator_list):
        names = source(one.func if isinstance(one, ast.Call) else one)
        if isinstance(scope.lookup(names.partition(".")[0]), Function | Class | Instance):
            found = called(run, run.evaluate(run, one, scope), [found], {}, _call_of(one), scope)
        elif _of_typer(scope.lookup(names.partition(".")[0])) and names.endswith(".command"):
            app = scope.lookup(names.partition(".")[0])
            app.attributes["(commands)"] = [*app.attributes.get("(commands)", []), found]
        elif names.rpartition(".")[2] in KEEPING and isinstance(found, Function):
            found = replace(found, memory=memory(one))
        elif names.rpartition(".")[2] not in HARMLESS:
            imported = isinstance(scope.lookup(names.partition(".")[0]), Path)
            if not imported and (parts := list(moved_by(found))):
                # the decorator may have it called later
                run.event("given", None, node, parts, {"text": f"@{source(one)}"})
            return Decorated(node.name, node.lineno, function=found)
    return found


def accessor(decorator: ast.expr) -> str:
    """Return what a class keeps a property's setter or deleter by; nothing for another method."""
    own = isinstance(decorator, ast.Attribute) and decorator.attr in ("setter", "deleter")
    return source(decorator) if own else ""


def undecorated(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Any:
    """Return a function without what decorates it."""
    plain = copy(node)
    plain.decorator_list = []
    return plain


def _of_typer(value: Any) -> bool:
    return isinstance(value, Made) and value.path.rpartition(".")[2] == "Typer"


def _call_of(decorator: ast.expr) -> ast.Call:
    """Return the call that a decorator is."""
    return ast.copy_location(ast.Call(decorator, [], []), decorator)
