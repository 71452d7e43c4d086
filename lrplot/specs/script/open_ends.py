"""What pasted text gives no value: what is asked for where it cannot be drawn without."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import suppress

from lrplot.arithmetic.numbers import source
from lrplot.catalogue import find
from lrplot.errors import LrplotError
from lrplot.parameters import OptimizerRate
from lrplot.specs.script.builtins import BUILTINS
from lrplot.specs.script.pasted import parsed

MODULES = ("math", "np", "numpy", "torch", "jnp", "jax", "tf", "optax", "keras")
"""Modules whose functions are read, or refused by their own names."""


def unknown(text: str) -> list[str]:
    """Return what a constructor, or lines of a script, have that is not known, as it stands."""
    try:
        body = parsed(text).body
    except LrplotError:
        return []
    nodes = [node for each in body for node in ast.walk(each) if isinstance(node, ast.Name)]
    known = {node.id for node in nodes if isinstance(node.ctx, ast.Store)} | {"t", "step"}
    values = [
        each.value for each in body if isinstance(each, ast.Assign | ast.AnnAssign | ast.Expr)
    ]
    return list(dict.fromkeys(name for one in values if one for name in _open(one, known)))


def _open(node: ast.AST, known: set[str]) -> Iterator[str]:
    match node:
        case ast.Name(id=name):
            if name not in known and name not in BUILTINS and name not in MODULES:
                yield name
            return
        case ast.Attribute():
            if source(node).partition(".")[0] not in MODULES:
                yield source(node)
            return
        case ast.Call(func=func) if not isinstance(func, ast.Call):
            name = source(func)
            root, _, last = name.rpartition(".")
            made = find.has(name) or last[:1].isupper() or "optax" in root
            inside = made or root.partition(".")[0] in MODULES or name in BUILTINS
            if name == "len" or not inside:
                yield source(node)
                return
            parts: list[ast.AST] = [*node.args]
            parts = parts[1:] if made and parts and _optimizes(name, node.args[0]) else parts
            parts += [w.value for w in node.keywords if w.arg not in ("optimizer", "params")]
        case ast.Lambda(args=takes, body=inner):
            known = known | {arg.arg for arg in takes.args}
            parts = [inner]
        case _:
            parts = [*ast.iter_child_nodes(node)]
    for part in parts:
        yield from _open(part, known)


def _optimizes(name: str, first: ast.expr) -> bool:
    """Tell whether what a constructor is given first is an optimizer's name, or its parameters."""
    if isinstance(first, ast.Call) and source(first.func).rpartition(".")[2][:1].isupper():
        # what an optimizer is made with may be open
        return False
    with suppress(LrplotError):
        return any(
            entry.params and isinstance(entry.params[0].role, OptimizerRate)
            for every in find.owners(name)
            for entry in every
        )
    return "param" in source(first) or not find.has(name)
