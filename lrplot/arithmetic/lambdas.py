"""Lambdas of the step, and of the step and a rate, as expressions in t."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from lrplot.arithmetic import constants
from lrplot.arithmetic.calls import name as dotted
from lrplot.errors import LrplotError

NODES = 10_000
"""The most nodes that the tree of a formula may have."""

DEEPEST = 100
"""How deep its parts may be nested."""

LINEAR = ("min", "max", "float")
"""Functions that give so many times as much of numbers that are so many times as large."""

STEP = ("t", "step")
"""What the step is called in a formula; in a lambda it has the argument's name."""

ONE = ast.Constant(1.0)
"""What stands for the rate, which is taken apart from the formula."""


def plain(node: ast.expr, rate: bool) -> tuple[ast.expr, bool, bool]:
    """Return a formula's tree as an expression in t, and what it does with the rate before.

    `rate`: a lambda may have a second argument, the rate. It may be what the formula is multiplied
    by, and left out of it, or stand in it otherwise, as `lr`.
    """
    _measure(node)
    names: dict[str, ast.expr] = dict.fromkeys(STEP, ast.Name("t", ast.Load()))
    times = told = False
    own = ""
    if isinstance(node, ast.Lambda):
        given = node.args
        first, *rest = [arg.arg for arg in (*given.posonlyargs, *given.args)] or [""]
        own = rest.pop(0) if rate and rest else ""
        named = [*rest, *(arg.arg for arg in given.kwonlyargs)]
        count = len(rest)
        values = [*(given.defaults[-count:] if count else ()), *given.kw_defaults]
        if not first or given.vararg or given.kwarg or len(values) != len(named) or None in values:
            second = ", and perhaps a second, the rate" if rate else ""
            others = "; others need a default"
            raise LrplotError(f"a lambda must have one argument, the step{second}{others}")
        names = {name: value for name, value in zip(named, values, strict=True) if value}
        for value in names.values():
            constants.constant(value)
        names[first] = ast.Name("t", ast.Load())
        node = node.body
        if own:
            try:
                times = _multiplies(node, own)
            except _OtherwiseError:
                told = True
            names[own] = ast.Name("lr", ast.Load()) if told else ONE
    return _Plain(names, own if told else "").visit(copy.deepcopy(node)), times, told


class _OtherwiseError(Exception):
    """Something else than to multiply is done with the rate."""


def _multiplies(node: ast.expr, rate: str) -> bool:
    """Tell whether a tree has the rate as a factor; `_OtherwiseError` if it is there otherwise."""
    match node:
        case ast.Name(id=name):
            return name == rate
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            return _multiplies(operand, rate)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            one, other = _multiplies(left, rate), _multiplies(right, rate)
            if not (one and other):
                return one or other
        case ast.BinOp(left=left, op=ast.Div(), right=right) if not _multiplies(right, rate):
            return _multiplies(left, rate)
        case ast.IfExp(test=test, body=one, orelse=other) if not _multiplies(test, rate):
            if _multiplies(one, rate) == (times := _multiplies(other, rate)):
                return times
        case ast.Call(func=func, args=[_, *_] as args, keywords=[]) if dotted(
            func
        ) in LINEAR and all([_multiplies(arg, rate) for arg in args]):
            return True
        case _ if not any(
            isinstance(part, ast.Name) and part.id == rate for part in ast.walk(node)
        ):
            return False
    raise _OtherwiseError


class _Plain(ast.NodeTransformer):
    """Puts for names what they stand for, but for those that a comprehension binds itself."""

    def __init__(self, names: dict[str, ast.expr], rate: str = "") -> None:
        self.names = names
        self.rate = rate
        """What a rate in the formula is called, if there is one."""
        steps = (n for n, to in names.items() if isinstance(to, ast.Name) and n != rate)
        self.own = next(steps, "t")

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.names:
            return self.names[node.id]
        if node.id == "lr" and self.rate:
            raise LrplotError(f"'lr' cannot be read; the rate is called {self.rate} here")
        if node.id == "t":
            raise LrplotError(f"'t' cannot be read; the step is called {self.own} here")
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.op, ast.Mult):
            if node.left is ONE:
                return node.right
            if node.right is ONE:
                return node.left
        return node

    def visit_ListComp(self, node: ast.ListComp) -> ast.expr:
        return self._inside(node)

    def visit_SetComp(self, node: ast.SetComp) -> ast.expr:
        return self._inside(node)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.expr:
        return self._inside(node)

    def visit_DictComp(self, node: ast.DictComp) -> ast.expr:
        return self._inside(node)

    def _inside(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
    ) -> ast.expr:
        first = node.generators[0]
        # the first of what it goes through is looked up outside
        outer = self.visit(first.iter)
        first.iter = ast.Constant(0)
        bound = {name for one in node.generators for name in _bound(one.target)}
        # the step is t, whatever the script's own t is
        renamed: dict[str, ast.expr] = {name: ast.Name(name, ast.Load()) for name in bound}
        if "t" in bound:
            used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
            fresh = next(name for i in range(len(used) + 1) if (name := f"t{i}") not in used)
            renamed["t"] = ast.Name(fresh, ast.Load())
        made = _Plain({**self.names, **renamed}, self.rate)
        made.own = self.own
        ast.NodeTransformer.generic_visit(made, node)
        first.iter = outer
        return node


def _bound(target: ast.expr) -> Iterator[str]:
    return (part.id for part in ast.walk(target) if isinstance(part, ast.Name))


def _measure(node: ast.expr) -> None:
    """Raise `LrplotError` for a tree that would take long, or has too many levels."""
    seen = 0
    level: list[ast.AST] = [node]
    for _ in range(DEEPEST):
        if not level:
            return
        seen += len(level)
        if seen > NODES:
            raise LrplotError("a formula as long as this cannot be read")
        level = [child for parent in level for child in ast.iter_child_nodes(parent)]
    raise LrplotError(f"a formula more than {DEEPEST} deep cannot be read")
