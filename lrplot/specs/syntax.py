"""Syntax trees to values: numbers, lists, named values, and what an optimizer says."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.catalogue import Entry
from lrplot.errors import LrplotError, shown
from lrplot.parameters import (
    Choice,
    Keywords,
    Lambda,
    Numbers,
    OptimizerOption,
    OptimizerRate,
    Pairs,
    Role,
)


def value(role: Role, node: ast.expr) -> Any:
    """Return what a tree that has no schedule in it says for a role."""
    match role, node:
        case OptimizerRate(), _:
            return _optimizer(role, node)
        case Lambda(), _:
            return role.read(node)
        case _, ast.Constant(value=str() | bool() | None as text):
            return role.read(text)
        case Numbers(), ast.List(elts=items) | ast.Tuple(elts=items):
            return role.read([_number(item) for item in items])
        case Pairs(), ast.Dict(keys=keys, values=values) if all(keys):
            pairs = zip(filter(None, keys), values, strict=True)
            return role.read([(_number(key), _number(value)) for key, value in pairs])
        case Keywords(many=True), ast.List(elts=items) | ast.Tuple(elts=items):
            return role.read([_named(item) for item in items])
        case Keywords(many=False), _:
            return role.read(_named(node))
        case Choice(), ast.Name() | ast.Attribute():
            return role.read(source(node))
    return role.read(_plain(node))


def traits(entry: Entry[...], said: Mapping[str, Any]) -> dict[str, ast.expr]:
    """Return what an optimizer's constructor says beside its rate, but what is said apart."""
    found: dict[str, ast.expr] = {}
    optimizers = [said.get(p.name, said.get(p.key)) for p in entry.params if p.key == "lr"]
    traits = [(p.name, p.role.place) for p in entry.params if isinstance(p.role, OptimizerOption)]
    for optimizer in (node for node in optimizers if isinstance(node, ast.Call)):
        for name, place in traits:
            named = [word.value for word in optimizer.keywords if word.arg == name]
            found.update(zip([name], named or optimizer.args[place:], strict=False))
    return {name: node for name, node in found.items() if name not in said}


def given(node: ast.expr) -> ast.expr | None:
    """Return a tree, or None for None."""
    return None if isinstance(node, ast.Constant) and node.value is None else node


def _named(node: ast.expr) -> list[tuple[Any, Any]]:
    """Return the names and values of `dict(a=1)` or `{"a": 1}`."""
    pairs: list[tuple[Any, ast.expr]] = [(None, node)]
    match node:
        case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords):
            pairs = [(keyword.arg, keyword.value) for keyword in keywords]
        case ast.Dict(keys=keys, values=values):
            pairs = [(key and _plain(key), value) for key, value in zip(keys, values, strict=True)]
    if not all(isinstance(name, str) for name, _ in pairs):
        raise LrplotError(f"{shown(source(node))} cannot be read, only dict(a=1) or {{'a': 1}}")
    # a word may stand without quotes, as elsewhere
    return [(n, v.id if isinstance(v, ast.Name) else _plain(v)) for n, v in pairs]


def _optimizer(role: OptimizerRate, node: ast.expr) -> float | None:
    """Return the rate of an optimizer's constructor, or None for a name, which says no rate."""
    match node:
        case ast.Name() | ast.Attribute() | ast.Subscript():
            return None
        case ast.Call(args=args, keywords=keywords):
            named = [
                keyword.value for keyword in keywords if keyword.arg in ("lr", "learning_rate")
            ]
            # the rate follows the parameters, as in torch.optim.SGD(params, 0.1)
            rates = named or args[1:2]
            return role.read(_number(rates[0])) if rates else None
    return role.read(_number(node))


def _plain(node: ast.expr) -> Any:
    """Return the value of a literal: numbers and their arithmetic, text, lists of these."""
    match node:
        case ast.Constant(value=str() | bool() | None as value):
            return value
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return [_plain(item) for item in items]
    return _number(node)


def _number(node: ast.expr) -> float:
    try:
        return numbers.arithmetic(node)
    except LrplotError as error:
        raise LrplotError(f"{shown(source(node))} cannot be read: {error}") from None


def source(node: ast.expr) -> str:
    """Return the text of a syntax tree, for a message."""
    try:
        return ast.unparse(node)
    except RecursionError:
        return "…"
