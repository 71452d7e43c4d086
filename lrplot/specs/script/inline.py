"""Follows the script's own functions, and makes objects of its own classes."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script import command_line
from lrplot.specs.script.around import goes_on
from lrplot.specs.script.derived import Outside, begun, root
from lrplot.specs.script.escapes import moved_by
from lrplot.specs.script.generators import Generator
from lrplot.specs.script.iterators import kept
from lrplot.specs.script.kinds import TRAINS
from lrplot.specs.script.optimizers import GIVEN, optimizer, optimizes
from lrplot.specs.script.records import Record, record
from lrplot.specs.script.remembered import remembered
from lrplot.specs.script.run import Run
from lrplot.specs.script.validated import named, placed, validated
from lrplot.specs.script.values import (
    MISSING,
    Class,
    Function,
    Instance,
    Made,
    Opaque,
    Scope,
)


def super_of(scope: Scope) -> Any:
    """Return the object of a method, seen as one of the class that comes after its own."""
    owner = scope.lookup("self")
    found = scope.lookup("__class__")
    after = _after(owner, found) if isinstance(found, Class) else None
    if after and isinstance(owner, Instance) and any(isinstance(one, Class) for one in after.bases):
        return Parent(owner, after)
    if isinstance(owner, Instance) and (path := root(after) or optimizes(after)):
        return Outside(getattr(owner, "owner", owner), path)
    return Opaque("super()", 0)


def _after(owner: Any, of: Class) -> Class:
    """Return what stands for all that an object has behind a class: its ancestors, as bases."""
    whole = getattr(owner, "owner", owner)
    every = whole.of.order if isinstance(whole, Instance) and whole.of else []
    every = every if of in every else of.order
    return Class(of.node, every[every.index(of) + 1 :], Scope())


class Parent(Instance):
    """An object seen as one of a class that its own derives from."""

    def __init__(self, owner: Instance, of: Class) -> None:
        super().__init__(of, owner.attributes, owner.line, owner.name, owner.loops)
        self.owner = getattr(owner, "owner", owner)


def outside(
    run: Run, of: Outside, name: str, args: list[Any], words: dict[str, Any], node: ast.Call
) -> Any:
    """Return what torch's own method of a scheduler does, or of one that derives from it."""
    if name == "__init__" and optimizes(of.owner.of):
        of.attributes[GIVEN] = (of.path, args, words)
        return None
    if name == "__init__":
        begun(run, of.owner, of.path, args, words, node.lineno)
        return None
    if name in TRAINS:
        run.event(name, of.owner, node, args, words)
        return None
    return Opaque(source(node), node.lineno)


def call(run: Run, func: Function, args: list[Any], words: dict[str, Any], node: ast.AST) -> Any:
    """Return what a function of the script's own gives: its body is followed."""
    if func.memory is not None:
        work = partial(call, run, replace(func, memory=None), args, dict(words), node)
        return remembered(run, func, args, words, node, work)
    own = func.node
    scope = Scope(outer=func.scope)
    before, more = func.given
    given = [*([func.owner] if func.owner is not None else []), *before, *args]
    _bind(run, own, scope, given, {**more, **words}, func.defaults)
    if isinstance(own, ast.Lambda):
        return run.evaluate(run, own.body, scope)
    if _yields(own):
        text = source(node) if isinstance(node, ast.Call) else func.name
        if parts := list(moved_by(func)):
            # when it goes on is not followed
            run.event("given", None, node, parts, {"text": text})
        goes_on(run, own, scope)
        body = tuple(own.body)
        return Generator(text, getattr(node, "lineno", 0), body=body, scope=scope, loops=run.loops)
    run.depth += 5
    try:
        if run.depth > 200:
            raise LrplotError(f"line {own.lineno}: {func.name} calls itself without end")
        plain, frame = run.plain, run.frame
        run.plain, run.frame = 0, len(run.loops)
        flow = run.follow(run, own.body, scope)
        run.plain, run.frame = plain, frame
        return flow.value if flow and flow.kind == "return" else None
    finally:
        run.depth -= 5


def _yields(node: ast.AST) -> bool:
    """Tell whether a function is a generator: it, not one inside it, yields."""
    return any(
        isinstance(part, ast.Yield | ast.YieldFrom)
        or (not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) and _yields(part))
        for part in ast.iter_child_nodes(node)
    )


