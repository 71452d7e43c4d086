"""Lists, tuples, mappings and texts of a script that stand there item by item."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from lrplot.specs.script import library, own_methods
from lrplot.specs.script.iterators import kept, taken
from lrplot.specs.script.looked_at import whole
from lrplot.specs.script.operators import unknown
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import LONGEST, MISSING, Opaque, Scope


def items(
    run: Run, nodes: Sequence[ast.expr], scope: Scope, keep: bool = False
) -> list[Any] | None:
    """Return the values of items, to `keep` or not; None where what is starred is not known."""
    out: list[Any] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            more = taken(run, run.evaluate(run, node.value, scope))
            if more is None:
                return None
            run.count(len(more))
            out += more
        else:
            value = run.evaluate(run, node, scope)
            out.append(kept(run, value, node, node.lineno) if keep else value)
    run.created.append(out)
    return out


def listed(run: Run, node: ast.List, scope: Scope) -> Any:
    """Return the list that a display makes; what is not known is opaque."""
    found = items(run, node.elts, scope, keep=True)
    return unknown(node) if found is None else found


def tupled(run: Run, node: ast.Tuple, scope: Scope) -> Any:
    """Return the tuple that a display makes; what is not known is opaque."""
    found = items(run, node.elts, scope, keep=True)
    return unknown(node) if found is None else tuple(found)


def mapped(run: Run, node: ast.Dict, scope: Scope) -> Any:
    """Return the mapping that a display makes; what is not known is opaque."""
    out: dict[Any, Any] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        name = None if key is None else run.evaluate(run, key, scope)
        found = run.evaluate(run, value, scope)
        if key is None:
            if not isinstance(found, dict) or whole(run, found):
                return unknown(node)
            out |= found
            continue
        if not isinstance(name, PLAIN):
            return unknown(node)
        out[name] = kept(run, found, value, value.lineno)
    run.created.append(out)
    return out


def text(run: Run, node: ast.JoinedStr, scope: Scope) -> Any:
    """Return the text that an f-string makes; what is not known is opaque."""
    out = ""
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            value = run.evaluate(run, part.value, scope)
            kind = "repr" if part.conversion == 114 else "format" if part.conversion < 0 else "str"
            said = ast.Call(part.value, [], [], lineno=node.lineno)
            own = own_methods.function(run, kind, [value], said)
            value = value if own is MISSING else own
            spec = run.evaluate(run, part.format_spec, scope) if part.format_spec else ""
            if not isinstance(value, PLAIN) or isinstance(spec, Opaque):
                return unknown(node)
            shown = library.written(value, part.conversion, spec)
            if shown is None:
                return unknown(node)
            out += shown
        elif isinstance(part, ast.Constant):
            out += str(part.value)
    return out if len(out) <= LONGEST else unknown(node)
