"""Methods of a script's own classes by which Python works out operators, tests and texts."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.specs.script.hooks import called_by, own
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.run import Run
from lrplot.specs.script.trees import tree
from lrplot.specs.script.truths import truth
from lrplot.specs.script.values import MISSING, Function, Instance, Opaque, Open, Scope

OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.MatMult: "matmul", ast.Div: "truediv",
    ast.FloorDiv: "floordiv", ast.Mod: "mod", ast.Pow: "pow", ast.LShift: "lshift",
    ast.RShift: "rshift", ast.BitOr: "or", ast.BitXor: "xor", ast.BitAnd: "and",
}  # fmt: skip

SIGNS: dict[type[ast.unaryop], str] = {ast.USub: "neg", ast.UAdd: "pos", ast.Invert: "invert"}

COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Eq: ("eq", "eq"), ast.NotEq: ("ne", "ne"), ast.Lt: ("lt", "gt"), ast.LtE: ("le", "ge"),
    ast.Gt: ("gt", "lt"), ast.GtE: ("ge", "le"),
}  # fmt: skip
"""What compares, and what does from the other side."""

TEXTS = ("__str__", "__repr__")

FUNCTIONS = {
    "str": TEXTS, "print": TEXTS, "format": ("__format__", *TEXTS), "repr": TEXTS[1:],
    "bool": ("__bool__", "__len__"), "int": ("__int__", "__index__"), "float": ("__float__",),
    "abs": ("__abs__",), "round": ("__round__",), "hash": ("__hash__",), "next": ("__next__",),
}  # fmt: skip
"""By which methods Python's own functions ask an object."""


def asked(run: Run, value: Any, names: tuple[str, ...], args: list[Any], node: ast.expr) -> Any:
    """Return what the first of several methods that an object has gives; `MISSING` if none."""
    name = next((name for name in names if own(value, name)), None)
    if name is None:
        return MISSING
    found = called_by(run, value, name, args, node, Scope())
    lacks = isinstance(found, Opaque) and found.text == "NotImplemented"
    return MISSING if lacks else found


def tested(run: Run, value: Any, node: ast.expr) -> Any:
    """Return what says whether something is true: for an object what its own method gives."""
    found = asked(run, value, FUNCTIONS["bool"], [], node)
    return value if found is MISSING else found


def operated(run: Run, node: ast.BinOp, left: Any, right: Any, here: bool = False) -> Any:
    """Return what an operator makes of objects; `here`: it may change the one on the left."""
    name = OPERATORS[type(node.op)]
    names = (f"__i{name}__", f"__{name}__") if here else (f"__{name}__",)
    if _goes_first(right, left, f"__r{name}__"):
        found = asked(run, right, (f"__r{name}__",), [left], node)
        if found is not MISSING:
            return found
    found = asked(run, left, names, [right], node)
    return asked(run, right, (f"__r{name}__",), [left], node) if found is MISSING else found


def _goes_first(right: Any, left: Any, name: str) -> bool:
    """Tell whether an object's reflected method goes before the other's own, as of a subclass."""
    one, other = (each.of if isinstance(each, Instance) else None for each in (right, left))
    derived = one is not None and other is not None and one is not other and other in one.order
    return derived and one.lookup(name) is not other.lookup(name)  # type: ignore[union-attr]


def signed(run: Run, node: ast.UnaryOp, value: Any) -> Any:
    """Return what a sign makes of an object."""
    return asked(run, value, (f"__{SIGNS[type(node.op)]}__",), [], node)


def compared(run: Run, op: ast.cmpop, left: Any, right: Any, node: ast.expr) -> Any:
    """Return how objects compare; `MISSING` where their methods do not say it."""
    if isinstance(op, ast.Is | ast.IsNot) and isinstance(left, Instance):
        return (left is right) is isinstance(op, ast.Is) if type(left) is type(right) else MISSING
    if isinstance(op, ast.In | ast.NotIn):
        found = asked(run, right, ("__contains__",), [left], node)
        known = MISSING if found is MISSING else truth(found)
        if known is None:
            return found if isinstance(op, ast.In) else Open(ast.UnaryOp(ast.Not(), tree(found)))
        return found if found is MISSING else known is isinstance(op, ast.In)
    if type(op) not in COMPARISONS:
        return MISSING
    name, other = COMPARISONS[type(op)]
    found = asked(run, left, (f"__{name}__",), [right], node)
    if found is MISSING:
        found = asked(run, right, (f"__{other}__",), [left], node)
    if found is MISSING and isinstance(op, ast.NotEq):
        found = compared(run, ast.Eq(), left, right, node)
        return found if found is MISSING or truth(found) is None else not truth(found)
    objects = isinstance(left, Instance) or isinstance(right, Instance)
    if found is MISSING and objects and isinstance(op, ast.Eq) and _plain(left) and _plain(right):
        return left is right
    return found


def _plain(value: Any) -> bool:
    """Tell whether something is equal to itself alone."""
    if not isinstance(value, Instance):
        return isinstance(value, PLAIN)
    of = value.of
    return of is not None and not of.node.decorator_list and not any(of.roots())


def function(run: Run, name: str, args: list[Any], node: ast.Call) -> Any:
    """Return what one of Python's functions gives of an object; `MISSING` where it does not ask."""
    found: Any = MISSING
    for value in args if name in FUNCTIONS else ():
        names = FUNCTIONS[name]
        method = value.of.lookup(names[0]) if isinstance(value, Instance) and value.of else None
        if name == "next" and isinstance(method, Function) and _raises(method):
            # where it ends is not followed
            continue
        given = [""] if name == "format" and own(value, names[0]) else []
        found = asked(run, value, names, given, node)
    if name == "bool" and found is not MISSING:
        return truth(found)
    return None if name == "print" else found


def _raises(of: Function) -> bool:
    return any(isinstance(part, ast.Raise) for part in ast.walk(of.node))
