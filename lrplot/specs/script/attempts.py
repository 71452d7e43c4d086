"""A `try` that may fail for a reason the script does not say, as an import of what is not there."""

from __future__ import annotations

import ast
import sys

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.leaving import EXITS, meets
from lrplot.specs.script.run import Mark, Run

FAILING = ast.Call | ast.Subscript | ast.Import | ast.ImportFrom
"""What may fail for a reason that the script does not say."""

OTHERS = ("torch", "nn", "optim", "np", "numpy", "jax", "tf", "keras", "os", "sys")
"""Modules that may not have an attribute, as those of another version have."""

Attempt = ast.Try | ast.TryStar


def taken(run: Run, node: Attempt) -> Attempt:
    """Return the `try` as it goes: itself, or what is done in its place where it fails."""
    places = [at for at in _places(node) if _handler(node, at) is not None]
    said = [_said(run, node.body[at]) for at in places]
    if False in said:
        at = places[said.index(False)]
    elif node.lineno in run.fails and None in said:
        at = places[said.index(None)]
    else:
        return node
    handler = _handler(node, at)
    body = [*node.body[:at], *(handler.body if handler else ())]
    return ast.copy_location(ast.Try(body, [], [], node.finalbody), node)


def attempted(run: Run, node: Attempt, since: Mark, used: int) -> None:
    """Note a `try` that may fail, if nothing beside the script says whether it does."""
    if (at := _at(node)) is None or run.pure or run.strict or len(run.used) != used:
        return
    # in a loop, or around what trains, an import alone: what else fails there is taken not to
    trains = run.loops or len(run.events) != since.events
    if not trains or modules(node.body[at]):
        run.tried[node.lineno] = node


def suppressed(node: ast.With | ast.AsyncWith) -> ast.Try | None:
    """Return the `try` that a `with suppress(...)` stands for; None for another."""
    match node.items:
        case [ast.withitem(ast.Call(func, args), None)] if source(func).endswith("suppress"):
            kinds = ast.Tuple(args, ast.Load())
            handler = ast.ExceptHandler(kinds, None, [ast.Pass()], lineno=node.lineno)
            return ast.copy_location(ast.Try(node.body, [handler], [], []), node)
    return None


def failing(node: Attempt) -> ast.stmt:
    """Return the statement of a `try` that is thought to be the one that fails."""
    return node.body[_at(node) or 0]


def tried_modules(tree: ast.AST) -> set[str]:
    """Return the modules that are imported where that may fail."""
    return {
        name
        for node in ast.walk(tree)
        if isinstance(node, Attempt | ast.With | ast.AsyncWith)
        for part in node.body
        for name in modules(part)
    }


def _said(run: Run, node: ast.stmt) -> bool | None:
    """Return what is said beside the script of what a statement imports; None if nothing is."""
    names = modules(node)
    run.asked.update(names if run.given or run.modules else ())
    for name in names:
        if name in run.modules:
            run.used.add(name)
            return run.modules[name]
    return None


def _at(node: Attempt) -> int | None:
    """Return the first place at which a `try` may fail and go on; None where there is none."""
    return next((at for at in _places(node) if _handler(node, at) is not None), None)


def _places(node: Attempt) -> list[int]:
    """Return the places of the statements that may fail, imports before others."""
    out = []
    for place, each in enumerate(node.body):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if isinstance(each, ast.Import | ast.ImportFrom) and not modules(each):
            continue
        lacking = any(meets(one, AttributeError.__name__) for one in node.handlers)
        if any(_fails(part) or (lacking and _newer(part)) for part in ast.walk(each)):
            out.append(place)
    return sorted(out, key=lambda place: not modules(node.body[place]))


def _fails(node: ast.AST) -> bool:
    return isinstance(node, FAILING) or _divides(node)


def _newer(node: ast.AST) -> bool:
    """Tell whether this is something that another version of a module may not have."""
    return isinstance(node, ast.Attribute) and source(node).partition(".")[0] in OTHERS


def _divides(node: ast.AST) -> bool:
    """Tell whether this is a division that may be by 0."""
    match node:
        case ast.BinOp(op=ast.Div() | ast.FloorDiv() | ast.Mod(), right=right):
            return not isinstance(right, ast.Constant) or not right.value
    return False


def _handler(node: Attempt, at: int) -> ast.ExceptHandler | None:
    """Return what is done where it fails; None where the script would not go on."""
    imports = bool(modules(node.body[at]))
    for each in node.handlers:
        if not imports or meets(each, ModuleNotFoundError.__name__):
            return None if any(map(_ends, each.body)) else each
    return None


def _ends(node: ast.stmt) -> bool:
    """Tell whether a script ends at a statement, whatever was before."""
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(node, ast.Raise) or (
        isinstance(call, ast.Call) and source(call.func) in EXITS
    )


def modules(node: ast.stmt) -> list[str]:
    """Return the modules that a statement imports, and the packages that these are in.

    Those of Python's own are there.
    """
    match node:
        case ast.Import(names=aliases):
            names = [alias.name for alias in aliases]
        case ast.ImportFrom(module=str() as name, level=0):
            names = [name]
        case _:
            return []
    found = [part for name in names for part in (name, name.partition(".")[0])]
    return [n for n in dict.fromkeys(found) if n.partition(".")[0] not in sys.stdlib_module_names]
