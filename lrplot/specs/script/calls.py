"""Follows what a script calls: its own functions and classes, Python's, and what it imports."""

from __future__ import annotations

import ast
from dataclasses import replace
from functools import partial
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script import command_line, parsers, series
from lrplot.specs.script.computed import computed
from lrplot.specs.script.copies import copied
from lrplot.specs.script.derived import Outside, root
from lrplot.specs.script.elsewhere import followed
from lrplot.specs.script.escapes import chosen_from, ended, given_away, moved_by
from lrplot.specs.script.executed import executed
from lrplot.specs.script.fielded import modelled
from lrplot.specs.script.functions import handed, noted
from lrplot.specs.script.groups import added, groups, present
from lrplot.specs.script.in_place import MUTATING
from lrplot.specs.script.inline import call, instance, outside, super_of
from lrplot.specs.script.iterators import Stream
from lrplot.specs.script.kinds import (
    TRAINS,
    held,
    is_module,
    is_optimizer,
    is_schedule,
    optimizer_of,
    rate_of,
)
from lrplot.specs.script.mappings import by_key, filled
from lrplot.specs.script.members import by_value
from lrplot.specs.script.methods import of_value
from lrplot.specs.script.optimizers import optimizes
from lrplot.specs.script.own_calls import worked_out
from lrplot.specs.script.reflection import reflected
from lrplot.specs.script.remembered import KEEPING, memory
from lrplot.specs.script.run import Run
from lrplot.specs.script.trees import spelled
from lrplot.specs.script.values import (
    MISSING,
    Bound,
    Class,
    Function,
    Held,
    Instance,
    Made,
    Opaque,
    Path,
    Scope,
    Unsure,
)
from lrplot.specs.script.wrapped import wrapped

SAME = ("prepare", "to", "cuda", "cpu", "float", "half", "eval", "item", "numpy")
"""Methods that give what they are called on, or with."""

CHANGING = ("load_state_dict", "_initial_step", "set_lr", "__setstate__")
"""Methods of optimizers and schedulers that change their rates."""

COMMANDS = ("typer.run", "fire.Fire", "tyro.cli")
"""Functions that call what they are given, with what is typed in place of its defaults."""

UNBOUND = [f"{kind}.{name}" for kind in ("list", "dict") for name in MUTATING]
"""Methods of Python's that are called with what they change."""


def called(
    run: Run, func: Any, args: list[Any], words: dict[str, Any], node: ast.Call, scope: Scope
) -> Any:
    """Return what a call gives."""
    match func:
        case Function():
            does = partial(call, run, func, args, words, node)
            return followed(run, func, does, args, words, node)
        case Class() if (found := by_value(func, args)) is not MISSING:
            return found
        case Class():
            does = partial(instance, run, func, args, words, node)
            made = followed(run, func, does, args, words, node)
            if isinstance(made, Instance) and is_schedule(made):
                noted(run, made)
            ended(run, func, made, node)
            return made
        case Instance():
            own = func.of.lookup("__call__") if func.of else MISSING
            if isinstance(own, Function):
                return call(run, replace(own, owner=func), args, words, node)
            return Opaque(source(node), node.lineno)
        case Made() if func.path.rpartition(".")[2] == "Typer":
            return call(run, command_line.command_of(run, func, node.lineno), [], {}, node)
        case Made():
            for framework in run.frameworks:
                if (
                    found := framework.called(run, func, "__call__", args, words, node)
                ) is not MISSING:
                    return found
        case Bound():
            return _bound(run, func, args, words, node, scope)
        case Path():
            return _imported(run, func, args, words, node, scope)
    if source(node.func) in ("exec", "eval") and args and isinstance(args[0], str):
        return executed(run, args, node, scope)
    series.spoiled(run, node, args, scope)
    given_away(run, func, args, words, node)
    chosen_from(run, node, scope)
    return Opaque(source(node), node.lineno)


