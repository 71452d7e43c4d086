"""Goes through the comprehensions of a script, where what they go through is known."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.builtins import PLAIN, truth
from lrplot.specs.script.operators import unknown
from lrplot.specs.script.run import Run
from lrplot.specs.script.targets import bind
from lrplot.specs.script.values import Scope, Several


def comprehension(
    run: Run, node: ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp, scope: Scope
) -> Any:
    """Return the list or mapping that a comprehension makes; what is not known is opaque."""
    found: list[Any] = []
    if not _rounds(run, node, list(node.generators), Scope(outer=scope), found):
        held = isinstance(node, ast.ListComp) and isinstance(node.elt, ast.Dict)
        return Several(source(node), node.lineno) if held else unknown(node)
    return dict(found) if isinstance(node, ast.DictComp) else found


def _rounds(
    run: Run, node: Any, rest: list[ast.comprehension], scope: Scope, found: list[Any]
) -> bool:
    """Go through what a comprehension goes through; whether all of it is known."""
    if not rest:
        if isinstance(node, ast.DictComp):
            key = run.evaluate(run, node.key, scope)
            if not isinstance(key, PLAIN):
                return False
            found.append((key, run.evaluate(run, node.value, scope)))
        else:
            found.append(run.evaluate(run, node.elt, scope))
        return True
    first, *others = rest
    values = run.evaluate(run, first.iter, scope)
    if isinstance(values, dict):
        values = list(values)
    if not isinstance(values, list | tuple) or first.is_async:
        return False
    for value in values:
        bind(run, first.target, value, scope)
        tests = [truth(run.evaluate(run, test, scope)) for test in first.ifs]
        if None in tests:
            return False
        if all(tests) and not _rounds(run, node, others, scope, found):
            return False
    return True
