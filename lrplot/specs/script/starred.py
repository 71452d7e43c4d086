"""Calls whose arguments are not all known, as `train(*batch)` or `adjust(optimizer, **options)`."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script import command_line
from lrplot.specs.script.calls import called
from lrplot.specs.script.escapes import given_away
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import Bound, Function, Made, Opaque, Scope


def called_in_part(
    run: Run, func: Any, args: list[Any], words: dict[str, Any], node: ast.Call, scope: Scope
) -> Any:
    """Return what a call gives of which only these arguments are known; its others are opaque."""
    if isinstance(func, Function):
        args, words = _filled(func, args, words, node)
        return called(run, func, args, words, node, scope)
    if isinstance(func, Bound) and func.method == "step":
        rest = Opaque(source(node), node.lineno)
        return called(run, func, [*args, rest], words, node, scope)
    if isinstance(func, Bound) and func.method == "set_defaults" and isinstance(func.of, Made):
        command_line.overridden(func.of, node.lineno)
    given_away(run, func, args, words, node)
    return Opaque(source(node), node.lineno)


def _filled(
    func: Function, args: list[Any], words: dict[str, Any], node: ast.Call
) -> tuple[list[Any], dict[str, Any]]:
    """Return arguments for every parameter that may have been given one."""
    takes = func.node.args
    before, more = func.given
    names = [arg.arg for arg in (*takes.posonlyargs, *takes.args)]
    names = names[(func.owner is not None) + len(before) :]
    rest = [name for name in names[len(args) :] if name not in words]
    if any(isinstance(arg, ast.Starred) for arg in node.args):
        args = [*args, *(Opaque(name, node.lineno) for name in rest)]
        if takes.vararg:
            args.append(Opaque(takes.vararg.arg, node.lineno))
        rest = []
    if any(word.arg is None for word in node.keywords):
        rest += [arg.arg for arg in takes.kwonlyargs if arg.arg not in {**words, **more}]
        words = {**words, **{name: Opaque(name, node.lineno) for name in rest}}
    return args, words