def _bound(
    run: Run, func: Any, args: list[Any], words: dict[str, Any], node: ast.Call, scope: Scope
) -> Any:
    owner, name = func.of, func.method
    if isinstance(owner, Outside):
        return outside(run, owner, name, args, words, node)
    if isinstance(owner, Unsure):
        if name in TRAINS:
            run.event(name, owner, node, args, words)
        return replace(owner, text=source(node), line=node.lineno)
    for framework in run.frameworks:
        if (found := framework.called(run, owner, name, args, words, node)) is not MISSING:
            return found
    if name == "__setattr__" and isinstance(owner, Instance) and len(args) == 2:
        place = ast.Call(node.func, [Held(owner), *node.args], [], lineno=node.lineno)
        return reflected(run, "setattr", [owner, *args], place, scope)
    if isinstance(owner, Opaque | Instance) and name in TRAINS:
        run.event(name, owner, node, args, words)
        _trained_with(run, args, words, node)
        if isinstance(owner, Instance) and is_schedule(owner):
            noted(run, owner)
    elif name in SAME and is_module(owner):
        return owner
    elif isinstance(owner, Instance) and (
        (found := modelled(run, owner, name, args, words, node.lineno)) is not MISSING
    ):
        return found
    elif isinstance(owner, Opaque | Instance):
        given_away(run, func, args, words, node)
    if isinstance(owner, Opaque | Instance):
        return Opaque(source(node), node.lineno)
    if not isinstance(owner, Made):
        return of_value(run, func, args, words, node, scope)
    if (found := parsers.called(run, owner, name, args, words)) is not MISSING:
        return found
    if name in TRAINS:
        run.event(name, owner, node, args, words)
        _trained_with(run, args, words, node)
        if is_schedule(owner):
            noted(run, owner)
        if name == "step" and (parts := list(moved_by([args, words]))):
            # how often it calls a closure is not known
            run.event("given", None, node, parts, {"text": source(node)})
        return None
    if name == "add_param_group" and is_optimizer(owner) and args:
        added(run, owner, args[0])
        return None
    if name == "get_last_lr" and is_optimizer(moved := optimizer_of(owner)):
        # what its last step gave, whatever is set by hand since
        each = enumerate(present(run, group, node.lineno) for group in groups(run, moved))
        return [replace(one, text=f"{source(node)}[{i}]") for i, one in each]
    if name in CHANGING or (name.startswith("register_") and is_optimizer(owner)):
        run.event("given", owner, node, [owner], {"text": source(node)})
    if name in SAME:
        # accelerate's prepare, and a model's own moves
        if name == "prepare" and args:
            return args[0] if len(args) == 1 else tuple(args)
        return owner
    given_away(run, func, args, words, node)
    return Opaque(source(node), node.lineno)


def _trained_with(run: Run, args: list[Any], words: dict[str, Any], node: ast.Call) -> None:
    """Note the schedulers that something else is to train with."""
    if parts := [part for part in held([*args, *words.values()]) if is_schedule(part)]:
        run.event("given", None, node, parts, {"text": source(node)})


def _imported(
    run: Run, func: Path, args: list[Any], words: dict[str, Any], node: ast.Call, scope: Scope
) -> Any:
    name = func.name
    if name in ("functools.partial", "partial") and args and isinstance(args[0], Function):
        inner, (before, more) = args[0], args[0].given
        return replace(inner, given=((*before, *args[1:]), {**more, **words}))
    if name in ("functools.partial", "partial") and args and isinstance(args[0], Path | Class):
        return handed(args[0], args[1:], words, node.lineno)
    if (found := wrapped(name, args, words)) is not MISSING:
        return found
    if func.last in KEEPING and args and isinstance(args[0], Function):
        return replace(args[0], memory=memory(node.func))
    if (found := copied(run, name, args)) is not MISSING:
        return found
    if name == "super":
        return super_of(scope)
    spawned = name.endswith("multiprocessing.spawn") and args and isinstance(args[0], Function)
    if spawned and isinstance(more := words.get("args", [*args[1:], ()][0]), list | tuple):
        # what is drawn is what the first process does
        return called(run, args[0], [0, *more], {}, node, scope)
    if name in COMMANDS and args and isinstance(args[0], Function | Class):
        return called(run, args[0], [], {}, node, scope)
    if name.endswith(".__init__") and args and isinstance(args[0], Instance):
        path = name.removesuffix(".__init__")
        if path in (root(args[0].of), optimizes(args[0].of)):
            return outside(run, Outside(args[0], path), "__init__", args[1:], words, node)
    if name in UNBOUND and args and type(args[0]).__name__ == name.partition(".")[0]:
        place = ast.Attribute(node.args[0], func.last, ast.Load(), lineno=node.lineno)
        bound, rest = Bound(name, node.lineno, args[0], func.last), node.args[1:]
        there = ast.Call(place, rest, node.keywords, lineno=node.lineno)
        return called(run, bound, args[1:], words, there, scope)
    if (found := worked_out(run, name, args, words, node)) is not MISSING:
        return found
    if not run.strict and (found := series.made(spelled(name), args, words)) is not None:
        return found
    if (found := reflected(run, name, args, node, scope)) is not MISSING:
        return found
    if func.last == "step" and isinstance(node.func, ast.Attribute) and "." in name:
        # of something that another file has made
        run.event("step", Opaque(source(node.func.value), node.lineno), node, args, words)
    made_ = Made(name, args, words, node.lineno, "", {}, source(node), run.loops)
    for framework in run.frameworks:
        if (found := framework.made(run, made_)) is not MISSING:
            return found
    if (found := computed(run, func, args, words)) is not None:
        return found
    if run.strict:
        raise LrplotError(f"line {node.lineno}: {name} is not read")
    if name.endswith(("SimpleNamespace", "argparse.Namespace")):
        bag = Instance(None, dict(words), node.lineno)
        run.created.append(bag.attributes)
        return bag
    if is_schedule(made_):
        # it keeps what a list has now
        made_.args = [list(arg) if isinstance(arg, list) else arg for arg in args]
        noted(run, made_)
        run.event("made", made_, node)
    else:
        series.spoiled(run, node, args, scope)
        given_away(run, func, args, words, node)
    parsers.begun(made_)
    params = made_.argument("params", 0)
    if is_optimizer(made_) and isinstance(params, list | Stream) and rate_of(made_) is not MISSING:
        # it keeps the mappings that it is given
        groups(run, made_)
    run.made.append(made_)
    run.created.append(made_.attributes)
    return filled(run, made_) if by_key(made_) else made_
