"""Code that sets or reads the rate of a Keras model, with a group of an optimizer in its place."""

from __future__ import annotations

import ast
import copy
from typing import Any

RATES = ("lr", "learning_rate", "_learning_rate")

OPTIMIZER = "optimizer_of_model"
"""What the optimizer is called in code that is rewritten."""

COUNT = "iterations"
"""What an optimizer counts its updates by."""

READING = ("float", "get_value", "array", "asarray", "convert_to_numpy", "convert_to_tensor")
"""Functions that give the rate that they are given."""


def rewritten(node: Any) -> tuple[Any, Any]:
    """Return a function that sets the group's rate, and the same without what sets it."""
    first, second = (_Rewritten(dropped).visit(copy.deepcopy(node)) for dropped in (False, True))
    return first, second


def _is_optimizer(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "optimizer"


def _is_rate(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in RATES and _is_optimizer(node.value)


def _is_count(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == COUNT and _is_optimizer(node.value)


class _Rewritten(ast.NodeTransformer):
    def __init__(self, dropped: bool) -> None:
        self.dropped = dropped

    def _rate(self, at: ast.AST, context: ast.expr_context) -> ast.expr:
        node = ast.parse(f"{OPTIMIZER}.param_groups[0]['lr']", mode="eval").body
        for part in ast.walk(node):
            if hasattr(part, "lineno"):
                part.lineno = at.lineno  # type: ignore[attr-defined]
        node.ctx = context  # type: ignore[attr-defined]
        return node

    def _count(self, at: ast.AST) -> ast.expr:
        name = ast.copy_location(ast.Name(OPTIMIZER, ast.Load()), at)
        return ast.copy_location(ast.Attribute(name, COUNT, ast.Load()), at)

    def _set(self, node: ast.stmt, value: ast.expr) -> ast.stmt:
        if self.dropped:
            return ast.copy_location(ast.Pass(), node)
        made = ast.Assign([self._rate(node, ast.Store())], self.visit(value))
        return ast.copy_location(made, node)

    def visit_Assign(self, node: ast.Assign) -> Any:
        if len(node.targets) == 1 and _is_rate(node.targets[0]):
            return self._set(node, node.value)
        return self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        if _is_rate(node.target):
            return self._set(node, ast.BinOp(self._rate(node, ast.Load()), node.op, node.value))
        return self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> Any:
        match node.value:
            case ast.Call(ast.Attribute(value=of, attr="assign"), [value]) if _is_rate(of):
                return self._set(node, value)
            case ast.Call(ast.Attribute(attr="set_value"), [of, value]) if _is_rate(of):
                return self._set(node, value)
            case ast.Call(ast.Name("setattr"), [of, ast.Constant(name), value]) if (
                name in RATES and _is_optimizer(of)
            ):
                return self._set(node, value)
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> Any:
        match node:
            case ast.Call(ast.Attribute(value=of, attr="numpy" | "value" | "read_value"), []) if (
                _is_rate(of)
            ):
                return self._rate(node, ast.Load())
            case ast.Call(ast.Attribute(value=of, attr="numpy" | "value" | "read_value"), []) if (
                _is_count(of)
            ):
                return self._count(node)
            case ast.Call(ast.Name("hasattr"), [of, ast.Constant(name)]) if (
                name in RATES and _is_optimizer(of)
            ):
                return ast.copy_location(ast.Constant(True), node)
        found = self.generic_visit(node)
        func = ast.unparse(node.func).rpartition(".")[2]
        if func in READING and len(node.args) == 1 and ast.unparse(node.args[0]).startswith(
            f"{OPTIMIZER}.param_groups"
        ):  # fmt: skip
            return node.args[0]
        return found

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        if _is_rate(node) and isinstance(node.ctx, ast.Load):
            return self._rate(node, ast.Load())
        return self._count(node) if _is_count(node) else self.generic_visit(node)
