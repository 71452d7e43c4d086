"""Whether a loop trains, as its text and that of the functions it calls tell."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.specs.script.iterated import gone
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import Function, Instance, Scope

TRAINING = ("step", "backward", "zero_grad", "step_update", "apply_gradients", "train_on_batch")


def trains(run: Run, node: ast.AST, scope: Scope, deep: int = 5) -> bool:
    """Tell whether a loop trains: it, or a function that it calls, steps something."""
    for part in _calls(run, node):
        run.count()
        func = part.func
        owner = _owner(func.value, scope) if isinstance(func, ast.Attribute) else None
        if isinstance(func, ast.Attribute) and (
            func.attr in TRAINING
            or any(framework.trains(run, owner, func.attr) for framework in run.frameworks)
        ):
            return True
        found: Any = scope.lookup(func.id) if isinstance(func, ast.Name) else gone(part, scope)
        if isinstance(owner, Instance) and owner.of and isinstance(func, ast.Attribute):
            found = owner.of.lookup(func.attr)
        if isinstance(found, Instance) and found.of:
            owner, found = found, found.of.lookup("__call__")
        if isinstance(found, Function) and deep:
            owner = owner if isinstance(owner, Instance) else found.owner
            inside = Scope({"self": owner} if owner is not None else {}, found.scope)
            if trains(run, found.node, inside, deep - 1):
                return True
    return False


def _calls(run: Run, node: ast.AST) -> list[ast.Call]:
    """Return the calls in a loop or a function, looked for once."""
    if id(node) not in run.calls:
        # it is kept, so that nothing else gets its place in memory
        run.calls[id(node)] = node, [part for part in ast.walk(node) if isinstance(part, ast.Call)]
    return run.calls[id(node)][1]


def _owner(node: ast.expr, scope: Scope) -> Any:
    """Return the object that a method is of, where names and attributes say it."""
    if isinstance(node, ast.Name):
        return scope.lookup(node.id)
    if isinstance(node, ast.Attribute):
        owner = _owner(node.value, scope)
        return owner.attributes.get(node.attr) if isinstance(owner, Instance) else None
    return None
