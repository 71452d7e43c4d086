"""What a method of a text, a list, a mapping or a set gives, and what it changes."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.builtins import method
from lrplot.specs.script.escapes import moved_by
from lrplot.specs.script.groups import Group
from lrplot.specs.script.handed import forgotten
from lrplot.specs.script.in_place import MUTATING, changed, overlaid, regrouped
from lrplot.specs.script.kinds import held
from lrplot.specs.script.run import Run
from lrplot.specs.script.targets import bind, forget, local, spoil
from lrplot.specs.script.values import Opaque, Scope

IN_PLACE = ("__iadd__", "__imul__", "__ior__", "__iand__", "__setitem__", "__delitem__")
"""What changes a value by the names of Python's own operators."""


def of_value(
    run: Run, func: Any, args: list[Any], words: dict[str, Any], node: ast.Call, scope: Scope
) -> Any:
    """Return what a method gives of a value that is nothing made elsewhere."""
    owner, name = func.of, func.method
    if name == "update" and regrouped(run, owner, args, words, node, scope):
        return None
    if name == "__setitem__" or (name == "update" and isinstance(owner, Group)):
        run.event("given", None, node, list(held(owner)), {"text": source(node)})
    known = isinstance(owner, list | dict | frozenset) and not isinstance(owner, Group)
    if name in IN_PLACE and known:
        run.doubts.lose(owner)
        return Opaque(source(node), node.lineno)
    if name == "append" and run.pure and args and local(node, owner, scope):
        # as a list of its own, for both ways through a condition
        spoil(run, owner, source(node), node.lineno, whole=False)
        bind(run, node.func.value, [*owner, args[0]], scope)  # type: ignore[attr-defined]
        return None
    if owner is run.argv and name in ("remove", "pop", "clear"):
        # where nothing is typed nothing is taken out
        return Opaque(source(node), node.lineno)
    if name == "update" and overlaid(run, owner, args, words, node, scope):
        return None
    if name in MUTATING and getattr(node.func, "attr", "") != name:
        # by another name of the method
        forgotten(run, owner, source(node.func), node)
        return Opaque(source(node), node.lineno)
    if name in MUTATING and run.unsure:
        # how often it happens is not known
        if parts := list(moved_by(args)):
            run.event("given", None, node, parts, {"text": source(node)})
        of = node.func.value  # type: ignore[attr-defined]
        if isinstance(owner, dict) and not run.pure:
            forget(run, owner, of, scope)
        else:
            if isinstance(owner, list | frozenset) and not run.pure:
                run.doubts.lose(owner)
            spoil(run, owner, source(of), node.lineno, not run.pure)
            bind(run, of, Opaque(source(of), node.lineno), scope)
        return Opaque(source(node), node.lineno)
    if name in MUTATING and isinstance(owner, list | dict):
        return changed(run, owner, node, args, words, scope)
    understood, value = method(run, owner, name, args, words)
    run.created.append(value)
    return value if understood else Opaque(source(node), node.lineno)
