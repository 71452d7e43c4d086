"""Calls of what other files of a project have; what moves no rate need not be followed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script.escapes import MOVING, given_away
from lrplot.specs.script.in_place import MUTATING
from lrplot.specs.script.places import Line
from lrplot.specs.script.run import Run, TooMuchError
from lrplot.specs.script.targets import OTHERS
from lrplot.specs.script.values import Class, Function, Instance, Opaque

SHARE = 20_000
"""How many parts are looked at in a call that may be left."""

REFLECTING = ("setattr", "delattr", "vars", "globals", "exec", "eval")


def followed(
    run: Run,
    of: Function | Class,
    call: Callable[[], Any],
    args: list[Any],
    words: dict[str, Any],
    node: ast.Call,
) -> Any:
    """Return what a call gives.

    Of a function of another file that cannot be followed, and changes nothing that it is given,
    it is not known what it gives, as of one that is imported from elsewhere. Raises `LrplotError`.
    """
    if not isinstance(of.node.lineno, Line):
        return call()
    mark, most, quiet = run.mark(), run.most, _quiet(of)
    if quiet:
        run.most = min(most, run.seen + SHARE)
    kept = run.loops, run.tests, run.handlers, run.plain, run.frame, run.pure, run.depth
    try:
        return call()
    except LrplotError as error:
        if not quiet or (isinstance(error, TooMuchError) and run.seen > most):
            raise
        run.undo(mark)
        run.loops, run.tests, run.handlers, run.plain, run.frame, run.pure, run.depth = kept
    finally:
        run.most = most
    given_away(run, of, args, words, node)
    if isinstance(of, Class):
        lost = {name: Opaque(f"{source(node)}.{name}", node.lineno) for name in _kept(of)}
        made = Instance(of, {OTHERS: None, **lost}, node.lineno, loops=run.loops)
        run.made.append(made)
        run.created.append(made.attributes)
        return made
    return Opaque(source(node), node.lineno)


def _quiet(of: Function | Class) -> bool:
    """Tell whether following a function or a constructor can only give a value."""
    node = of.node
    if isinstance(node, ast.Lambda):
        return False
    if isinstance(of, Class):
        each = [part for part in node.body if getattr(part, "name", "") == "__init__"]
        text = ast.unparse(node)
        return ".optim" not in text and all(map(only_gives, each)) and not _moves(node)
    return of.owner is None and only_gives(node) and not _moves(node)


def _kept(of: Class) -> Iterator[str]:
    """Yield the attributes that the methods of a class, and of those before it, set."""
    for each in of.order:
        for part in ast.walk(each.node) if isinstance(each, Class) else ():
            if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store | ast.Del):
                yield part.attr


def _moves(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Attribute) and part.attr in MOVING for part in ast.walk(node))


def only_gives(node: Any) -> bool:
    """Tell whether a function changes nothing but its own names, and what `self` has."""
    own = {"self", *_bound(node)}
    for part in ast.walk(node):
        if isinstance(part, ast.Global | ast.Nonlocal):
            return False
        if isinstance(part, ast.Name) and part.id in REFLECTING:
            return False
        stored = isinstance(getattr(part, "ctx", None), ast.Store | ast.Del)
        changes = isinstance(part, ast.Attribute) and part.attr in (*MUTATING, "merge_from_file")
        if isinstance(part, ast.Attribute | ast.Subscript) and (stored or changes):
            root: ast.AST = part
            while isinstance(root, ast.Attribute | ast.Subscript):
                root = root.value
            if not isinstance(root, ast.Name) or root.id not in own:
                return False
    return True


def _bound(node: ast.AST) -> Iterator[str]:
    """Yield the names that a function makes for itself, by more than giving one another name."""
    for part in ast.walk(node):
        if isinstance(part, ast.Assign) and not isinstance(
            part.value, ast.Name | ast.Attribute | ast.Subscript
        ):
            yield from (one.id for one in part.targets if isinstance(one, ast.Name))
