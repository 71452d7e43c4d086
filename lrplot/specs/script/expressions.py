"""Works out the expressions of a script as far as they are known; the rest stays a tree."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script import defaulting, displays, environment, own_methods
from lrplot.specs.script.arrays import Series
from lrplot.specs.script.attributes import attribute
from lrplot.specs.script.branches import under
from lrplot.specs.script.calls import called
from lrplot.specs.script.comparisons import comparison
from lrplot.specs.script.comprehensions import comprehension, members
from lrplot.specs.script.displays import items
from lrplot.specs.script.groups import Group, moved, present
from lrplot.specs.script.hooks import item
from lrplot.specs.script.inline import defaults_of
from lrplot.specs.script.iterators import kept, now
from lrplot.specs.script.kinds import RATES
from lrplot.specs.script.looked_at import lost, whole
from lrplot.specs.script.operators import chosen, operated, placed, unknown
from lrplot.specs.script.parts import LARGEST, TooLargeError, weight
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.run import Run
from lrplot.specs.script.scopes import seen_from
from lrplot.specs.script.sizes import length_known, sliced
from lrplot.specs.script.starred import called_in_part
from lrplot.specs.script.stars import unassigned
from lrplot.specs.script.trees import tree, worked_out
from lrplot.specs.script.truths import truth
from lrplot.specs.script.values import (
    DEEPEST,
    MISSING,
    Function,
    Held,
    Instance,
    Large,
    Made,
    Opaque,
    Open,
    Scope,
)


def evaluate(run: Run, node: ast.expr, scope: Scope) -> Any:
    """Return what an expression stands for."""
    run.count()
    if run.given and not isinstance(node, ast.Constant | Held):
        said = run.said(source(node))
        if said is not MISSING:
            return said
    run.depth += 1
    try:
        if run.depth > DEEPEST:
            raise LrplotError(f"line {node.lineno}: this is nested too deep to be read")
        if (reader := _READERS.get(type(node))) is None:
            return unknown(node)
        found = reader(run, node, scope)
        # whoever looks into what is left open looks at all of its parts
        run.count(weight(getattr(found, "tree", None)))
        return unknown(node) if lost(run, found) else found
    except TooLargeError:
        if run.strict:
            raise
        run.count(LARGEST)
        return Large(source(node), node.lineno)
    finally:
        run.depth -= 1


def tested(run: Run, node: ast.expr, scope: Scope) -> Any:
    """Return what a condition stands for; a mapping that may have something later is opaque."""
    value = own_methods.tested(run, evaluate(run, node, scope), node)
    return unknown(node) if whole(run, value) else value


def _constant(run: Run, node: ast.Constant, scope: Scope) -> Any:
    return node.value if isinstance(node.value, PLAIN) else unknown(node)


def _name(run: Run, node: ast.Name, scope: Scope) -> Any:
    if (found := scope.lookup(node.id)) is MISSING:
        if (known := unassigned(node.id, scope)) is not MISSING:
            return known
        if not hasattr(builtins, node.id) and not node.id.startswith("__"):
            run.unbound.setdefault(node.id, node.lineno)
        return unknown(node)
    return now(found)


def _attribute(run: Run, node: ast.Attribute, scope: Scope) -> Any:
    return attribute(run, evaluate(run, node.value, scope), node)


def _operation(run: Run, node: ast.BinOp, scope: Scope) -> Any:
    left, right = evaluate(run, node.left, scope), evaluate(run, node.right, scope)
    array = isinstance(left, Made) and type(right) in (int, float) and length_known(left)
    # an array has as many items as before, whatever they are
    part = sliced(run, left, slice(None)) if array else None
    return operated(run, node, left, right) if part is None else part


def _signed(run: Run, node: ast.UnaryOp, scope: Scope) -> Any:
    negated = isinstance(node.op, ast.Not)
    value = (tested if negated else evaluate)(run, node.operand, scope)
    if negated:
        known = truth(value)
        return Open(ast.UnaryOp(node.op, tree(value))) if known is None else not known
    if (found := own_methods.signed(run, node, value)) is not MISSING:
        return found
    if isinstance(value, Series):
        times = ast.BinOp(node.operand, ast.Mult(), node.operand, lineno=node.lineno)
        return operated(run, times, value, -1) if isinstance(node.op, ast.USub) else unknown(node)
    if isinstance(node.op, ast.Invert) and type(value) is int:
        return ~value
    found = worked_out(ast.UnaryOp(node.op, tree(value)))
    return unknown(node) if found is None else found


def _truths(run: Run, node: ast.BoolOp, scope: Scope) -> Any:
    left: list[ast.expr] = []
    for each in node.values:
        value = under(run, left, isinstance(node.op, ast.And), each, scope)
        value = unknown(each) if whole(run, value) else value
        known = truth(own_methods.tested(run, value, node))
        if known is isinstance(node.op, ast.Or):
            # it decides, whatever comes after it
            return Open(ast.BoolOp(node.op, [*left, tree(value)])) if left else value
        if each is node.values[-1] and not left:
            return value
        # the last is what is given, whatever it is
        if known is None or (left and each is node.values[-1] and isinstance(value, PLAIN)):
            left.append(tree(value))
    return Open(left[0] if len(left) == 1 else ast.BoolOp(node.op, left))


def _either(run: Run, node: ast.IfExp, scope: Scope) -> Any:
    test = tested(run, node.test, scope)
    known = truth(test)
    if known is not None:
        return evaluate(run, node.body if known else node.orelse, scope)
    yes = under(run, [tree(test)], True, node.body, scope)
    no = under(run, [tree(test)], False, node.orelse, scope)
    return chosen(test, yes, no, run.strict)


def _place(run: Run, node: ast.Subscript, scope: Scope) -> Any:
    value = evaluate(run, node.value, scope)
    if isinstance(node.slice, ast.Slice) and isinstance(value, Instance):
        place = Opaque(source(node.slice), node.lineno)
        found = item(run, value, place, node, scope)
        return unknown(node) if found is MISSING else found
    if isinstance(node.slice, ast.Slice):
        parts = [
            evaluate(run, part, scope) if part else None
            for part in (node.slice.lower, node.slice.upper, node.slice.step)
        ]
        whole = all(part is None or isinstance(part, int) for part in parts)
        some = sliced(run, value, slice(*parts)) if whole and parts[2] != 0 else None
        return unknown(node) if some is None else some
    place = evaluate(run, node.slice, scope)
    if isinstance(value, Group) and place in RATES and moved(run, value):
        return present(run, value, node.lineno)
    if (found := environment.place(run, value, place, node)) is not MISSING:
        return found
    if (found := defaulting.item(run, value, place, node, scope)) is not MISSING:
        return found
    found = item(run, value, place, node, scope)
    return placed(value, place, node) if found is MISSING else found


def _function(run: Run, node: ast.Lambda, scope: Scope) -> Function:
    return Function(node, seen_from(scope), defaults=defaults_of(run, node, scope))


def _walrus(run: Run, node: ast.NamedExpr, scope: Scope) -> Any:
    value = evaluate(run, node.value, scope)
    value = kept(run, value, node.target.id, node.lineno)
    scope.bind(node.target.id, value)
    return value


def _call(run: Run, node: ast.Call, scope: Scope) -> Any:
    func = evaluate(run, node.func, scope)
    args = items(run, node.args, scope)
    words: dict[str, Any] = {}
    sure = args is not None
    for word in node.keywords:
        value = evaluate(run, word.value, scope)
        if word.arg is not None:
            words[word.arg] = value
        elif isinstance(value, dict) and all(isinstance(name, str) for name in value):
            words |= value
        else:
            sure = False
    if not sure or args is None:
        before = next((n for n, arg in enumerate(node.args) if isinstance(arg, ast.Starred)), None)
        args = items(run, node.args[:before], scope) or []
        return called_in_part(run, func, args, words, node, scope)
    return called(run, func, args, words, node, scope)


_READERS: dict[type[ast.expr], Callable[[Run, Any, Scope], Any]] = {
    Held: lambda run, node, scope: node.value,
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.List: displays.listed,
    ast.Tuple: displays.tupled,
    ast.Dict: displays.mapped,
    ast.Set: members,
    ast.BinOp: _operation,
    ast.UnaryOp: _signed,
    ast.BoolOp: _truths,
    ast.Compare: comparison,
    ast.IfExp: _either,
    ast.Subscript: _place,
    ast.JoinedStr: displays.text,
    ast.Lambda: _function,
    ast.NamedExpr: _walrus,
    ast.Call: _call,
    **dict.fromkeys((ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp), comprehension),
}
