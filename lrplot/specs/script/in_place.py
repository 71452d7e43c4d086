"""Changes lists and mappings of a script in their place, by whatever names they are known."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.builtins import function
from lrplot.specs.script.defaulting import Default
from lrplot.specs.script.groups import Group
from lrplot.specs.script.hooks import called_by
from lrplot.specs.script.iterators import taken
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.run import Run
from lrplot.specs.script.targets import bind, forget, spoil
from lrplot.specs.script.values import LONGEST, MISSING, Held, Instance, Opaque, Scope

MUTATING = (
    *("append", "extend", "insert", "pop", "setdefault", "update"),
    *("remove", "reverse", "sort", "clear", "popitem", "move_to_end"),
)
"""Methods that change what they are called on."""


def changed(
    run: Run,
    value: Any,
    node: ast.Call,
    args: list[Any],
    words: dict[str, Any],
    scope: Scope,
) -> Any:
    """Change a list or mapping by a method of it, and return what that gives."""
    func: Any = node.func
    try:
        return _changed(run, value, func.attr, args, words)
    except (TypeError, ValueError, IndexError, KeyError):
        # what is in it now is not known
        run.doubts.lose(value)
        if isinstance(value, dict):
            forget(run, value, func.value, scope)
        else:
            for place in range(len(value)):
                value[place] = Opaque(f"{source(func.value)}[{place!r}]", func.lineno)
    return Opaque(f"{source(func)}()", func.lineno)


def overlaid(
    run: Run, of: Any, args: list[Any], words: dict[str, Any], node: ast.Call, scope: Scope
) -> bool:
    """Update a mapping by another, key by key, under a condition that is not known; if it is so."""
    known = all(isinstance(arg, dict) for arg in args) and isinstance(node.func, ast.Attribute)
    if type(of) is not dict or not known or not run.tests or run.loops or run.pure:
        return False
    for key, value in ((args[0] if args else {}) | words).items():
        place = ast.Subscript(Held(of), Held(key), ast.Store(), lineno=node.lineno)
        bind(run, place, value, scope)
    return True


def regrouped(
    run: Run, of: Any, args: list[Any], words: dict[str, Any], node: ast.Call, scope: Scope
) -> bool:
    """Set keys of a parameter group one by one, as its `update` does; if all are known."""
    if not isinstance(of, Group) or not all(type(arg) is dict for arg in args):
        return False
    for key, value in ((args[0] if args else {}) | words).items():
        place = ast.Subscript(Held(of), Held(key), ast.Store(), lineno=node.lineno)
        bind(run, place, value, scope)
    return True


def delete(run: Run, node: ast.Delete, scope: Scope) -> None:
    """Take an item out of a list or a mapping; what else is deleted is not known any more."""
    for target in node.targets:
        if _own(run, target, scope):
            continue
        if isinstance(target, ast.Subscript) and not run.unsure:
            of = run.evaluate(run, target.value, scope)
            place = run.evaluate(run, target.slice, scope)
            if isinstance(of, dict) or (isinstance(of, list) and isinstance(place, int)):
                try:
                    del of[place]
                except (IndexError, KeyError, TypeError):
                    pass
                else:
                    continue
            if isinstance(of, list | dict):
                run.doubts.lose(of)
        elif isinstance(target, ast.Subscript):
            of = run.evaluate(run, target.value, scope)
            spoil(run, of, source(target.value), node.lineno)
        bind(run, target, Opaque(source(target), node.lineno), scope)


def _own(run: Run, target: ast.expr, scope: Scope) -> bool:
    """Delete something by an object's own method; whether it has one."""
    if not isinstance(target, ast.Subscript | ast.Attribute):
        return False
    of = run.evaluate(run, target.value, scope)
    if not isinstance(of, Instance):
        return False
    if isinstance(target, ast.Attribute):
        name, key = "__delattr__", target.attr
    else:
        name, key = "__delitem__", run.evaluate(run, target.slice, scope)
    return called_by(run, of, name, [key], target, scope) is not MISSING


def _changed(run: Run, value: Any, name: str, args: list[Any], words: dict[str, Any]) -> Any:
    """Do so; an error says that it is not understood."""
    match value, name:
        case Default(), "update" | "subtract" if value.counts:
            # it adds
            raise TypeError
        case dict(), "pop" | "setdefault" if args and isinstance(args[0], PLAIN):
            given = args[1] if len(args) > 1 else words.get("default")
            return (value.pop if name == "pop" else value.setdefault)(args[0], given)
        case dict(), "update" if not args or isinstance(args[0], dict):
            return value.update(*args, **words)
        case dict(), "update" if isinstance(pairs := function(run, "dict", args, words), dict):
            return value.update(pairs)
        case dict(), "move_to_end" if type(last := [*args, True, True][1]) is bool and not words:
            moved = {args[0]: value.pop(args[0])}
            rest = dict(value)
            value.clear()
            return value.update(rest | moved if last else moved | rest)
        case dict(), "popitem" | "clear":
            return getattr(value, name)(*args, **words)
        case list(), "append" | "extend" if len(args) == 1 and not words:
            more = args if name == "append" else taken(run, args[0])
            if isinstance(more, list) and len(value) + len(more) <= LONGEST:
                return value.extend(more)
        case list(), "insert" | "pop" if all(isinstance(place, int) for place in args[:1]):
            return getattr(value, name)(*args, **words)
        case list(), "sort":
            if not isinstance(found := function(run, "sorted", [value], words), list):
                raise TypeError
            value[:] = found
            return None
        case list(), "remove" if all(
            isinstance(item, PLAIN) for item in (*value, *args, *words.values())
        ):
            return getattr(value, name)(*args, **words)
        case list(), "reverse" | "clear":
            return getattr(value, name)(*args, **words)
    raise TypeError
