"""Reads the values that a Python file of settings assigns: literals and arithmetic, never run."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lrplot.errors import LrplotError, shown

LONGEST = 10_000
"""The most items of a list, or letters of a text, that an operator may make."""

BITS = 2_000
"""The most bits of a whole number."""

DEEPEST = 100
"""How deep brackets may be nested."""

NODES = 200_000
"""The most parts that a file may have, or its values once they are written out."""


@dataclass(frozen=True, repr=False)
class Unread:
    """A value that only Python would know, by its text."""

    text: str
    line: int

    def __repr__(self) -> str:
        return f"{shown(self.text)} (line {self.line})"


class _UnreadError(Exception):
    """What an expression raises that is no literal."""


def values(text: bytes) -> dict[str, Any]:
    """Return the names that a file assigns, with `Unread` for what is no literal.

    Raises `LrplotError` for what is no Python, or is long or nested beyond reason.
    """
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        line = error.lineno if isinstance(error, SyntaxError) else None
        at = f" (line {line})" if line else ""
        raise LrplotError(f"this is no Python: {error.args[0]}{at}") from None
    except (RecursionError, MemoryError):
        raise LrplotError("it is nested too deep to be read") from None
    names: dict[str, Any] = {}
    for count, _ in enumerate(ast.walk(tree)):
        if count > NODES:
            raise LrplotError(f"it has more than {NODES:,} parts")
    for statement in tree.body:
        try:
            _follow(statement, names)
        except RecursionError:
            raise LrplotError("it is nested too deep to be read") from None
    _bounded([*names.values()])
    return names


def _follow(statement: ast.stmt, names: dict[str, Any]) -> None:
    if isinstance(statement, ast.Assign):
        value = _value(statement.value, names)
        for target in statement.targets:
            _assign(target, value, names)
    elif isinstance(statement, ast.AnnAssign) and statement.value:
        _assign(statement.target, _value(statement.value, names), names)
    elif isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
        before = ast.Name(statement.target.id, ast.Load())
        both = ast.copy_location(ast.BinOp(before, statement.op, statement.value), statement)
        _assign(statement.target, _value(both, names), names)
    elif not isinstance(statement, ast.Pass) and not _is_remark(statement):
        for name, line in _touched(statement):
            if name in names or not isinstance(statement, ast.Expr):
                names[name] = Unread(f"{name}, which is no plain assignment", line)


def _is_remark(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _touched(statement: ast.stmt) -> Iterator[tuple[str, int]]:
    """Yield each name that a statement may change, and where: what it stores to, or calls on."""
    for node in ast.walk(statement):
        if isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0], node.lineno
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if name := _root(node.func):
                yield name, node.lineno
        elif not isinstance(getattr(node, "ctx", ast.Load()), ast.Load) and (name := _root(node)):
            yield name, getattr(node, "lineno", 0)


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _assign(target: ast.expr, value: Any, names: dict[str, Any]) -> None:
    if isinstance(target, ast.Name):
        names[target.id] = value
        return
    if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
        inside, key = names.get(target.value.id), _value(target.slice, names)
        if isinstance(inside, dict) and isinstance(key, str | int):
            inside[key] = value
            return
    several = isinstance(target, ast.Tuple | ast.List) and isinstance(value, list | tuple)
    if several and len(target.elts) == len(value):  # type: ignore[attr-defined]
        for each, one in zip(target.elts, value, strict=True):  # type: ignore[attr-defined]
            _assign(each, one, names)
        return
    for node in ast.walk(target):
        if isinstance(node, ast.Name):
            names[node.id] = Unread(ast.unparse(target), target.lineno)


def _value(node: ast.expr, names: dict[str, Any]) -> Any:
    """Return the value of an expression; `Unread` for one that is no literal."""
    try:
        return _read(node, names)
    except (_UnreadError, ArithmeticError, TypeError, ValueError, LookupError):
        return Unread(ast.unparse(node)[:200], node.lineno)


def _read(node: ast.expr, names: dict[str, Any]) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        if isinstance(found := names[node.id], Unread):
            raise _UnreadError
        return found
    if isinstance(node, ast.List | ast.Tuple):
        items = [_value(each, names) for each in node.elts]
        return items if isinstance(node, ast.List) else tuple(items)
    if isinstance(node, ast.Dict):
        return _mapping(zip(node.keys, node.values, strict=True), names)
    if isinstance(node, ast.Call):
        return _called(node, names)
    if isinstance(node, ast.Subscript):
        return _read(node.value, names)[_read(node.slice, names)]
    if isinstance(node, ast.UnaryOp) and type(node.op) in UNARY:
        return UNARY[type(node.op)](_read(node.operand, names))
    if isinstance(node, ast.BinOp) and type(node.op) in BINARY:
        return _joined(type(node.op), _read(node.left, names), _read(node.right, names))
    if isinstance(node, ast.IfExp):
        return _read(node.body if _read(node.test, names) else node.orelse, names)
    raise _UnreadError


def _mapping(pairs: Any, names: dict[str, Any]) -> dict[Any, Any]:
    out: dict[Any, Any] = {}
    for key, value in pairs:
        if key is None:
            # **other
            out |= _read(value, names)
        else:
            out[key if isinstance(key, str) else _read(key, names)] = _value(value, names)
    return out


def _called(node: ast.Call, names: dict[str, Any]) -> Any:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name == "dict" and name not in names and not node.args:
        return _mapping([(keyword.arg, keyword.value) for keyword in node.keywords], names)
    if name not in FUNCTIONS or name in names or node.keywords:
        raise _UnreadError
    found = FUNCTIONS[name](*(_read(each, names) for each in node.args))
    return found if not isinstance(found, float) or math.isfinite(found) else _refuse()


def _refuse() -> Any:
    raise _UnreadError


def _joined(kind: type[ast.operator], left: Any, right: Any) -> Any:
    """Return what an operator makes, if it is no more than a file of settings would have."""
    whole = isinstance(left, int) and isinstance(right, int)
    if kind is ast.Pow and whole and left.bit_length() * abs(right) > BITS:
        raise _UnreadError
    if kind is ast.Mult:
        for items, many in ((left, right), (right, left)):
            if isinstance(items, list | tuple | str) and len(items) * many > LONGEST:
                raise _UnreadError
    if kind is ast.Mod and isinstance(left, str):
        raise _UnreadError
    found = BINARY[kind](left, right)
    if isinstance(found, int) and found.bit_length() > BITS:
        raise _UnreadError
    if isinstance(found, list | tuple | str) and len(found) > LONGEST:
        raise _UnreadError
    return found


def _bounded(items: list[Any]) -> None:
    """Raise `LrplotError` for values that are more, written out, than any file has, or go on."""
    count = 0
    left = [(one, 0) for one in items]
    while left:
        value, depth = left.pop()
        count += 1
        if count > NODES or depth > DEEPEST:
            raise LrplotError("its values are more, or nested deeper, than can be read")
        inside = value.values() if isinstance(value, dict) else value
        if isinstance(value, dict | list | tuple):
            left += [(one, depth + 1) for one in inside]


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "int": int, "float": float, "min": min, "max": max, "round": round, "len": len, "abs": abs,
}  # fmt: skip
UNARY: dict[type, Callable[[Any], Any]] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Not: operator.not_,
}  # fmt: skip
BINARY: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}  # fmt: skip
