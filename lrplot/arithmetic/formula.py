"""Formulas of the step t, read from text or a lambda and never run."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import final

from lrplot.arithmetic import breakpoints, evaluate, numbers
from lrplot.arithmetic.arrays import Array
from lrplot.errors import LrplotError

NODES = 2000
"""The most nodes that the tree of a formula may have."""

DEEPEST = 100
"""How deep its parts may be nested."""

LINEAR = ("min", "max", "float")
"""Functions that give so many times as much of numbers that are so many times as large."""

STEP = ("t", "step")
"""What the step is called in a formula; in a lambda it has the argument's name."""


@final
@dataclass(frozen=True)
class Formula:
    """An expression in `t`, the step, as Python writes it; those of one text are equal.

    Of a lambda that has the rate as an argument too: `times` says that it is what the rate is
    multiplied by, `told` that it has the rate in it, as `lr`.
    """

    text: str
    times: bool = False
    told: bool = False

    def __str__(self) -> str:
        return self.text

    @cached_property
    def tree(self) -> ast.expr:
        """The syntax tree."""
        return numbers.syntax(self.text)

    def __call__(self, x: Array) -> Array:
        """Return the value at steps `x`, in one dimension; NaN where Python raises an error."""
        return evaluate.evaluate(self.tree, x)

    def follow(self) -> Callable[[int, float], float]:
        """Return the function of a step and the rate before that a formula with `lr` in it is."""
        rate = ast.Constant(1.0)
        tree = _Plain(("t",), "lr", rate).visit(numbers.syntax(self.text))

        def value(step: int, before: float) -> float:
            rate.value = before
            return evaluate.one(tree, step)

        return value

    def whole(self, step: int) -> bool:
        """Tell whether Python has an int at a step."""
        return isinstance(evaluate.python(self.tree, step), int)

    @cached_property
    def end(self) -> float:
        """The step from which the value is seen to stay the same; 0 for a constant."""
        return breakpoints.end(self.tree)

    def breakpoints(self, edges: Array) -> Array:
        """Return where the formula changes, in a jump or a bend, in the cells between `edges`.

        Of each cause of changes the first two in a cell that halving it finds are named.
        """
        return breakpoints.between(self.tree, edges)


def parse(text: str) -> Formula:
    """Return the formula that a text says: an expression in t or step, or a lambda."""
    return of(numbers.syntax(text))


def of(node: ast.expr, rate: bool = False) -> Formula:
    """Return the formula that a syntax tree says; `LrplotError` for what is no arithmetic.

    `rate`: a lambda may have a second argument, the rate.
    """
    _measure(node)
    names: tuple[str, ...] = STEP
    own, times, told = "", False, False
    if isinstance(node, ast.Lambda):
        match node.args:
            case ast.arguments(
                posonlyargs=[], args=[ast.arg(arg=step)], vararg=None, kwonlyargs=[], kwarg=None,
                defaults=[],
            ):  # fmt: skip
                names, node = (step,), node.body
            case ast.arguments(
                posonlyargs=[], args=[ast.arg(arg=step), ast.arg(arg=own)], vararg=None,
                kwonlyargs=[], kwarg=None, defaults=[],
            ) if rate:  # fmt: skip
                names, node = (step,), node.body
                try:
                    times = _multiplies(node, own)
                except _OtherwiseError:
                    told = True
            case _:
                second = ", and perhaps a second, the rate" if rate else ""
                raise LrplotError(f"a lambda must have one argument, the step{second}")
    if told:
        text = ast.unparse(_Plain(names, own, ast.Name("lr", ast.Load())).visit(node))
        _check(numbers.syntax(text), "lr")
        return Formula(text, told=True)
    tree = _Factor(names, own, ast.Constant(1.0)).visit(node)
    _check(tree)
    return Formula(ast.unparse(tree), times)


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
        case ast.Call(func=func, args=[*args], keywords=[]):
            every = {_multiplies(arg, rate) for arg in args}
            if True not in every or (len(every) == 1 and evaluate.name(func) in LINEAR):
                return True in every
        case _:
            inner = (part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))
            if not any([_multiplies(part, rate) for part in inner]):
                return False
    raise _OtherwiseError


class _Plain(ast.NodeTransformer):
    """Calls the step `t`, puts a node for the rate, and writes `a in (b, c)` as comparisons."""

    def __init__(self, names: tuple[str, ...], rate: str, node: ast.expr) -> None:
        self.names = names
        self.rate = rate
        self.node = node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.names:
            return ast.Name("t", ast.Load())
        if self.rate and node.id == self.rate:
            return self.node
        if node.id == "lr" and isinstance(self.node, ast.Name):
            raise LrplotError(f"'lr' cannot be read; the rate is called {self.rate} here")
        if node.id == "t":
            raise LrplotError(f"'t' cannot be read; the step is called {self.names[0]} here")
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.Compare(
                left=left,
                ops=[ast.In() | ast.NotIn() as op],
                comparators=[
                    ast.Tuple(elts=[_, *_] as among)
                    | ast.List(elts=[_, *_] as among)
                    | ast.Set(elts=[_, *_] as among)
                ],
            ):
                equal: list[ast.expr] = [ast.Compare(left, [ast.Eq()], [one]) for one in among]
                found = ast.BoolOp(ast.Or(), equal) if len(equal) > 1 else equal[0]
                return ast.UnaryOp(ast.Not(), found) if isinstance(op, ast.NotIn) else found
        return node


class _Factor(_Plain):
    """Puts 1 for the rate, and leaves it out where something is multiplied by it."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.op, ast.Mult) and self.node in (node.left, node.right):
            return node.right if node.left is self.node else node.left
        return node


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


def _check(node: ast.expr, rate: str = "") -> None:
    """Raise `LrplotError` for the first part that can stand in no formula; `rate` can."""
    if rate and isinstance(node, ast.Name) and node.id == rate:
        return
    for part in evaluate.parts(node):
        _check(part, rate)
