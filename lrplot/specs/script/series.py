"""Arrays whose items a formula of their place says: `np.linspace`, and what is made of it."""

from __future__ import annotations

import ast
import copy
import functools
from typing import Any

from lrplot.arithmetic.functions import FUNCTIONS
from lrplot.specs.script import arrays
from lrplot.specs.script.arrays import Series, index
from lrplot.specs.script.run import Run
from lrplot.specs.script.trees import tree, worked_out
from lrplot.specs.script.values import MISSING, Open, Path, Scope

FEW = 100
"""How many items are added up one by one."""


def said(value: Any) -> ast.expr:
    """Return the tree that says a number, or the items of an array."""
    return value.tree if isinstance(value, Series) else tree(value)


def operated(op: ast.operator, left: Any, right: Any) -> Any:
    """Return what an operator makes of two values, an array among them."""
    found = arrays.operated(op, left, right)
    formula = _formula(op, left, right)
    return _both(formula, found)


def _both(formula: Any, found: Any) -> Any:
    """Return an array with its formula and its items, as far as they are known; None if not."""
    if isinstance(formula, Series) and isinstance(found, Series):
        formula.items = found.items
        return formula
    return formula if found is MISSING else found


def _formula(op: ast.operator, left: Any, right: Any) -> Series | None:
    both = [each for each in (left, right) if isinstance(each, Series)]
    many = {each.many for each in both}
    plain = all(isinstance(each, Series | Open | Path | int | float) for each in (left, right))
    if len(many) != 1 or not plain or any(each.spoiled for each in both):
        return None
    return Series(many.pop(), ast.BinOp(said(left), op, said(right)))


def compared(op: ast.cmpop, left: Any, right: Any) -> Any:
    """Return 1 or 0 for each item, where a number is compared with those of an array; else None."""
    found = arrays.operated(op, left, right)
    if found is not MISSING:
        return found
    array, other = (left, right) if isinstance(left, Series) else (right, left)
    if array.spoiled or not isinstance(other, Open | int | float):
        return None
    test = ast.Compare(said(left), [op], [said(right)])
    return Series(array.many, ast.IfExp(test, ast.Constant(1), ast.Constant(0)))


def total(of: Series) -> Any:
    """Return the sum of few items that a formula says; None for many."""
    if of.spoiled or not 0 < of.many <= FEW:
        return None
    parts = [item(of, ast.Constant(place)) for place in range(of.many)]
    return worked_out(functools.reduce(lambda one, more: ast.BinOp(one, ast.Add(), more), parts))


def made(path: str, args: list[Any], words: dict[str, Any]) -> Any:
    """Return the array that a function of numpy's makes; None for another."""
    if any(isinstance(one, Series) and one.spoiled for one in args):
        return None
    numpy = path.startswith("np.")
    found = arrays.made(path.removeprefix("np."), args, words) if numpy else MISSING
    return _both(_said(path, args, words), found)


def _said(path: str, args: list[Any], words: dict[str, Any]) -> Any:
    match path, args:
        case "np.arange", [int(many)] if not words and many >= 0:
            return Series(many, index())
        case "np.linspace", [start, end, int(many)] if not words and many > 1:
            rise = ast.BinOp(ast.BinOp(tree(end), ast.Sub(), tree(start)), ast.Div(),
                             ast.Constant(many - 1))  # fmt: skip
            return Series(many, ast.BinOp(tree(start), ast.Add(), _times(index(), rise)))
        case (("np.sum" | "np.count_nonzero" | "sum"), [Series() as one]) if not words:
            return total(one)
        case (("np.array" | "np.asarray"), [Series() as one]):
            return one
        case (("np.array" | "np.asarray"), [[]]):
            return []
        case "np.concatenate", [list() | tuple() as parts] if not words:
            return _joined([part for part in parts if part != []])
        case _, [Series() as one] if path in FUNCTIONS and not words:
            call = ast.Call(ast.Name(path, ast.Load()), [one.tree], [])
            return Series(one.many, call)
    return None


def _times(left: ast.expr, right: ast.expr) -> ast.expr:
    return ast.BinOp(left, ast.Mult(), right)


def _joined(parts: list[Any]) -> Series | None:
    if not parts or not all(isinstance(part, Series) and not part.spoiled for part in parts):
        return None
    found: Series = parts[-1]
    many = found.many
    for part in reversed(parts[:-1]):
        later = item(found, ast.BinOp(index(), ast.Sub(), ast.Constant(part.many)))
        test = ast.Compare(index(), [ast.Lt()], [ast.Constant(part.many)])
        many += part.many
        found = Series(many, ast.IfExp(test, part.tree, later))
    return found


def item(of: Series, place: ast.expr) -> ast.expr:
    """Return the tree of an item at a place."""

    class Put(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return place if getattr(node, "leaf", "") == "index" else node

    found: ast.expr = Put().visit(copy.deepcopy(of.tree))
    for node in ast.walk(found):
        # how many parts it has is another number now
        node.__dict__.pop("parts", None)
    return found


def at(of: Series, place: Any) -> Any:
    """Return the item at a place; None where it is not known, or there is none."""
    if of.spoiled:
        return None
    if isinstance(place, slice | Series | list | int) and of.items is not None:
        found = arrays.part(of, place)
        return None if found is MISSING else found
    if type(place) is int:
        place += of.many if place < 0 else 0
        return worked_out(item(of, ast.Constant(place))) if 0 <= place < of.many else None
    if not isinstance(place, Open):
        return None
    # from the end where it is below 0; elsewhere Python raises an error
    own = ast.BinOp(place.tree, ast.Mod(), ast.Constant(of.many))
    least = ast.UnaryOp(ast.USub(), ast.Constant(of.many))
    there = ast.Compare(least, [ast.LtE(), ast.Lt()], [place.tree, ast.Constant(of.many)])
    fails = ast.BinOp(ast.Constant(1), ast.Div(), ast.Constant(0))
    return Open(ast.IfExp(there, item(of, own), fails)) if of.many else None


KEEPS = ("astype", "copy", "item", "max", "mean", "min", "sum", "tolist")
"""Methods of arrays that change none."""


def spoiled(run: Run, node: ast.Call, args: list[Any], scope: Scope) -> None:
    """Forget the arrays that a call may change in their place."""
    func = node.func
    if isinstance(func, ast.Name) and func.id == "print":
        return
    named = isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name)
    of = scope.lookup(func.value.id) if named else None  # type: ignore[attr-defined]
    if isinstance(of, Series) and func.attr not in KEEPS:  # type: ignore[attr-defined]
        of.spoil()
        run.doubts.lose(of)
    for one in args:
        if isinstance(one, Series):
            one.spoil()
            run.doubts.lose(one)
