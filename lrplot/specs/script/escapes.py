"""Optimizers and schedulers that are given to what another file has, which may move their rates."""

from __future__ import annotations

import ast
import re
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.kinds import held
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import Path

HARMLESS = re.compile(
    r".*\.(unscale_|update|minimize|append|set_epoch|__init__)|torch\..*|print|len|id|isinstance|type|list|tuple|zip|getattr|hasattr|vars|super|copy\..*"
    r"|.*(save|log|print|checkpoint|summary|watch|prepare|repr|count|info|debug).*",
    re.IGNORECASE,
)
"""Functions that move no rate of an optimizer or scheduler that they are given."""


def given_away(run: Run, func: Any, args: list[Any], words: dict[str, Any], node: ast.Call) -> None:
    """Note that what another file has is given an optimizer, a scheduler or what holds one."""
    name = func.name if isinstance(func, Path) else source(node.func)
    if HARMLESS.fullmatch(name) or "resume" in name:
        return
    parts = list(held([*args, *words.values()]))
    if parts:
        run.event("given", None, node, parts, {"text": source(node)})
