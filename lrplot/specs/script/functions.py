"""Turns what a script makes into constructors that can be read: its functions become lambdas."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.inline import call
from lrplot.specs.script.run import Run
from lrplot.specs.script.trees import STEP, spelled, tree
from lrplot.specs.script.values import MISSING, Function, Instance, Made, Open

OPTIMIZER = "optimizer"


def constructor(run: Run, value: Any) -> ast.expr:
    """Return the tree of a value, functions and objects of the script's own among its arguments."""
    match value:
        case Made():
            args = [constructor(run, arg) for arg in value.args]
            words = [ast.keyword(k, constructor(run, v)) for k, v in value.keywords.items()]
            return ast.Call(ast.Name(spelled(value.path), ast.Load()), args, words)
        case list() | tuple():
            return ast.List([constructor(run, item) for item in value], ast.Load())
        case Function():
            return lambda_of(run, value)
        case Instance() if value.of and value.of.lookup("__call__") is not MISSING:
            own = value.of.lookup("__call__")
            return lambda_of(run, replace(own, owner=value))
    return tree(value)


def lambda_of(run: Run, function: Function, line: int = 0) -> ast.Lambda:
    """Return a function of the script's own as a lambda of the step, and of the rate before."""
    takes = function.node.args
    before, more = function.given
    names = [arg.arg for arg in (*takes.posonlyargs, *takes.args)]
    names = names[len(before) + (function.owner is not None) :]
    open_ = [name for name in names if name not in more]
    needed = open_[: max(1, len(open_) - len(takes.defaults))]
    if not needed or len(needed) > 2:
        raise LrplotError(
            f"line {function.node.lineno}: {function.name} takes {len(needed)} arguments; a "
            "function of the step, or of it and the rate, is wanted"
        )
    steps = [Open(ast.Name(name, ast.Load())) for name in STEP[: len(needed)]]
    body = tree(pure(run, function, steps))
    args = [ast.arg(name) for name in STEP[: len(needed)]]
    return ast.Lambda(ast.arguments([], args, None, [], [], None, []), body)


def pure(run: Run, function: Function, args: list[Any]) -> Any:
    """Return what a function gives that keeps nothing from one call to the next."""
    before, outer, loops, tests = run.mark(), run.pure, run.loops, run.tests
    run.pure, run.loops, run.tests = True, (), ()
    try:
        found = call(run, function, args, {}, function.node)
    finally:
        run.pure, run.loops, run.tests = outer, loops, tests
    fresh = {id(made) for made in run.created[before.created :]}
    for write in run.writes[before.writes :]:
        if id(write.within) not in fresh:
            raise LrplotError(
                f"line {write.line}: {function.name} keeps {write.text} from one call to the next"
            )
    return found


def scheduler(run: Run, value: Instance, rate: float) -> ast.expr:
    """Return the rate of a scheduler class of the script's own, by its `get_lr`, as a lambda."""
    of = value.of
    own = of.lookup("get_lr") if of else MISSING
    if not isinstance(own, Function):
        raise LrplotError(f"line {value.line}: {value.name} has no get_lr that can be read")
    value.attributes |= {
        "last_epoch": Open(ast.Name(STEP[0], ast.Load())),
        "base_lrs": [rate],
        "_step_count": Open(ast.BinOp(ast.Name(STEP[0], ast.Load()), ast.Add(), ast.Constant(1))),
    }
    found = pure(run, replace(own, owner=value), [])
    if isinstance(found, list | tuple) and len(found) == 1:
        found = found[0]
    args = [ast.arg(STEP[0])]
    return ast.Lambda(ast.arguments([], args, None, [], [], None, []), tree(found))


def rate_of(optimizer: Any) -> Any:
    """Return the rate that an optimizer was made with; `MISSING` where it does not say it."""
    if isinstance(optimizer, Made):
        for name in ("lr", "learning_rate"):
            if name in optimizer.keywords:
                return optimizer.keywords[name]
        if len(optimizer.args) > 1:
            return optimizer.args[1]
    return MISSING
