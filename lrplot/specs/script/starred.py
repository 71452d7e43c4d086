"""Calls whose arguments are not all known, as `train(*batch)` or `adjust(optimizer, **options)`."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script import parsers
from lrplot.specs.script.calls import called
from lrplot.specs.script.escapes import given_away
from lrplot.specs.script.kinds import RATES
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import Bound, Function, Made, Opaque, Open, Path, Scope


def called_in_part(
    run: Run, func: Any, args: list[Any], words: dict[str, Any], node: ast.Call, scope: Scope
) -> Any:
    """Return what a call gives of which only these arguments are known; its others are opaque."""
    if isinstance(func, Function):
        args, words = _filled(func, args, words, node)
        return called(run, func, args, words, node, scope)
    if isinstance(func, Path) and (named := _either(run, node, scope)) is not None:
        return called(run, func, args, {**named, **words}, node, scope)
    if isinstance(func, Bound) and func.method == "step":
        rest = Opaque(source(node), node.lineno)
        return called(run, func, [*args, rest], words, node, scope)
    if isinstance(func, Bound) and func.method == "set_defaults" and isinstance(func.of, Made):
        parsers.overridden(func.of, node.lineno)
    given_away(run, func, args, words, node)
    return Opaque(source(node), node.lineno)


def _either(run: Run, node: ast.Call, scope: Scope) -> dict[str, Any] | None:
    """Return the options that a call has in one of two ways, as `fused=True` or none at all.

    None where one of them says a rate, or which there are is not known.
    """
    if any(isinstance(arg, ast.Starred) for arg in node.args):
        return None
    found: dict[str, Any] = {}
    for word in (word for word in node.keywords if word.arg is None):
        value = run.evaluate(run, word.value, scope)
        if isinstance(value, dict):
            found |= value
            continue
        for way in _ways(value.tree) if isinstance(value, Open) else [None]:
            if not isinstance(way, ast.Dict):
                return None
            keys = [key.value for key in way.keys if isinstance(key, ast.Constant)]
            if len(keys) < len(way.keys) or set(keys) & set(RATES):
                return None
            text = source(word.value)
            found |= {str(key): Opaque(f"{text}[{key!r}]", node.lineno) for key in keys}
    return found


def _ways(node: ast.expr) -> list[ast.expr]:
    """Return what an expression may be, whatever its conditions are."""
    if isinstance(node, ast.IfExp):
        return [*_ways(node.body), *_ways(node.orelse)]
    return [node]


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
