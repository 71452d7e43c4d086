"""Optimizers and schedulers that are given to what another file has, which may move their rates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.kinds import held
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import Function, Path

KNOWN = re.compile(
    r"torch\..*|copy\..*|print|len|id|isinstance|type|list|tuple|zip|getattr|hasattr|vars|super"
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

MOVING = ("step", "param_groups")
"""Attributes by which a function moves a rate."""

MOVED = re.compile(
    r".*(sched|rate|warm|anneal|decay|adjust|set_lr|update_lr|lr_update).*", re.IGNORECASE
)


def given_away(run: Run, func: Any, args: list[Any], words: dict[str, Any], node: ast.Call) -> None:
    """Note that what another file has is given an optimizer, a scheduler or what holds one."""
    imported = isinstance(func, Path)
    name = func.name if imported else source(node.func)
    if KNOWN.fullmatch(name) or (not imported and METHODS.fullmatch(name)):
        return
    if SAID.fullmatch(name) and not MOVED.fullmatch(name.rpartition(".")[2]):
        return
    given = [*args, *words.values()]
    parts = [*held(given), *(part for one in given for part in _moved(one))]
    if name in ("exec", "eval"):
        # what its text does may be anything
        parts = list(held(run.made))
    if parts:
        run.event("given", None, node, parts, {"text": source(node)})


def _moved(function: Any) -> Iterator[Any]:
    """Yield the optimizers and schedules that a function steps, or whose rate it sets."""
    if not isinstance(function, Function):
        return
    parts = list(ast.walk(function.node))
    if any(isinstance(part, ast.Attribute) and part.attr in MOVING for part in parts):
        for part in parts:
            if isinstance(part, ast.Name):
                yield from held(function.scope.lookup(part.id))
