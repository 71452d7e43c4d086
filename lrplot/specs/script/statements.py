"""Follows the statements of a script in their order; loops that train are gone through once."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script import beside, command_line
from lrplot.specs.script.arrays import Series
from lrplot.specs.script.blocks import BLOCKS, Then, block, leaves
from lrplot.specs.script.branches import CONTINUED, leaves_block, split
from lrplot.specs.script.classes import class_
from lrplot.specs.script.decorated import defined
from lrplot.specs.script.early import left_early
from lrplot.specs.script.expressions import evaluate, tested
from lrplot.specs.script.in_place import delete
from lrplot.specs.script.leaving import EXITS, failing, fails
from lrplot.specs.script.loops import for_, rounds, while_
from lrplot.specs.script.operators import operated
from lrplot.specs.script.run import Flow, Run
from lrplot.specs.script.stars import imported
from lrplot.specs.script.targets import bind, spoil
from lrplot.specs.script.trees import stepped, tree
from lrplot.specs.script.truths import truth
from lrplot.specs.script.values import MISSING, Held, Made, Path, Scope


def follow(run: Run, nodes: Sequence[ast.stmt], scope: Scope) -> Flow | None:
    """Follow statements; return how they are left, None where the end is reached."""
    for place, node in enumerate(nodes):
        run.count()
        if isinstance(node, ast.Assert):
            node = ast.If(
                ast.UnaryOp(ast.Not(), node.test, lineno=node.lineno), [failing(node)], []
            )
            holds = evaluate(run, node.test, scope)
            if truth(holds) is None and not stepped(tree(holds)):
                continue
        if isinstance(node, ast.If):
            test = tested(run, node.test, scope)
            known = truth(test)
            if known is None:
                flow = split(run, node, test, nodes[place + 1 :], scope)
                if flow is not CONTINUED:
                    return flow
                continue
            taken = node.body if known else node.orelse
            if leaves_block(taken):
                # what comes after it belongs to the ways through it that do not leave
                return follow(run, [*taken, *nodes[place + 1 :]], scope)
            flow = follow(run, taken, scope)
        elif isinstance(node, ast.For) and (every := rounds(run, node, scope)) is not None:
            return follow(run, [*every, *nodes[place + 1 :]], scope)
        else:
            reader = _READERS.get(type(node))
            if reader is None:
                raise LrplotError(f"line {node.lineno}: {type(node).__name__.lower()} is not read")
            rest = nodes[place + 1 :]
            if rest and leaves(node):
                return block(run, node, rest, scope)
            if isinstance(node, ast.For | ast.AsyncFor | ast.While) and (
                after := left_early(run, node, rest, scope, reader)
            ):
                return follow(run, [*after, *rest], scope)
            flow = reader(run, node, scope)
        if flow:
            return flow
    return None


def _assign(run: Run, node: ast.Assign, scope: Scope) -> None:
    value = evaluate(run, node.value, scope)
    for target in node.targets:
        bind(run, target, _said(run, target, value), scope)


def _said(run: Run, target: ast.expr, value: Any) -> Any:
    """Return what is said beside the script of a name, else what the script says."""
    if run.given and isinstance(target, ast.Name | ast.Attribute):
        said = run.said(source(target))
        return value if said is MISSING else said
    return value


def _annotated(run: Run, node: ast.AnnAssign, scope: Scope) -> None:
    if node.value:
        value = evaluate(run, node.value, scope)
        if not (isinstance(value, Made) and "default_factory" in value.keywords):
            # a factory is called where an object is made
            value = command_line.default(run, value, scope)
        bind(run, node.target, _said(run, node.target, value), scope)


def _augmented(run: Run, node: ast.AugAssign, scope: Scope) -> None:
    if run.loops and run.said(text := source(node.target)) is not MISSING:
        raise LrplotError(
            f"line {node.lineno}: {text} changes from round to round of a loop, so that one value "
            "does not say it"
        )
    node = _once(run, node, scope)
    place = ast.BinOp(node.target, node.op, node.value, lineno=node.lineno)
    old = evaluate(run, _loaded(node.target), scope)
    value = evaluate(run, node.value, scope)
    if isinstance(node.target, ast.Subscript) and isinstance(node.target.slice, ast.Slice):
        # what the list has then, by whatever name
        run.doubts.lose(evaluate(run, node.target.value, scope))
        return
    if isinstance(old, Series):
        old.spoil()
        run.doubts.lose(old)
        return
    sure = not (run.strict or run.unsure)
    if sure and type(old) is type(value) is dict and isinstance(node.op, ast.BitOr):
        old |= value
        return
    if isinstance(old, frozenset) or (isinstance(old, list) and (run.loops or run.tests)):
        # by other names, too
        run.doubts.lose(old)
    if isinstance(old, list):
        if run.strict:
            raise LrplotError(f"line {node.lineno}: {source(node.target)} is changed in place")
        grows = isinstance(node.op, ast.Add) and isinstance(value, list)
        if grows and not run.unsure:
            # by whatever name it is known
            old.extend(value)
            return
        found = operated(run, place, old, value)
        spoil(run, old, source(node.target), node.lineno)
        bind(run, node.target, found, scope)
        return
    bind(run, node.target, operated(run, place, old, value, here=True), scope)


def _once(run: Run, node: ast.AugAssign, scope: Scope) -> ast.AugAssign:
    """Return a change whose target calls nothing: what it calls is called once."""
    target = copy(node.target)
    calls = any(isinstance(part, ast.Call | ast.NamedExpr) for part in ast.walk(target))
    if not calls or not isinstance(target, ast.Subscript | ast.Attribute):
        return node
    target.value = Held(evaluate(run, target.value, scope))
    if isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
        target.slice = Held(evaluate(run, target.slice, scope))
    return ast.copy_location(ast.AugAssign(target, node.op, node.value), node)


def _loaded(target: ast.expr) -> Any:
    found: Any = copy(target)
    found.ctx = ast.Load()
    return found


def _expression(run: Run, node: ast.Expr, scope: Scope) -> Flow | None:
    evaluate(run, node.value, scope)
    if isinstance(node.value, ast.Call) and source(node.value.func) in EXITS:
        own = scope.lookup(source(node.value.func).partition(".")[0])
        return fails(run, node.value) if own is MISSING or isinstance(own, Path) else None
    return None


def _function(run: Run, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
    scope.bind(node.name, defined(run, node, scope, scope))


def _import(run: Run, node: ast.Import, scope: Scope) -> None:
    for alias in node.names:
        if beside.imported(run, node, alias, scope):
            continue
        if alias.asname:
            scope.bind(alias.asname, Path(alias.name))
        else:
            first = alias.name.partition(".")[0]
            scope.bind(first, Path(first))


def _import_from(run: Run, node: ast.ImportFrom, scope: Scope) -> None:
    for alias in node.names:
        if beside.imported_from(run, node, alias, scope):
            continue
        if alias.name == "*":
            imported(node.module or "", node.lineno, scope)
        else:
            name = f"{node.module}.{alias.name}" if node.module else alias.name
            as_ = alias.asname or alias.name
            list_ = name == "sys.argv" and run.argv is not None
            path = Path(name, as_, node.lineno)
            if run.handlers and not path.own:
                # what a `try` imports is there, where it does not fail
                path = Path(name)
            scope.bind(as_, run.argv if list_ else path)
            run.imported[name] = alias.asname or alias.name


def _return(run: Run, node: ast.Return, scope: Scope) -> Flow:
    value = evaluate(run, node.value, scope) if node.value else None
    run.leave(node)
    return Flow("return", value)


def _shared(run: Run, node: ast.Global | ast.Nonlocal, scope: Scope) -> None:
    for name in node.names:
        where = scope.module
        if isinstance(node, ast.Nonlocal):
            outer = scope.outer
            while outer and name not in outer.names:
                outer = outer.outer
            where = outer or where
        scope.shared[name] = where


def _break(run: Run, node: ast.Break, scope: Scope) -> Flow:
    run.leave(node)
    return Flow("break")


def _nothing(run: Run, node: ast.stmt, scope: Scope) -> None:
    return None


_READERS: dict[type[ast.stmt], Callable[[Run, Any, Scope], Flow | None]] = {
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Expr: _expression,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: class_,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.Return: _return,
    ast.Global: _shared,
    ast.Nonlocal: _shared,
    ast.AsyncFor: for_,
    ast.Delete: delete,
    **dict.fromkeys(BLOCKS, lambda run, node, scope: block(run, node, (), scope)),
    Then: lambda run, node, scope: node.act(),
    ast.Pass: _nothing,
    ast.For: for_,
    ast.While: while_,
    ast.Raise: lambda run, node, scope: fails(run, node),
    ast.Break: _break,
    ast.Continue: lambda run, node, scope: Flow("continue"),
}
