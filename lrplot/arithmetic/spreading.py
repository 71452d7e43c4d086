"""Puts what is starred among arguments and items in its place: `*[1, 2]`, `**{"a": 1}`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

MOST = 20_000
"""How many numbers a range may have that is spread."""


def spread(tree: ast.expr) -> ast.expr:
    """Return a tree in which the literals that are starred stand item by item.

    What is starred and is no literal stays.
    """
    found: ast.expr = _Spread().visit(tree)
    return found


class _Spread(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        node.args = list(_items(node.args))
        node.keywords = [word for each in node.keywords for word in _words(each)]
        return node

    def visit_List(self, node: ast.List) -> ast.List:
        self.generic_visit(node)
        node.elts = list(_items(node.elts))
        return node

    def visit_Tuple(self, node: ast.Tuple) -> ast.Tuple:
        self.generic_visit(node)
        node.elts = list(_items(node.elts))
        return node


def _items(nodes: list[ast.expr]) -> Iterator[ast.expr]:
    for node in nodes:
        match node:
            case ast.Starred(value=ast.List(elts=items) | ast.Tuple(elts=items)):
                yield from items
            case ast.Starred(value=ast.Call(func=ast.Name(id="range"), args=ends, keywords=[])):
                numbers = _range(ends)
                yield from [node] if numbers is None else map(ast.Constant, numbers)
            case _:
                yield node


def _range(ends: list[ast.expr]) -> range | None:
    try:
        found = range(*(ast.literal_eval(end) for end in ends))
    except (TypeError, ValueError):
        return None
    return found if len(found) <= MOST else None


def _words(word: ast.keyword) -> list[ast.keyword]:
    match word:
        case ast.keyword(arg=None, value=ast.Dict(keys=keys, values=values)):
            named = [key.value for key in keys if isinstance(key, ast.Constant)]
            if len(named) == len(keys) and all(isinstance(name, str) for name in named):
                pairs = zip(named, values, strict=True)
                return [ast.keyword(str(name), value) for name, value in pairs]
        case ast.keyword(arg=None, value=ast.Call(func=ast.Name(id="dict"), args=[])):
            return list(word.value.keywords)  # type: ignore[attr-defined]
    return [word]
