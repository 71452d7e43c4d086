"""Tells from its code whether a function or an object of the user's own may remember its calls.

Code that changes what outlives a call is found here: it assigns to an attribute, to an item or
to a global name, calls something for its effect alone, or draws from an iterator. What only a
trial can show, as a random number, is left to one.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cached_property, lru_cache, partial
from pathlib import Path
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

from lrplot.catalogue.user_file import is_own

CHANGING = {
    "next", "setattr", "delattr", "exec", "__next__", "__setattr__", "append", "extend", "insert",
    "add", "pop", "popleft", "popitem", "send", "setdefault", "update", "remove", "clear",
}  # fmt: skip
"""Functions and methods that change what they are given, or what they are called on."""

CALLED = {"__call__", "__next__", "__iter__", "__getitem__", "__getattr__", "__float__"}
"""Methods that are called without their names."""


def may_remember(value: object, folder: Path) -> bool:
    """Tell whether a callable, or what it calls of the files in `folder`, changes what stays."""
    waiting: list[object] = [value]
    seen: dict[int, object] = {}
    classes: list[type] = []
    names = set(CALLED)
    while waiting:
        item = waiting.pop()
        if id(item) in seen or isinstance(item, ModuleType):
            continue
        seen[id(item)] = item
        if isinstance(item, Iterator):
            return True
        if isinstance(item, FunctionType):
            own = is_own(Path(item.__code__.co_filename), folder)
            waiting += _held(item)
            if own:
                used = _names(item.__code__)
                globals_ = {name: item.__globals__.get(name) for name in used}
                modules = frozenset(k for k, v in globals_.items() if isinstance(v, ModuleType))
                if _changes(item.__code__, modules):
                    return True
                fresh, names = used - names, names | used
                waiting += [*globals_.values()]
                theirs = [module for module in globals_.values() if _is_theirs(module, folder)]
                waiting += [vars(module).get(name) for module in theirs for name in used]
                waiting += [member for kind in classes for member in _members(kind, fresh)]
        elif isinstance(item, type):
            classes.append(item)
            waiting += _members(item, names)
        elif isinstance(item, MethodType):
            waiting += [item.__func__, item.__self__]
        elif isinstance(item, partial):
            waiting += [item.func, *item.args, *item.keywords.values()]
        elif isinstance(item, list | tuple | dict):
            waiting += item.values() if isinstance(item, dict) else item
        elif callable(item) or _is_theirs(sys.modules.get(type(item).__module__), folder):
            waiting += [type(item), *getattr(item, "__dict__", {}).values()]
    return False


def _is_theirs(module: object, folder: Path) -> bool:
    where = getattr(module, "__file__", None)
    return isinstance(module, ModuleType) and bool(where) and is_own(Path(str(where)), folder)


def _held(function: FunctionType) -> Iterator[Any]:
    """Yield what a function keeps: its closure's values, and the function that it wraps."""
    for cell in function.__closure__ or ():
        try:
            yield cell.cell_contents
        except ValueError:
            continue
    yield getattr(function, "__wrapped__", None)


def _members(kind: type, names: set[str]) -> Iterator[Any]:
    """Yield the functions that a class has under these names."""
    for name in names:
        found = inspect.getattr_static(kind, name, None)
        if isinstance(found, property):
            yield found.fget
        elif isinstance(found, cached_property):
            yield found.func
        else:
            yield getattr(found, "__func__", found)


def _names(code: CodeType) -> set[str]:
    inner = (_names(const) for const in code.co_consts if isinstance(const, CodeType))
    return set(code.co_names).union(*inner)


@lru_cache(maxsize=256)
def _changes(code: CodeType, modules: frozenset[str]) -> bool:
    """Tell whether a function's own statements change what outlives a call, and is no module."""
    found = [
        node
        for node in ast.walk(_tree(code.co_filename))
        if isinstance(node, ast.FunctionDef | ast.Lambda) and _first(node) == code.co_firstlineno
    ]
    # code whose source is not there may do anything
    return not found or any(_changing(node, modules) for node in found)


@lru_cache(maxsize=16)
def _tree(file: str) -> ast.Module:
    return ast.parse(Path(file).read_bytes())


def _first(node: ast.FunctionDef | ast.Lambda) -> int:
    decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
    return min([node.lineno, *(each.lineno for each in decorators)])


def _changing(function: ast.FunctionDef | ast.Lambda, modules: frozenset[str]) -> bool:
    nodes = [*ast.walk(function)]
    fresh = _fresh(nodes)

    def outlives(node: ast.AST) -> bool:
        while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
            node = node.value
        return not (isinstance(node, ast.Name) and node.id in fresh)

    def of_module(node: ast.AST) -> bool:
        within = node.value if isinstance(node, ast.Attribute) else node
        return isinstance(within, ast.Name) and within.id in modules

    def variable(node: ast.AST) -> bool:
        return isinstance(node, ast.Name | ast.Attribute | ast.Subscript) and outlives(node)

    for node in nodes:
        match node:
            case ast.Global() | ast.Nonlocal():
                return True
            case (
                ast.Attribute(ctx=ast.Store() | ast.Del())
                | ast.Subscript(ctx=ast.Store() | ast.Del())
            ) if outlives(node):
                return True
            case ast.Expr(value=ast.Call(func=ast.Name(id="print"))):
                continue
            case ast.Expr(value=ast.Call(func=func, args=args)):
                if any(map(variable, args)) if of_module(func) else outlives(func):
                    return True
            case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in CHANGING:
                if outlives(first):
                    return True
            case ast.Call(func=ast.Attribute(attr=name) as func) if name in CHANGING:
                if outlives(func) and not of_module(func):
                    return True
    return False


def _fresh(nodes: list[ast.AST]) -> set[str]:
    """Return the names of local variables that are given new values, not others' names."""
    fresh: set[str] = set()
    aliases: set[str] = set()
    for node in nodes:
        match node:
            case ast.Assign(targets=targets, value=value):
                alias = isinstance(value, ast.Name | ast.Attribute | ast.Subscript)
                for target in targets:
                    if isinstance(target, ast.Name):
                        (aliases if alias else fresh).add(target.id)
            case ast.Import(names=names):
                fresh |= {name.asname or name.name.partition(".")[0] for name in names}
            case ast.For(target=target) | ast.comprehension(target=target):
                aliases |= {part.id for part in ast.walk(target) if isinstance(part, ast.Name)}
    return fresh - aliases