def defaults_of(run: Run, own: Any, scope: Scope) -> dict[str, Any]:
    """Return what the parameters of a function are where nothing is given."""
    takes = own.args
    named = [arg.arg for arg in (*takes.posonlyargs, *takes.args)]
    pairs = [*zip(named[len(named) - len(takes.defaults) :], takes.defaults, strict=True)]
    pairs += [
        (arg.arg, value)
        for arg, value in zip(takes.kwonlyargs, takes.kw_defaults, strict=True)
        if value is not None
    ]
    found = {
        name: command_line.default(
            run, kept(run, run.evaluate(run, node, scope), name, node.lineno), scope
        )
        for name, node in pairs
    }
    if isinstance(own, ast.FunctionDef):
        found |= command_line.clicked(run, own, scope)
    return found


def _bind(
    run: Run,
    own: Any,
    scope: Scope,
    args: list[Any],
    words: dict[str, Any],
    defaults: Mapping[str, Any],
) -> None:
    """Bind the arguments of a call to a function's parameters; what is not given is opaque."""
    takes = own.args
    names = [arg.arg for arg in (*takes.posonlyargs, *takes.args)]
    line = own.lineno
    if run.strict:
        keywords = {*names, *(arg.arg for arg in takes.kwonlyargs)}
        known = {*names[: len(args)], *words, *defaults}
        twice = set(words) & set(names[: len(args)])
        if len(args) > len(names) or twice or not set(words) <= keywords <= known:
            raise LrplotError(f"line {line}: these are not its arguments")
    values = dict(zip(names, args, strict=False))
    if takes.vararg:
        scope.bind(takes.vararg.arg, tuple(args[len(names) :]))
    for name in (*names, *(arg.arg for arg in takes.kwonlyargs)):
        if name in words:
            values[name] = words.pop(name)
        if name not in values:
            value = defaults[name] if name in defaults else run.said(name)
            values[name] = Opaque(name, line) if value is MISSING else value
        value = kept(run, values[name], name, line)
        scope.names[name] = command_line.default(run, value, scope)
    if takes.kwarg:
        scope.bind(takes.kwarg.arg, words)


def _kept(run: Run, made: Instance) -> Made | Instance:
    """Return what an object stands for: an optimizer is one, whoever's class it is of."""
    found = optimizer(made)
    run.made[run.made.index(made)] = found
    return found


BASES = ("object", "ABC", "Protocol", "NamedTuple", "BaseModel", "BaseSettings", "Generic")
"""What a class of fields derives from that has none of its own."""


AFTER = ("__post_init__", "__attrs_post_init__", "model_post_init")
"""What goes on where the fields of a dataclass, of attrs' or of pydantic's are there."""


def instance(
    run: Run, of: Class, args: list[Any], words: dict[str, Any], node: ast.AST
) -> Made | Instance | Record:
    """Return an object of a class of the script's own: its constructor is followed."""
    made = Instance(of, line=getattr(node, "lineno", 0), loops=run.loops)
    run.made.append(made)
    run.created.append(made.attributes)
    found = of.lookup("__init__")
    if isinstance(found, Function):
        # what the framework's own constructor would keep
        made.attributes |= {f"({place})": arg for place, arg in enumerate(args)}
        made.attributes |= {f"({name})": value for name, value in words.items()}
        call(run, replace(found, owner=made), args, words, node)
        return _kept(run, made)
    if path := optimizes(of):
        made.attributes[GIVEN] = (path, args, words)
        return _kept(run, made)
    if path := root(of):
        begun(run, made, path, args, words, made.line)
        return made
    if run.strict and (args or words):
        raise LrplotError(f"line {made.line}: {of.node.name} has no __init__ that is read")
    fields = command_line.fields(of)
    if fields is None:
        made.attributes |= {f"({place})": arg for place, arg in enumerate(args)}
        made.attributes |= words
        return made
    if any(name.rpartition(".")[2] not in BASES for name in of.roots()):
        # the first fields are those of what is imported
        made.attributes |= {f"({place})": arg for place, arg in enumerate(args)}
        made.attributes |= words
        args = []
    given = dict(zip(placed(fields), args, strict=False)) | named(fields, words)
    for name, default in fields.items():
        if name in given:
            made.attributes[name] = given[name]
        elif isinstance(default, ast.Name) and (known := of.lookup(name)) is not MISSING:
            # as it was where the class was made
            made.attributes[name] = known
        elif default is not None:
            made.attributes[name] = command_line.default(
                run, run.evaluate(run, default, of.scope), of.scope
            )
    for name in AFTER:
        if isinstance(after := of.lookup(name), Function):
            call(run, replace(after, owner=made), [], {}, node)
    validated(of, made, given, fields)
    if "NamedTuple" in (root.rpartition(".")[2] for root in of.roots()):
        run.made.remove(made)
        return record(of, fields, [made.attributes.get(n, Opaque(n, made.line)) for n in fields])
    return made
