"""Optimizers and schedulers that are given to what another file has, which may move their rates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.handed import handed
from lrplot.specs.script.kinds import held
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import Bound, Class, Function, Instance, Opaque, Path, Scope

KNOWN = re.compile(
    r"torch\..*|copy\..*|.*amp\.scale_loss|print|len|id|isinstance|type|list|tuple|zip|getattr|hasattr|vars|super"
)
"""Functions of Python's and torch's that move no rate."""

METHODS = re.compile(
    r".*\.(unscale_|minimize|append|set_epoch|prepare|__init__)|.*(scaler|ema|bar|meter)\.update",
    re.IGNORECASE,
)
"""Methods of what others make that move none."""

SAID = re.compile(
    r".*(save|log|print|checkpoint|summary|watch|repr|count|info|debug|resume).*", re.IGNORECASE
)
"""Functions that say or keep what they are given, by their name."""

MAKES = re.compile(r"[\w.]*(sched|warm|anneal|cos)\w*\(", re.IGNORECASE)
"""A call that makes a scheduler, by its name."""

MOVING = ("step", "param_groups")
"""Attributes by which a function moves a rate."""

MOVED = re.compile(
    r".*(sched|rate|warm|anneal|decay|adjust|set_lr|update_lr|lr_update).*", re.IGNORECASE
)


@dataclass(frozen=True)
class Decorated(Opaque):
    """A function of the script's own of which a decorator makes nobody knows what."""

    function: Any = field(default=None, compare=False)


def given_away(run: Run, func: Any, args: list[Any], words: dict[str, Any], node: ast.Call) -> None:
    """Note that what another file has is given an optimizer, a scheduler or what holds one."""
    imported = isinstance(func, Path)
    name = func.name if imported else source(node.func)
    if KNOWN.fullmatch(name):
        return
    handed(run, func, args, words, node, name)
    if SAID.fullmatch(name) and not MOVED.fullmatch(name.rpartition(".")[2]):
        return
    given = [*args, *words.values(), func]
    moves_none = not imported and METHODS.fullmatch(name)
    parts = [
        *(() if moves_none else held(given[:-1])),
        *(part for one in given for part in moved_by(one)),
    ]
    if name in ("exec", "eval"):
        # what its text does may be anything
        parts = list(held(run.made))
    if parts:
        run.event("given", None, node, parts, {"text": source(node)})


def chosen_from(run: Run, node: ast.Call, scope: Scope) -> None:
    """Note that one of several functions is called, which may move a rate; which is not known."""
    if not isinstance(node.func, ast.IfExp | ast.Subscript | ast.Call):
        return
    found = [scope.lookup(one.id) for one in ast.walk(node.func) if isinstance(one, ast.Name)]
    for one in list(found):
        if isinstance(one, Instance) and one.of:
            methods = [one.of.lookup(name) for name in one.of.names()]
            found += [replace(each, owner=one) for each in methods if isinstance(each, Function)]
    if parts := list(moved_by(found)):
        run.event("given", None, node, parts, {"text": source(node)})


def moved_by(value: Any, deep: int = 3) -> Iterator[Any]:
    """Yield the optimizers and schedules that functions step, or whose rate they set."""
    if isinstance(value, Bound) and value.method in MOVING:
        yield from held(value.of)
    elif isinstance(value, list | tuple | dict) and deep:
        for one in list(value.values() if isinstance(value, dict) else value)[:100]:
            yield from moved_by(one, deep - 1)
    elif isinstance(value, Decorated):
        yield from moved_by(value.function)
    elif isinstance(value, Function):
        parts = list(ast.walk(value.node))
        if any(isinstance(part, ast.Attribute) and part.attr in MOVING for part in parts):
            yield from held(value.owner)
            for part in parts:
                if isinstance(part, ast.Name):
                    yield from held(value.scope.lookup(part.id))


def ended(run: Run, of: Class, made: Any, node: ast.expr) -> None:
    """Note what an object moves where it is deleted: when that is, is not followed."""
    last = of.lookup("__del__")
    if isinstance(last, Function) and (parts := [*moved_by(replace(last, owner=made))]):
        run.event("given", None, node, parts, {"text": source(node)})
