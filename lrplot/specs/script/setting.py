"""Tells where code that a framework calls, such as a callback's, sets rates of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.training import moves
from lrplot.specs.script.values import Class, Function, Instance, Scope

RATES = ("lr", "learning_rate", "initial_lr")

COUNTED = (*RATES, "iterations", "param_groups", "base_lrs", "last_epoch", "opt_state")
"""Attributes that are a rate, or that it follows from."""

SETTING = ("assign", "assign_add", "assign_sub", "set_value", "add_param_group", "set_lr")

SETS = re.compile(
    r"_*(adjust|set|update|change|decay|reduce|scale|warmup|warm_up)_(\w*_)?(lr|lrs|learning_rates?)(_\w+)?"
)
"""What functions are called that set a rate."""

NOTES = re.compile(r"log|metric|hparam|config|cfg|result|stat|row|info|history|record|last|out")
"""What a mapping is called in which a rate is only written down."""

GROUPS = re.compile(r"group|\bp?g\.|hyperparams")
"""What a mapping is called from which an optimizer takes its rate."""

BEFORE = (
    "__init__", "configure_optimizers", "lr_scheduler_step", "optimizer_step",
    "create_optimizer", "create_scheduler", "create_optimizer_and_scheduler",
)  # fmt: skip
"""Methods that set no rate of a training that goes on, or are followed themselves."""


def sets_rate(value: Any) -> int | None:
    """Return the line where an object, a class or a function sets a rate; None if none does."""
    if isinstance(value, Instance):
        value = value.of
    if isinstance(value, Function):
        return _first(value.node, value.scope, 3)
    lines = [_first(node, value.scope, 3) for node in methods(value)]
    return next((line for line in lines if line is not None), None)


def methods(of: Any) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the methods of a class and of the script's own that it derives from."""
    if not isinstance(of, Class):
        return
    for node in of.node.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name not in BEFORE:
            yield node
    for base in of.bases:
        yield from methods(base)


def _first(node: ast.AST, scope: Scope, deep: int) -> int | None:
    for part in ast.walk(node):
        if _sets(part):
            return getattr(part, "lineno", 0)
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and deep:
            found = scope.lookup(part.func.id)
            if isinstance(found, Function) and _first(found.node, found.scope, deep - 1):
                return part.lineno
    return None


def _sets(node: ast.AST) -> bool:
    match node:
        case ast.Assign(targets=targets):
            return any(_rate(part) for target in targets for part in ast.walk(target))
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            return _rate(target)
        case ast.Call(func=ast.Name(id="setattr"), args=[_, name, *_]):
            return not isinstance(name, ast.Constant) or name.value in COUNTED
        case ast.Call(func=func):
            called = func.attr if isinstance(func, ast.Attribute) else source(func)
            steps = called == "step" and moves(source(func).rpartition(".")[0])
            words = [word.arg for word in node.keywords]
            words += [str(key.value) for arg in node.args for key in _keys(arg)]
            puts = called == "update" and GROUPS.search(source(func)) and {*words} & {*RATES}
            return steps or bool(puts) or called in SETTING or bool(SETS.fullmatch(called))
    return False


def _keys(node: ast.expr) -> list[ast.Constant]:
    keys = node.keys if isinstance(node, ast.Dict) else []
    return [key for key in keys if isinstance(key, ast.Constant)]


def _rate(target: ast.AST) -> bool:
    """Tell whether a target is the rate of an optimizer, and no attribute of the object's own."""
    match target:
        case ast.Subscript(value=of, slice=ast.Constant(value=key), ctx=ast.Store()):
            return key in RATES and not NOTES.search(source(of))
        case ast.Attribute(value=of, attr=name, ctx=ast.Store()):
            return name in COUNTED and source(of) not in ("self", "self.hparams")
    return False
