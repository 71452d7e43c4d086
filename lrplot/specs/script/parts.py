"""How many parts an expression may have that is left open."""

from __future__ import annotations

import ast

from lrplot.errors import LrplotError


class TooLargeError(LrplotError):
    """An expression that is left open has too many parts."""


LARGEST = 800
"""How many parts an expression may have that is left open."""


def measured(node: ast.AST) -> int:
    """Return how many parts a tree has, each as often as it stands in it; refuse too many."""
    known: int | None = getattr(node, "parts", None)
    if known is None:
        known = 1 + sum(measured(part) for part in ast.iter_child_nodes(node))
        if known > LARGEST and not isinstance(node, ast.List | ast.Subscript):
            raise TooLargeError("an expression of the script grows too large to be read")
        node.parts = known  # type: ignore[attr-defined]
    return known


SMALL = 20
"""How many parts of an expression that is left open are looked at as soon as one of a script."""


def weight(tree: ast.AST | None) -> int:
    """Return what looking into an expression costs that is left open, in parts of a script."""
    return int(getattr(tree, "parts", 0)) // SMALL
