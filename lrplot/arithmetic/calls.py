"""The names under which a formula calls functions of lists, and what these take."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from lrplot.arithmetic import listed
from lrplot.arithmetic.operators import LESS, MORE
from lrplot.arithmetic.series import Value
from lrplot.errors import LrplotError, shown


def name(node: ast.expr) -> str:
    """Return the dotted name that a node is, or ""."""
    match node:
        case ast.Name(id=text):
            return text
        case ast.Attribute(value=value, attr=text) if before := name(value):
            return f"{before}.{text}"
    return ""


class Listed(NamedTuple):
    """What a function of lists does, and what it takes: `s` a list, `n` a number."""

    run: Callable[..., Value]
    takes: str
    least: int = 1
    keyword: str = ""
    """What its last number may be called."""


def _searches(right: bool) -> dict[str, Listed]:
    names = ("bisect", "bisect_right") if right else ("bisect_left",)
    made = Listed(partial(listed.bisected, right), "sn", 2)
    return dict.fromkeys((*names, *(f"bisect.{name}" for name in names)), made)


FUNCTIONS = {
    "all": Listed(partial(listed.quantified, False), "s"),
    "any": Listed(partial(listed.quantified, True), "s"),
    "enumerate": Listed(listed.numbered, "sn", 1, "start"),
    "len": Listed(listed.count, "s"),
    "list": Listed(partial(listed.listed, "list"), "s"),
    "math.prod": Listed(listed.product, "s"),
    "max": Listed(partial(listed.extreme, MORE), "sn", 1, "default"),
    "min": Listed(partial(listed.extreme, LESS), "sn", 1, "default"),
    "next": Listed(listed.first, "sn"),
    "range": Listed(listed.counted, "nnn"),
    "reversed": Listed(listed.backwards, "s"),
    "sorted": Listed(listed.in_order, "s"),
    "sum": Listed(listed.total, "sn", 1, "start"),
    "tuple": Listed(partial(listed.listed, "tuple"), "s"),
    "zip": Listed(listed.zipped, "s" * 9),
    **_searches(True),
    **_searches(False),
    **dict.fromkeys(
        ("np.interp", "numpy.interp", "jnp.interp"), Listed(listed.interpolated, "nss", 3)
    ),
}
SEARCHES = ("np.searchsorted", "numpy.searchsorted")
METHODS = {
    "get": Listed(listed.got, "snn", 2),
    "items": Listed(listed.pairs, "s"),
    "keys": Listed(listed.keys, "s"),
    "values": Listed(listed.values, "s"),
}
"""What a table has behind a point."""
NAMES = (*FUNCTIONS, *SEARCHES)


def function(node: ast.Call, text: str) -> tuple[Listed, list[ast.expr]] | None:
    """Return the function of lists that a tree calls, and with what; None if it is none."""
    args, keywords = node.args, {word.arg: word.value for word in node.keywords}
    found = FUNCTIONS.get(text)
    if text in ("max", "min") and (len(args) != 1 or isinstance(args[0], ast.Starred)):
        return None
    if text in SEARCHES:
        side = keywords.pop("side", None)
        right = isinstance(side, ast.Constant) and side.value == "right"
        if side and not (right or (isinstance(side, ast.Constant) and side.value == "left")):
            raise LrplotError(f"{shown(node)} cannot be read: its side is 'left' or 'right'")
        found = Listed(partial(listed.searched, right), "sn", 2)
    elif isinstance(node.func, ast.Attribute) and not found:
        found = METHODS.get(node.func.attr)
        args = [node.func.value, *args]
    if not found:
        return None
    if found.keyword and found.keyword in keywords and len(args) == len(found.takes) - 1:
        args = [*args, keywords.pop(found.keyword)]
    elif found.keyword == "default" and len(args) > 1:
        return None
    if keywords or not found.least <= len(args) <= len(found.takes):
        raise LrplotError(f"{shown(node)} cannot be read: {text} does not take that")
    return found, args
