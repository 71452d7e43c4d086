"""Lets what stands on the left of an assignment stand for a value."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.builtins import PLAIN
from lrplot.specs.script.groups import Group
from lrplot.specs.script.kinds import RATES
from lrplot.specs.script.operators import chosen
from lrplot.specs.script.run import Run, Write
from lrplot.specs.script.values import MISSING, Class, Instance, Made, Opaque, Open, Scope

MOVING = ("last_epoch", "base_lrs", "T_max", "T_cur", "T_i", "gamma", "step_size", "milestones",
          "lr_lambdas", "_step_count", "total_steps", "param_groups", "eta_min")  # fmt: skip
"""Attributes of schedulers and optimizers by which their rates can be moved."""


def bind(run: Run, target: ast.expr, value: Any, scope: Scope, counts: bool = False) -> None:
    """Let what stands on the left of an assignment stand for a value.

    `counts`: it is what it was before, and 1 more.
    """
    match target:
        case ast.Name(id=name):
            if type(value) is Opaque and not value.text.isidentifier():
                # what it is called from now on
                value = Opaque(name, value.line)
            if name in scope.shared:
                _write(run, scope.shared[name].names, name, value, target, counts)
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
            if isinstance(owner, Made) and name in MOVING:
                run.event("given", owner, target, [owner], {"text": source(target)})
            if isinstance(owner, Instance | Made | Class):
                held = owner.scope.names if isinstance(owner, Class) else owner.attributes
                _write(run, held, name, value, target, counts)
                if isinstance(value, Made | Instance) and not value.name:
                    value.name = name
            else:
                run.writes.append(Write({}, name, MISSING, source(target), target.lineno))
                if name in RATES:
                    run.event("set", owner, target, [value])
        case ast.Subscript(value=of, slice=place):
            owner, key = run.evaluate(run, of, scope), run.evaluate(run, place, scope)
            if isinstance(owner, Group) and key in (*RATES, "initial_lr"):
                if key not in RATES:
                    run.event("given", None, target, [owner.optimizer], {"text": source(target)})
                elif run.loops or run.tests or _updated(run, owner):
                    run.event("rate", owner, target, [value])
                else:
                    # before it trains: the rate to begin with
                    owner[key] = value
                    run.event("first", owner, target, [value])
            elif isinstance(owner, Opaque | Instance) and key in ("lr", "learning_rate"):
                run.event("rate", owner, target, [value])
            elif isinstance(owner, dict) and isinstance(key, PLAIN):
                _write(run, owner, key, value, target, counts)
            elif isinstance(owner, list):
                known = type(key) is int and -len(owner) <= key < len(owner)
                if known and not run.tests and not run.loops and not run.pure:
                    owner[key] = value
                else:
                    bind(run, of, Opaque(source(of), target.lineno), scope)


def local(node: ast.Call, owner: Any, scope: Scope) -> bool:
    """Tell whether a list is a function's own, under one name."""
    of = node.func.value if isinstance(node.func, ast.Attribute) else node.func
    same = [name for name, value in scope.names.items() if value is owner]
    return isinstance(owner, list) and isinstance(of, ast.Name) and same == [of.id]


def _updated(run: Run, group: Group) -> bool:
    """Tell whether an optimizer has made an update before."""
    of = group.optimizer
    return any(e.kind == "step" and (e.of is of or of in e.args) for e in run.events)


def _write(
    run: Run, within: dict[Any, Any], key: Any, value: Any, target: ast.expr, counts: bool
) -> None:
    """Change what may have been there before; under a condition it is what it was, or the new."""
    old = within.get(key, MISSING)
    run.writes.append(Write(within, key, old, source(target), target.lineno, counts))
    for test in run.tests if old is not MISSING else ():
        value = chosen(Open(test), value, old)
    within[key] = value
