"""What comparisons of a script give, which stop where they are known to fail."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.specs.script import environment, own_methods
from lrplot.specs.script.arrays import Series
from lrplot.specs.script.branches import under
from lrplot.specs.script.iterators import View
from lrplot.specs.script.looked_at import may_have, whole
from lrplot.specs.script.operators import compared, item_by_item, unknown
from lrplot.specs.script.run import Run
from lrplot.specs.script.slips import noted
from lrplot.specs.script.trees import tree
from lrplot.specs.script.truths import truth
from lrplot.specs.script.values import MISSING, Open, Scope


def _set(value: Any) -> Any:
    """Return the keys of a mapping as the set as which they compare."""
    plain = isinstance(value, View) and value.kind == "keys"
    return frozenset(value) if plain else value


def _values(value: Any) -> bool:
    """Tell whether something is the values of a mapping."""
    return isinstance(value, View) and value.kind == "values"


def comparison(run: Run, node: ast.Compare, scope: Scope) -> Any:
    """Return what one comparison gives, or several in a chain."""
    values = [run.evaluate(run, node.left, scope)]
    left_open: list[ast.expr] = []
    for op, side in zip(node.ops, node.comparators, strict=True):
        left, right = values[-1], under(run, left_open, True, side, scope)
        if not isinstance(op, ast.In | ast.NotIn):
            left, right = _set(left), _set(right)
        if isinstance(op, ast.Eq | ast.NotEq) and _values(left) and _values(right):
            # each is another object, and equal to itself alone
            return unknown(node)
        noted(run, left, right)
        known = own_methods.compared(run, op, left, right, node)
        if known is not MISSING and len(node.ops) == 1:
            return known
        if known is MISSING and (known := environment.has(run, op, left, right, node)) is None:
            known = compared(op, left, right)
        known = truth(known) if known is not None else None
        if isinstance(op, ast.In | ast.NotIn):
            more = may_have(run, left, right)
        else:
            more = any([whole(run, left), whole(run, right)]) and None not in (left, right)
        if more:
            return unknown(node)
        if known is False:
            return False
        if known is None:
            left_open.append(ast.Compare(tree(left), [op], [tree(right)]))
        values.append(right)
    if not left_open:
        return True
    if len(values) == 2 and (found := item_by_item(node.ops[0], *values)) is not None:
        return found
    if any(isinstance(value, Series) for value in values):
        return unknown(node)
    return Open(ast.Compare(tree(values[0]), node.ops, [tree(value) for value in values[1:]]))
