"""Calls of Python's own functions that are worked out, by their names and what they are given."""

from __future__ import annotations

import ast
import re
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script import own_methods
from lrplot.specs.script.builtins import BUILTINS, function
from lrplot.specs.script.environment import asked
from lrplot.specs.script.fielded import fielded
from lrplot.specs.script.in_place import MUTATING
from lrplot.specs.script.iterators import SPENT, Once, spend
from lrplot.specs.script.looked_at import whole
from lrplot.specs.script.run import Run
from lrplot.specs.script.sizes import counted
from lrplot.specs.script.spelled_out import spelled_out
from lrplot.specs.script.values import MISSING, Made, Opaque

STOPPING = ("any", "all", "next", "zip", "map", "filter", "enumerate", "itertools.islice")
"""Functions that need not go through all that they are given, or not at once."""

RELOADING = ("importlib.reload", "imp.reload")

CHANGING = re.compile(
    rf"(list|dict|set)\.({'|'.join(MUTATING)}|add|discard|__\w+__)|_?operator\.(i(add|sub|mul|truediv|floordiv|mod|pow|concat|and|or|xor)"
    r"|setitem|delitem)|heapq\.heap\w+|bisect\.insort\w*"
    r"|random\.shuffle"
)
"""Functions that change a list, a mapping or a set that they are given."""


def worked_out(run: Run, name: str, args: list[Any], words: dict[str, Any], node: ast.Call) -> Any:
    """Return what a call of a function gives by its name; `MISSING` where that does not say it."""
    if (found := own_methods.function(run, name, args, node)) is not MISSING:
        return found
    if name in STOPPING and any(isinstance(one, Once) and one.changes for one in args):
        raise LrplotError(
            f"line {node.lineno}: what is gone through here changes something, and how far {name} "
            "goes is not followed; a loop is"
        )
    if name in RELOADING:
        raise LrplotError(f"line {node.lineno}: what {source(node)} makes anew is not read")
    if name == "sys.path.insert" and run.beside and len(args) > 1:
        run.beside.goes_first(args[1], node.lineno)
    if CHANGING.fullmatch(name):
        for one in (*args, *words.values()):
            if isinstance(one, list | dict | frozenset):
                run.doubts.lose(one)
        return Opaque(source(node), node.lineno)
    if (found := function(run, name, args, words)) is not MISSING:
        run.created.append(found)
        return found
    if name == "next" and args and isinstance(args[0], Made) and SPENT not in args[0].attributes:
        spend(run, args[0], node)
    if name in BUILTINS and any([whole(run, arg) for arg in args]):
        return Opaque(source(node), node.lineno)
    for each in (asked, fielded):
        if (found := each(run, name, args, words, node)) is not MISSING:
            return found
    if (found := spelled_out(run, name, args, node)) is not MISSING:
        return found
    return counted(run, args[0], node) if name == "len" and args else MISSING
