"""Lets what stands on the left of an assignment stand for a value."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.builtins import PLAIN
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import Instance, Made, Opaque, Scope


def bind(run: Run, target: ast.expr, value: Any, scope: Scope) -> None:
    """Let what stands on the left of an assignment stand for a value."""
    match target:
        case ast.Name(id=name):
            if type(value) is Opaque and not value.text.isidentifier():
                # what it is called from now on
                value = Opaque(name, value.line)
            scope.bind(name, value)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            plain = not any(isinstance(part, ast.Starred) for part in parts)
            known = isinstance(value, list | tuple) and len(value) == len(parts) and plain
            for place, part in enumerate(parts):
                inner = part.value if isinstance(part, ast.Starred) else part
                one = value[place] if known else Opaque(source(inner), target.lineno)
                bind(run, inner, one, scope)
        case ast.Attribute(value=of, attr=name):
            owner = run.evaluate(run, of, scope)
            if isinstance(owner, Instance | Made):
                owner.attributes[name] = value
                if isinstance(value, Made | Instance) and not value.name:
                    value.name = name
        case ast.Subscript(value=of, slice=place):
            owner, key = run.evaluate(run, of, scope), run.evaluate(run, place, scope)
            if isinstance(owner, Opaque | Instance) and key in ("lr", "learning_rate"):
                run.event("rate", owner, target, [value])
            elif isinstance(owner, dict) and isinstance(key, PLAIN):
                if owner.get("params") is not None and key == "lr" and run.loops:
                    run.event("rate", Opaque("group", target.lineno), target, [value])
                else:
                    owner[key] = value
            elif (
                isinstance(owner, list) and isinstance(key, int) and -len(owner) <= key < len(owner)
            ):
                owner[key] = value
