"""Follows both ways through a condition that is not known, and puts them together."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script.operators import chosen
from lrplot.specs.script.run import Flow, Run
from lrplot.specs.script.trees import leaves, stepped, tree
from lrplot.specs.script.values import Open, Scope

FAILS = Open(ast.BinOp(ast.Constant(1), ast.Div(), ast.Constant(0)))
"""What a function gives where it raises an error."""

CONTINUED = Flow("continued")
"""Both ways through a condition come to its end."""


def leaves_block(nodes: Sequence[ast.stmt], errors: bool = True) -> bool:
    """Tell whether statements may leave the block that they stand in; maybe by `errors`, too."""
    for node in nodes:
        if isinstance(node, ast.Return | ast.Break | ast.Continue):
            return True
        if isinstance(node, ast.Raise) and errors:
            return True
        if isinstance(node, ast.If | ast.With | ast.Try) and leaves_block(
            [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.stmt)],
            errors or isinstance(node, ast.Try),
        ):
            return True
        if isinstance(node, ast.For | ast.While) and any(
            isinstance(part, ast.Return) for part in ast.walk(node)
        ):
            return True
    return False


def split(run: Run, node: ast.If, test: Any, rest: Sequence[ast.stmt], scope: Scope) -> Flow | None:
    """Follow both ways through a condition that is not known, and put them together."""
    tests, condition = run.tests, _truthful(tree(test))
    if run.strict and (lost := next(leaves(condition), None)):
        raise LrplotError(f"line {node.lineno}: {lost.id} is not read")
    condition.said = source(node.test)  # type: ignore[attr-defined]
    either = [node.body, node.orelse]
    # what an error ends trains nothing: what comes after it is the other way's
    errors = run.strict or bool(run.handlers) or stepped(condition)
    through = not any(leaves_block(nodes, errors) for nodes in either)
    before, after, handlers = dict(scope.names), [], run.handlers
    flows: list[Flow | None] = []
    for place, nodes in enumerate(either):
        scope.reset(before)
        run.handlers = handlers
        run.tests = (*tests, condition if place == 0 else ast.UnaryOp(ast.Not(), condition))
        if place and _over(run, flows[0], condition):
            # where the first way was taken nothing comes after it
            run.tests = tests
        flow = run.follow(run, nodes if through else [*nodes, *rest], scope)
        flows.append(flow)
        after.append(dict(scope.names))
    run.tests = tests
    yes, no = flows
    if not through:
        return _together(run, test, yes, no, scope, after)
    failed = [bool(flow and flow.kind == "raise") for flow in flows]
    if all(failed):
        return yes
    scope.reset(after[failed[0]] if any(failed) else _merged(run, test, *after))
    return CONTINUED


def _truthful(node: ast.expr) -> ast.expr:
    """Return a condition with what counts as true or false in place of None and texts."""
    match node:
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return ast.IfExp(test, _truthful(body), _truthful(orelse))
        case ast.Constant(value=None | str()):
            return ast.Constant(bool(node.value))
    return node


def under(run: Run, tests: list[ast.expr], holds: bool, node: ast.expr, scope: Scope) -> Any:
    """Return what an expression stands for that is looked at where tests all hold, or none does."""
    before = run.tests
    each = tests if holds else [ast.UnaryOp(ast.Not(), test) for test in tests]
    run.tests = (*before, *each)
    try:
        return run.evaluate(run, node, scope)
    finally:
        run.tests = before


def _over(run: Run, flow: Flow | None, condition: ast.expr) -> bool:
    """Tell whether a way through a condition ends in an error, or leaves a loop that trains."""
    if not flow:
        return False
    if flow.kind == "return":
        return len(run.loops) > run.frame
    if flow.kind == "break":
        return bool(run.loops) and not run.plain
    return flow.kind == "raise" and (flow.value is True or not stepped(condition))


def _together(
    run: Run,
    test: Any,
    yes: Flow | None,
    no: Flow | None,
    scope: Scope,
    after: list[dict[str, Any]],
) -> Flow | None:
    for one, other, names in ((yes, no, after[1]), (no, yes, after[0])):
        if one and (one.kind == "raise" or _over(run, one, tree(test))):
            scope.reset(names)
            if (
                other
                and other.kind == "return"
                and stepped(tree(test))
                and not _over(run, one, tree(test))
            ):
                values = [FAILS, other.value] if one is yes else [other.value, FAILS]
                return Flow("return", chosen(test, values[0], values[1], run.strict))
            # the way that fails trains nothing
            return other
    scope.reset(_merged(run, test, *after))
    kinds = {flow.kind if flow else "return" for flow in (yes, no)}
    if kinds == {"return"} and (yes or no):
        values = [flow.value if flow else None for flow in (yes, no)]
        return Flow("return", chosen(test, values[0], values[1], run.strict))
    # what is left in one round of a loop is not left in all of them
    return yes if yes and no and yes.kind == no.kind else None


def _merged(run: Run, test: Any, yes: dict[str, Any], no: dict[str, Any]) -> dict[str, Any]:
    out = {}
    for name in {**yes, **no}:
        if name in yes and name in no:
            out[name] = chosen(test, yes[name], no[name], run.strict)
        else:
            # where it is not bound the script would fail
            out[name] = yes.get(name, no.get(name))
    return out
