"""A `match` of values, as the conditions that it is."""

from __future__ import annotations

import ast

from lrplot.errors import LrplotError


def branches_of(node: ast.Match) -> list[ast.stmt]:
    """Return a `match` as the `if` that it is, where it compares with values."""
    found: list[ast.stmt] = []
    for case in reversed(node.cases):
        test = _test(node.subject, case.pattern)
        if case.guard:
            test = _at(ast.BoolOp(ast.And(), [test, case.guard]), node.subject)
        branch = ast.If(test, case.body, found)
        branch.lineno = node.lineno
        found = [branch]
    return found


def _test(subject: ast.expr, pattern: ast.pattern) -> ast.expr:
    match pattern:
        case ast.MatchValue(value=value):
            return _at(ast.Compare(subject, [ast.Eq()], [value]), subject)
        case ast.MatchSingleton(value=single):
            constant = _at(ast.Constant(single), subject)
            return _at(ast.Compare(subject, [ast.Is()], [constant]), subject)
        case ast.MatchOr(patterns=each):
            return _at(ast.BoolOp(ast.Or(), [_test(subject, one) for one in each]), subject)
        case ast.MatchAs(pattern=None, name=None):
            return _at(ast.Constant(True), subject)
    raise LrplotError(f"line {pattern.lineno}: this case of a match is not read")


def _at(node: ast.expr, of: ast.expr) -> ast.expr:
    return ast.copy_location(node, of)
