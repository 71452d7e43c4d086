"""Puts a scheduler or an optimizer that is said beside a script in its place there."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from copy import deepcopy

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.kinds import DEFAULTS
from lrplot.specs.script.values import Path


def replaced(tree: ast.Module, given: Mapping[str, ast.expr], used: set[str]) -> ast.Module:
    """Return a script with expressions in the place of others, which are known by their text.

    A call is replaced where it stands, a name or an attribute where it is assigned. What has been
    replaced is added to `used`. `tree` stays as it is.
    """
    return _Put(given, used).visit(deepcopy(tree)) if given else tree


class _Put(ast.NodeTransformer):
    def __init__(self, given: Mapping[str, ast.expr], used: set[str]) -> None:
        self.given, self.used = given, used

    def visit_Call(self, node: ast.Call) -> ast.AST:
        return self._found(node, node) or self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        each = [found for one in node.targets if (found := self._found(one, node.value))]
        if not each:
            return self.generic_visit(node)
        node.value = each[0]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if not node.value or not (found := self._found(node.target, node.value)):
            return self.generic_visit(node)
        node.value = found
        return node

    def _found(self, one: ast.expr, place: ast.expr) -> ast.expr | None:
        """Return what is put where `one` has its value, as if it stood there."""
        text = source(one)
        if text not in self.given:
            return None
        self.used.add(text)
        found = deepcopy(self.given[text])
        for part in ast.walk(found):
            ast.copy_location(part, place)
        return found


def heads(given: Mapping[str, ast.expr]) -> dict[str, Path]:
    """Return what the names stand for with which calls in expressions begin, as if imported."""
    found = {}
    for part in (part for one in given.values() for part in ast.walk(one)):
        if isinstance(part, ast.Call):
            func = part.func
            while isinstance(func, ast.Attribute):
                func = func.value
            if isinstance(func, ast.Name):
                optimizer = func is part.func and func.id in DEFAULTS
                found[func.id] = Path(f"torch.optim.{func.id}" if optimizer else func.id)
    return found
