"""Lets what stands on the left of an assignment stand for a value."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script.arrays import Series
from lrplot.specs.script.counting import count
from lrplot.specs.script.groups import Group, updated
from lrplot.specs.script.hooks import called_by, described, own as own_method, set_by
from lrplot.specs.script.iterators import SPREAD, Once, kept, shared_out, taken
from lrplot.specs.script.kinds import RATES, made_by
from lrplot.specs.script.lost import Lost
from lrplot.specs.script.mappings import by_key, own_mapping, stored
from lrplot.specs.script.measured import made_of
from lrplot.specs.script.operators import chosen
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.run import Run, Write
from lrplot.specs.script.values import (
    MISSING,
    Bound,
    Class,
    Held,
    Instance,
    Made,
    Opaque,
    Open,
    Path,
    Scope,
)

MOVING = ("last_epoch", "base_lrs", "T_max", "T_cur", "T_i", "gamma", "step_size", "milestones",
          "lr_lambdas", "_step_count", "total_steps", "param_groups", "eta_min", "get_lr",
          "_get_closed_form_lr")  # fmt: skip
"""Attributes of schedulers and optimizers by which their rates can be moved."""

OTHERS = "(others)"
"""The attribute of an object that may have some that nothing names."""

VALUES = (str, int, float, bool, type(None), list, tuple, dict, Open, Opaque)
"""What names and attributes may have that is no function, class, module or what one makes."""


def bind(run: Run, target: ast.expr, value: Any, scope: Scope) -> None:
    """Let what stands on the left of an assignment stand for a value."""
    if isinstance(value, Once) and not isinstance(target, ast.Tuple | ast.List):
        value = kept(run, value, source(target), target.lineno)
    match target:
        case ast.Name(id=name):
            if type(value) is Opaque and not value.text.isidentifier() and not value.read:
                made_of(run, name, value)
                # what it is called from now on
                value = Opaque(name, value.line)
            if name in scope.shared:
                write(run, scope.shared[name].names, name, value, target)
            else:
                count(run, scope.names, name, value, target)
            scope.bind(name, value)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            items = taken(run, value) if isinstance(value, SPREAD) else None
            each = shared_out(items, parts) if items is not None else None
            for place, part in enumerate(parts):
                inner = part.value if isinstance(part, ast.Starred) else part
                one = each[place] if each is not None else Opaque(source(inner), target.lineno)
                if each is None and isinstance(value, Opaque):
                    made_of(run, source(inner), value)
                bind(run, inner, one, scope)
        case ast.Attribute(value=of, attr=name):
            owner = run.evaluate(run, of, scope)
            if set_by(run, owner, name, value, target):
                return
            if own_method(owner, "__setattr__") or (
                isinstance(owner, Instance) and described(owner, name)
            ):
                # what it makes of the value
                value = Opaque(source(target), target.lineno)
            if isinstance(owner, Path) and f"{owner.name}.{name}" == "sys.argv":
                run.argv = value if isinstance(value, list) and not run.unsure else None
            if isinstance(owner, Path) and (
                ("optim" in owner.name and name in (*MOVING, "step"))
                or any(map(made_by, (owner.name, f"{owner.name}.{name}")))
            ):
                raise LrplotError(f"line {target.lineno}: {source(target)} is changed in its class")
            if isinstance(owner, Made) and name in MOVING:
                run.event("given", owner, target, [owner], {"text": source(target)})
            if isinstance(owner, Made) and by_key(owner):
                value = stored(run, owner, value)
            if isinstance(owner, Instance | Made | Class):
                held = owner.scope.names if isinstance(owner, Class) else owner.attributes
                own = owner.of.lookup(name) if isinstance(owner, Instance) and owner.of else None
                if name not in held and isinstance(own, VALUES):
                    # what it has of its class until now
                    held[name] = own
                value = _first(run, held, name, value, source(target), target.lineno)
                write(run, held, name, value, target)
                if isinstance(value, Made | Instance) and not value.name:
                    value.name = name
            else:
                run.writes.append(Write({}, name, MISSING, source(target), target.lineno))
                if name in RATES:
                    run.event("set", owner, target, [value])
        case ast.Subscript(value=of, slice=place):
            owner, key = run.evaluate(run, of, scope), run.evaluate(run, place, scope)
            if isinstance(owner, Group) and key in (*RATES, "initial_lr"):
                late = bool(run.loops or run.tests or updated(run, owner))
                if key not in RATES:
                    owner[key] = value
                    text = {"text": source(target)}
                    if late:
                        run.event("given", None, target, [owner.optimizer], text)
                elif late:
                    run.event("rate", owner, target, [value])
                else:
                    # before it trains: the rate to begin with
                    owner[key] = value
                    run.event("first", owner, target, [value])
            elif isinstance(owner, Bound) and owner.method == "defaults" and key in RATES:
                # groups that are added later begin with it
                run.event("given", None, target, [owner.of], {"text": source(target)})
            elif isinstance(owner, Path) and owner.name == "os.environ" and isinstance(key, str):
                write(run, run.environment, key, value, target)
            elif called_by(run, owner, "__setitem__", [key, value], target, scope) is not MISSING:
                pass
            elif isinstance(owner, Made) and by_key(owner):
                if isinstance(key, str):
                    at = ast.Attribute(of, key, ast.Store(), lineno=of.lineno)
                    bind(run, at, value, scope)
                for one in [] if isinstance(key, str) else [*owner.attributes]:
                    called = ast.Name(f"{source(of)}.{one}", lineno=of.lineno)
                    write(run, owner.attributes, one, Lost(called.id, of.lineno), called)
            elif isinstance(owner, Made) and isinstance(key, str) and key in owner.attributes:
                value = Opaque(source(target), target.lineno)
                write(run, owner.attributes, key, value, target)
            elif type(owner) is list and _whole(run, owner, place, value):
                pass
            elif own_mapping(owner) and isinstance(key, str):
                # it is no group of an optimizer
                write(run, owner.attributes, key, value, target)
            elif isinstance(owner, Opaque | Open | Instance) and key in RATES:
                every = run.evaluate(run, of.value, scope) if isinstance(of, ast.Subscript) else ()
                every = (
                    [one for one in every if isinstance(one, dict)] if type(every) is list else ()
                )
                for one in every:
                    # which of them it is nothing says
                    if isinstance(one, Group):
                        text = {"text": source(target)}
                        run.event("given", None, target, [one.optimizer], text)
                    write(run, one, key, Opaque(source(target), target.lineno), target)
                if not every:
                    run.event("rate", owner, target, [value])
            elif isinstance(owner, dict) and isinstance(key, PLAIN):
                value = _first(run, owner, key, value, _named(of, key), target.lineno)
                write(run, owner, key, value, target)
            elif isinstance(owner, dict):
                forget(run, owner, of, scope)
            elif isinstance(owner, Series):
                owner.spoil()
                run.doubts.lose(owner)
            elif isinstance(owner, list):
                known = type(key) is int and -len(owner) <= key < len(owner)
                if known and not run.unsure:
                    owner[key] = value
                else:
                    spoil(run, owner, source(of), target.lineno)
                    bind(run, of, Opaque(source(of), target.lineno), scope)


def _whole(run: Run, of: list[Any], place: ast.expr, value: Any) -> bool:
    """Give a list other items, by whatever names it is known; whether it is so."""
    known = isinstance(place, ast.Slice) and not (place.lower or place.upper or place.step)
    if not known or not isinstance(value, list | tuple) or run.unsure:
        return False
    of[:] = value
    return True


def spoil(run: Run, value: Any, text: str, line: int, whole: bool = True) -> None:
    """Know no longer what a list or a mapping has, by whatever names it is known.

    Not `whole`: what it has by one name is known, and that it is another by then is kept.
    """
    if type(value) in (list, dict):
        run.spoiled[id(value)] = value, text, line
        if whole:
            run.doubts.lose(value)


def forget(run: Run, value: dict[Any, Any], of: ast.expr, scope: Scope) -> None:
    """Know no longer what a mapping has, which may be an object's attributes, or names."""
    match of:
        case ast.Call(ast.Name(id="vars"), [owner]) | ast.Attribute(owner, "__dict__"):
            found = run.evaluate(run, owner, scope)
            own = found.of if isinstance(found, Instance) else None
            have = {name: own.lookup(name) for name in own.names()} if own else {}
            have |= {OTHERS: None, **value}
            texts = {n: f"{source(owner)}.{n}" for n in have if isinstance(have[n], VALUES)}
        case ast.Call(ast.Name(id="vars" | "globals" | "locals"), []):
            texts = {name: name for name in value if isinstance(value[name], VALUES)}
        case _:
            texts = {place: _named(of, place) for place in value}
            if isinstance(of, ast.Name | ast.Attribute):
                run.doubts.lose(value)
            if isinstance(of, ast.Name | ast.Attribute) and not run.tests:
                bind(run, of, Opaque(source(of), of.lineno), scope)
    for place, text in texts.items():
        write(run, value, place, Opaque(text, of.lineno), ast.Name(text, lineno=of.lineno))


