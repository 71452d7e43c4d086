"""Turns what a script's names stand for into syntax trees, and back where nothing is open."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from lrplot.arithmetic import constants
from lrplot.errors import LrplotError
from lrplot.specs.script.members import Member
from lrplot.specs.script.parts import measured
from lrplot.specs.script.values import (
    SPELLED,
    Class,
    Large,
    Made,
    Opaque,
    Open,
    Path,
    Unsure,
)


def leaf(text: str, line: int, loop: bool = False) -> ast.Name:
    """Return the tree of what is not known; `loop`: it is the count of a loop."""
    node = ast.Name(text, ast.Load())
    node.lineno = line
    node.leaf = "loop" if loop else "opaque"  # type: ignore[attr-defined]
    return node


def leaves(tree: ast.AST) -> Iterator[ast.Name]:
    """Yield what is not known in a tree."""
    return (n for n in ast.walk(tree) if isinstance(n, ast.Name) and hasattr(n, "leaf"))


def opaque(tree: ast.AST) -> Iterator[ast.Name]:
    """Yield what the script does not say, in a tree."""
    return (node for node in leaves(tree) if node.leaf == "opaque")  # type: ignore[attr-defined]


def counts(tree: ast.AST) -> Iterator[ast.Name]:
    """Yield the counts of loops in a tree."""
    return (node for node in leaves(tree) if node.leaf == "loop")  # type: ignore[attr-defined]


def spelled(path: str) -> str:
    """Return a dotted name as a formula has it: `numpy.cos` as `np.cos`."""
    for module, short in SPELLED.items():
        if path.startswith(f"{module}."):
            return short + path[len(module) :]
    return path


def tree(value: Any) -> ast.expr:
    """Return the tree that says a value; a function, or what has none, is a leaf."""
    if isinstance(value, list | tuple | dict):
        _bounded(value, [MOST])
    return _tree(value)


MOST = 100_000
"""The most items of lists in each other that there is a tree of."""


def _bounded(value: Any, left: list[int]) -> None:
    """Refuse lists in each other that have too many items, each as often as it stands there."""
    left[0] -= len(value)
    if left[0] < 0:
        raise LrplotError("a list of the script grows too large to be read")
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, list | tuple | dict):
            _bounded(one, left)


def _tree(value: Any) -> ast.expr:
    match value:
        case Open():
            return value.tree
        case Unsure():
            # what it depends on is what must be known; else it is no number
            return value.test if any(opaque(value.test)) else leaf(value.text, value.line)
        case Opaque(text=text, line=line):
            node = leaf(text, line)
            node.carried, node.read = value.carried, value.read  # type: ignore[attr-defined]
            node.large = isinstance(value, Large)  # type: ignore[attr-defined]
            return node
        case Member():
            # no number and no text
            return leaf(value.called, value.line)
        case bool() | int() | float() | str() | None:
            return ast.Constant(value)
        case list():
            return ast.List([_tree(item) for item in value], ast.Load())
        case tuple():
            return ast.Tuple([_tree(item) for item in value], ast.Load())
        case frozenset():
            return ast.List([tree(item) for item in sorted(value, key=repr)], ast.Load())
        case dict():
            return ast.Dict([_tree(key) for key in value], [_tree(item) for item in value.values()])
        case Path(text=text) if value.leaf:
            return leaf(text, value.line)
        case Path(name=name):
            return ast.Name(spelled(name), ast.Load())
        case Made() if value.text and value.path.rpartition(".")[2][:1].islower():
            # what a function gives that is not known
            return leaf(value.text, value.line)
        case Made():
            args = [tree(arg) for arg in value.args]
            words = [ast.keyword(name, tree(arg)) for name, arg in value.keywords.items()]
            return ast.Call(ast.Name(spelled(value.path), ast.Load()), args, words)
    name = getattr(value, "name", "") or _of(value)
    return leaf(name, getattr(value, "line", 0))


def _of(value: Any) -> str:
    """Return what is said of a value that has no name: the class that it is of."""
    of = getattr(value, "of", None)
    return f"{of.node.name}()" if isinstance(of, Class) else type(value).__name__


def stepped(node: ast.AST) -> bool:
    """Tell whether a tree has the step of a function in it."""
    names = (part for part in ast.walk(node) if isinstance(part, ast.Name))
    return any(name.id in STEP and not hasattr(name, "leaf") for name in names)


def worked_out(node: ast.expr) -> Any:
    """Return the value of a tree, or itself as an open expression where it has none."""
    if isinstance(node, ast.Constant):
        return node.value
    measured(node)
    if any(leaves(node)) or stepped(node):
        return Open(node)
    try:
        return constants.constant(node)
    except LrplotError:
        return None


STEP = ("step", "lr")
"""What the step, and the rate before, are called in the trees of a script's functions."""
