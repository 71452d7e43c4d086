"""Names, attributes and keys by which a loop counts: what is added to them, told by their place."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.specs.script.run import Counter, Run
from lrplot.specs.script.trees import leaves
from lrplot.specs.script.values import MISSING, Open


def place_of(within: dict[Any, Any], key: Any) -> str:
    """Return what tells a name, an attribute or a key from all others that there are."""
    return f"{id(within)}[{key!r}]"


def counts(one: Counter, place: str) -> bool:
    """Tell whether this counts what is at that place."""
    return one.name.startswith(f"{place} of event ")


def count(run: Run, within: dict[Any, Any], key: Any, value: Any, target: ast.expr) -> int:
    """Return how much more a value is than the one before; note it where this is a count."""
    old = within.get(key, MISSING)
    if type(old) is type(value) and type(old) in (int, float):
        return int(value - old) if (value - old) % 1 == 0 else 0
    if not isinstance(old, Open):
        return 0
    many = 0
    if isinstance(value, Open):
        match value.tree:
            case ast.BinOp(left=left, op=op, right=ast.Constant(value=more)) if left is old.tree:
                many = added(op, more)
    if many or type(value) is bool:
        counters = (run.counters.get(each.id) for each in leaves(old.tree))
        for name in {one.name for one in counters if one and counts(one, place_of(within, key))}:
            run.event("count", name, target)
    return many


def added(op: ast.operator, many: Any) -> int:
    """Return how much an operator adds to a count; 0 where it does something else."""
    if type(many) is not int or not isinstance(op, ast.Add | ast.Sub):
        return 0
    return many if isinstance(op, ast.Add) else -many