def _first(run: Run, within: dict[Any, Any], key: Any, value: Any, text: str, line: int) -> Any:
    """Return what is there after a value is put where nothing was, maybe under conditions."""
    if key not in within and not run.loops and isinstance(value, int | float | Open):
        for test in run.tests:
            # what it has elsewhere nothing says
            value = chosen(Open(test), value, Opaque(text, line))
    return value


def _named(of: ast.expr, key: Any) -> str:
    return f"{getattr(of.value, 'text', 'it') if isinstance(of, Held) else source(of)}[{key!r}]"


def local(node: ast.Call, owner: Any, scope: Scope) -> bool:
    """Tell whether a list is a function's own, under one name."""
    of = node.func.value if isinstance(node.func, ast.Attribute) else node.func
    same = [name for name, value in scope.names.items() if value is owner]
    return isinstance(owner, list) and isinstance(of, ast.Name) and same == [of.id]


def write(run: Run, within: dict[Any, Any], key: Any, value: Any, target: ast.expr) -> None:
    """Change what may have been there before; under a condition it is what it was, or the new."""
    old = within.get(key, MISSING)
    counts = count(run, within, key, value, target)
    truth = value if type(value) is bool else None
    run.writes.append(Write(within, key, old, source(target), target.lineno, counts, truth))
    for test in run.tests if old is not MISSING else ():
        value = chosen(Open(test), value, old)
    within[key] = value
